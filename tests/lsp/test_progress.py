"""Progress is shown when looking takes longer than a moment, and ends once for each beginning."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from pygls.lsp.server import LanguageServer

from rednote_lint.lsp import progress
from rednote_lint.lsp.progress import MediaProgress


class Told:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.work_done_progress = self

    async def create_async(self, token: str) -> None:
        self.said.append("create")
        await asyncio.sleep(0)

    def begin(self, token: str, value: Any) -> None:
        self.said.append(f"begin {value.message} {value.cancellable}")

    def report(self, token: str, value: Any) -> None:
        self.said.append(value.message)

    def end(self, token: str, value: Any) -> None:
        self.said.append("end")


@pytest.mark.parametrize(("patience", "said"), [(0.0, ["create", "begin first True", "second", "end"]), (1000.0, [])])
def test_progress(monkeypatch: pytest.MonkeyPatch, patience: float, said: list[str]) -> None:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    told = Told()

    async def looking() -> None:
        shown = MediaProgress(cast(LanguageServer, told), "Checking media")
        shown.say("first")
        for _ in range(5):
            await asyncio.sleep(0)
        shown.say("second")
        shown.end()
        shown.say("third")
        await asyncio.sleep(0)

    asyncio.run(looking())
    assert told.said == said


def test_what_ends_while_it_is_created_never_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    told = Told()

    async def looking() -> None:
        shown = MediaProgress(cast(LanguageServer, told), "Checking media")
        while told.said != ["create"]:
            await asyncio.sleep(0)
        shown.end()
        await asyncio.sleep(0)

    asyncio.run(looking())
    assert told.said == ["create"]

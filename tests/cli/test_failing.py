"""Failures on stderr: in one language throughout, and broken between words where a terminal is narrow."""

from __future__ import annotations

import io
import os
import shutil
import sys

import pytest

from rednote_lint.cli.speech.failing import show
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual

UNKNOWN = UserError(
    Bilingual(en="`WM999` names no rule", zh="没有规则名为 `WM999`"),
    Bilingual(en="did you mean `WM307`, `WM306`, `WM305`?", zh="是否想写 `WM307`、`WM306`、`WM305`？"),
    "command line",
)


class Terminal(io.StringIO):
    """What a narrow terminal is shown."""

    def isatty(self) -> bool:
        return True


def narrow(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Make stderr a terminal of forty columns; in the test itself, because pytest puts its own there before."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((40, 24)))
    return stream


def test_a_sentence_is_broken_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = narrow(monkeypatch)
    assert show(UNKNOWN, "en") is ExitCode.FAILED
    assert terminal.getvalue().splitlines() == [
        "command line: error: `WM999` names no",
        "rule",
        "  did you mean `WM307`, `WM306`,",
        "  `WM305`?",
    ]


def test_a_chinese_failure_has_no_english_words(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = narrow(monkeypatch)
    show(UNKNOWN, "zh")
    assert terminal.getvalue().startswith("命令行：错误：没有规则名为 `WM999`\n")


def test_a_file_gets_whole_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    show(UNKNOWN, "en")
    assert capsys.readouterr().err.splitlines()[0] == "command line: error: `WM999` names no rule"

"""A session as a person has it: a post is opened, a WeChat id typed, the quick fix applied."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Process, editor, run

HEAD = "---\ntitle: 露营清单\nlong_text: true\n---\n"
START = HEAD + "周末去郊外露营👨‍👩‍👧，天气很好。\n"
TYPED = "想要清单的加我微信 camp_day88。\n"


@pytest.mark.parametrize(("encoding", "ending"), [("utf-16", "\r\n"), ("utf-8", "\n"), ("utf-32", "\r\n")])
def test_a_typed_id_is_shown_and_its_quick_fix_takes_it_away(tmp_path: Path, encoding: str, ending: str) -> None:
    start, typed = START.replace("\n", ending), "😋好吃，" + TYPED.replace("\n", ending)
    caption = tmp_path / "caption.md"
    caption.write_text(start, encoding="utf-8", newline="")

    async def session() -> None:
        async with editor(tmp_path, encodings=[encoding]) as one:
            assert one.encoding == encoding
            uri = one.open(caption, start)
            await one.current(uri)
            assert not one.codes(uri) & {"DV102", "DV111"}
            for end in range(1, len(typed) + 1):
                one.change(uri, start + typed[:end])
            shown = await one.current(uri)
            (found,) = [diagnostic for diagnostic in shown if diagnostic.code == "DV102"]
            assert one.selected(uri, found.range) == "微信 camp_day88"
            assert found.severity is types.DiagnosticSeverity.Error
            assert found.source == "rednote-lint"
            assert found.code_description is not None
            assert found.code_description.href.startswith("http")
            (other,) = [diagnostic for diagnostic in shown if diagnostic.code == "DV111"]
            related = [one.selected(uri, info.location.range) for info in other.related_information or ()]
            assert related == ["微信 camp_day88"]
            told = await one.hover(uri, found.range.start)
            assert "community rules" in told
            assert "2026-09-06" in told
            actions = [action for action in await one.actions(uri, found.range) if action.kind == "quickfix"]
            assert actions[0].diagnostics is not None
            one.apply(actions[0])
            await one.current(uri)
            assert not one.codes(uri) & {"DV102", "DV111"}
            assert one.texts[uri].startswith(start)

    run(session())


def test_only_the_last_of_many_versions_is_shown(tmp_path: Path) -> None:
    async def session() -> None:
        async with editor(tmp_path, process=Process.FRESH) as one:
            uri = one.open(tmp_path / "caption.md", START)
            for count in range(30):
                one.change(uri, START + "x" * count)
            one.change(uri, START + TYPED)
            await one.current(uri)
            assert "DV102" in one.codes(uri)
            versions = [published.version or 0 for published in one.published if published.uri == uri]
            assert versions == sorted(versions)
            for published in one.published:
                if any(diagnostic.code == "DV102" for diagnostic in published.diagnostics):
                    assert published.version == 32

    run(session())

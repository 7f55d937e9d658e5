"""Code actions, hovers and what they write, in a session."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types

from tests.lsp.editor import Editor, editor, run

HEAD = "---\ntitle: 面霜\nlong_text: true\ncommercial: true\n---\n"
TEXT = HEAD + "😋这款面霜真好用，全网最佳防晒，大家快来看看吧。\n"


def titles(actions: list[types.CodeAction]) -> list[str]:
    return [action.title for action in actions]


def test_suggestions_suppressions_and_words_taken_out(tmp_path: Path) -> None:
    caption = tmp_path / "caption.md"
    caption.write_text(TEXT, encoding="utf-8")
    config = tmp_path / "rednote-lint.yaml"

    async def session() -> None:
        options = {"ignoreReason": "our own words", "lang": "en"}
        async with editor(tmp_path, initialization_options=options) as one:
            uri = one.open(caption, TEXT)
            await _suggestions(one, uri)
            await _suppression(one, uri)
            await _word_out(one, uri)

    async def _suggestions(one: Editor, uri: str) -> None:
        found = await one.code(uri, "AD101")
        made = await one.actions(uri, found.range)
        replacing = [action for action in made if action.title.startswith("Replace with “")]
        assert len(replacing) > 1
        one.apply(replacing[1])
        word = replacing[1].title.removeprefix("Replace with “").removesuffix("”")
        assert one.texts[uri] == TEXT.replace("最佳", word)
        await one.current(uri)
        assert "AD101" not in one.codes(uri)
        one.change(uri, TEXT)

    async def _suppression(one: Editor, uri: str) -> None:
        await one.current(uri)
        found = await one.code(uri, "AD101")
        (action,) = [action for action in await one.actions(uri, found.range) if action.title == "Ignore AD101 here"]
        one.apply(action)
        assert 'reason: "our own words"' in one.texts[uri]
        await one.current(uri)
        assert "AD101" not in one.codes(uri)
        one.change(uri, TEXT)

    async def _word_out(one: Editor, uri: str) -> None:
        await one.current(uri)
        found = await one.code(uri, "AD101")
        (action,) = [action for action in await one.actions(uri, found.range) if action.title.startswith("Take “")]
        assert action.title == "Take “最佳” out of AD101 for this project (rednote-lint.yaml)"
        one.apply(action)
        assert config.read_text(encoding="utf-8") == 'rules:\n  AD101:\n    words-: ["最佳"]\n'
        one.disturb(config, kind=types.FileChangeType.Created)
        await one.until(lambda: "AD101" not in one.codes(uri))

    run(session())


def test_all_safe_fixes_at_once_and_a_caption_without_a_header(tmp_path: Path) -> None:
    text = "周末去露营，天气很好👨‍👩‍👧。#露营 #露营 #周末\n"
    caption = tmp_path / "caption.txt"
    caption.write_text(text, encoding="utf-8")

    async def session() -> None:
        async with editor(tmp_path, locale="zh-CN") as one:
            uri = one.open(caption, text, "plaintext")
            await one.current(uri)
            whole = types.Range(types.Position(0, 0), types.Position(9, 0))
            made = await one.actions(uri, whole, ["source.fixAll"])
            assert titles(made) == ["执行 rednote-lint 的全部安全修复"]
            assert made[0].kind == "source.fixAll.rednote-lint"
            one.apply(made[0])
            assert one.texts[uri].count("#露营") == 1
            await one.current(uri)
            assert await one.actions(uri, whole, ["source.fixAll"]) == []
            found = await one.code(uri, "FM505")
            (action,) = [action for action in await one.actions(uri, found.range) if "FM505" in action.title]
            one.apply(action)
            assert "FM505" in (tmp_path / "post.yaml").read_text(encoding="utf-8")

    run(session())


def test_a_suppression_without_a_reason_sets_nothing_aside_until_one_is_written(tmp_path: Path) -> None:
    single = 'lint: {ignore: {rule: DV, reason: ""}}'
    rows = tmp_path / "rows.jsonl"
    row = '{"title": "😋面霜", "body": "全网最佳防晒，大家快来看看吧。", "long_text": true, "commercial": true}\n'
    cases = [
        (tmp_path / "crlf.md", TEXT.replace("\n", "\r\n"), "markdown"),
        (tmp_path / "marked.md", f"\ufeff{TEXT}", "markdown"),
        (
            tmp_path / "single.md",
            TEXT.replace("---\n😋", f"{single}\n---\n😋"),
            "markdown",
        ),
        (rows, row, "jsonl"),
    ]
    (tmp_path / "rednote-lint.yaml").write_text("rule-pages: https://x.com/{code}\n", encoding="utf-8")

    async def session() -> None:
        async with editor(tmp_path, initialization_options={"ignoreReason": "  "}) as one:
            for path, text, language in cases:
                path.write_bytes(text.encode())
                uri = one.open(path, text, language)
                await one.current(uri)
                found = await one.code(uri, "AD101")
                assert found.code_description and found.code_description.href == "https://x.com/AD101"
                (action,) = [a for a in await one.actions(uri, found.range) if a.title.startswith("Ignore AD101 here")]
                assert action.title == "Ignore AD101 here (the reason is for you to write)"
                await one.carry_out(action)
                await one.current(uri)
                assert {"AD101", "LN103"} <= one.codes(uri)
                cursor = one.cursors[-1]
                assert (cursor.uri, cursor.take_focus) == (uri, True) and cursor.selection
                assert (
                    one.type(uri, cursor.selection.start, "ours").count(
                        'reason": "ours"' if path == rows else 'reason: "ours"'
                    )
                    == 1
                )
                await one.current(uri)
                assert not one.codes(uri) & {"AD101"}, path

    run(session())

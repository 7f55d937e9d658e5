"""What becomes of documents: other files, packs, configurations, media, unsaved ones, several of one post."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types
from PIL import Image

from tests.lsp.editor import editor, run

HEAD = "---\ntitle: 露营清单\n"
ID = "想要清单的加我微信 camp_day88，天气很好。\n"


def test_a_readme_is_no_post_and_a_broken_header_is_told(tmp_path: Path) -> None:
    async def session() -> None:
        async with editor(tmp_path) as one:
            readme = one.open(tmp_path / "notes.md", ID)
            caption = one.open(tmp_path / "post" / "caption.md", "")
            assert await one.current(readme) == []
            assert isinstance(await one.current(caption), list)
            one.change(caption, "---\ntitle: [\n---\n" + ID)
            shown = await one.current(caption)
            assert any("Nothing in this post was read" in diagnostic.message for diagnostic in shown)
            assert shown[0].range.start.line in (1, 2)
            one.change(caption, "# 露营\n" + ID)
            await one.current(caption)
            assert "DV102" in one.codes(caption)
            one.close(caption)
            await one.until(lambda: one.shown(caption) == [])

    run(session())


def test_configurations_count_from_disk_and_their_mistakes_are_told(tmp_path: Path) -> None:
    config = tmp_path / "rednote-lint.yaml"
    config.write_text("lang: zh\nignore: [DV111]\n", encoding="utf-8")

    async def session() -> None:
        async with editor(tmp_path) as one:
            uri = one.open(tmp_path / "free.md", HEAD + "---\n" + ID)
            await one.current(uri)
            assert "DV102" in one.codes(uri)
            assert "DV111" not in one.codes(uri)
            assert "微信号" in one.messages(uri)
            config.write_text("ignore: [DV102]\nlang: en\n", encoding="utf-8")
            one.disturb(config)
            await one.until(lambda: "DV111" in one.codes(uri) and "DV102" not in one.codes(uri))
            opened = one.open(config, config.read_text(encoding="utf-8"), "yaml")
            config.write_text("ignore: [DV102]\nlanguage: en\n", encoding="utf-8")
            one.change(opened, config.read_text(encoding="utf-8"))
            one.save(opened)
            await one.until(lambda: "unknown key `language`" in one.messages(opened))
            (wrong,) = one.shown(opened)
            assert wrong.range.start == types.Position(1, 0)
            await one.until(lambda: "nothing was checked" in one.messages(uri))
            assert one.shown(uri)[0].related_information

    run(session())


def test_settings_of_the_client(tmp_path: Path) -> None:
    async def session() -> None:
        async with editor(tmp_path, locale="zh-TW", initialization_options={"ignore": ["DV102"]}) as one:
            uri = one.open(tmp_path / "caption.txt", ID, "plaintext")
            await one.code(uri, "DV111")
            assert "DV102" not in one.codes(uri)
            assert "联系方式" in one.messages(uri)
            change = {"rednote-lint": {"lang": "en", "ignore": ["DV111"]}}
            one.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(change))
            await one.until(lambda: "is a WeChat ID" in one.messages(uri))
            change = {"rednote-lint": {"lnag": 1}}
            one.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(change))
            await one.until(lambda: any("lnag" in message.message for message in one.client.messages))

    run(session())


def test_settings_that_the_client_is_asked_for(tmp_path: Path) -> None:
    async def session() -> None:
        async with editor(tmp_path, configuration={"rednote-lint": {"ignore": ["DV102"]}}) as one:
            uri = one.open(tmp_path / "caption.txt", ID, "plaintext")
            await one.code(uri, "DV102")
            one.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({}))
            await one.until(lambda: "DV111" in one.codes(uri) and "DV102" not in one.codes(uri))
            assert one.registered == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
            place = types.Range(types.Position(0, 0), types.Position(0, 9))
            assert await one.actions(uri, place)
            one.change(uri, ID + "x")
            assert await one.actions(uri, place) == []  # What is shown is older than the text.

    run(session())


def test_media_are_looked_at_on_saving_and_stay_shown_while_typing(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40)).save(tmp_path / "1.png")
    text = HEAD + "images: [1.png]\n---\n周末👨‍👩‍👧去露营。\n"

    async def session() -> None:
        async with editor(tmp_path, progress=True) as one:
            caption = tmp_path / "caption.md"
            caption.write_text(text, encoding="utf-8")
            uri = one.open(caption, text)
            await one.until(lambda: any("1.png" in shown.message for shown in one.shown(uri)))
            found = next(shown for shown in one.shown(uri) if "1.png" in shown.message and shown.code)
            assert one.selected(uri, found.range) == "1.png"
            assert found.data["version"] == 1
            one.change(uri, text.replace("---\ntitle", "---\naccount: x\ntitle") + ID)
            await one.current(uri)
            moved = next(shown for shown in one.shown(uri) if "1.png" in shown.message and shown.code == found.code)
            assert one.selected(uri, moved.range) == "1.png"
            assert moved.range.start.line == found.range.start.line + 1
            assert moved.data["version"] == 1
            assert "DV102" in one.codes(uri)
            one.change(uri, text.replace("images: [1.png]\n", ""))
            await one.current(uri)
            one.save(uri)
            (tmp_path / "1.png").unlink()
            one.disturb(tmp_path / "1.png", kind=types.FileChangeType.Deleted)
            await one.until(lambda: not any("1.png" in shown.message for shown in one.shown(uri)))

    run(session())


def test_two_files_of_one_post_and_two_folders(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    (first / "title.txt").write_text("露营", encoding="utf-8")

    async def session() -> None:
        async with editor(tmp_path, folders=[first, second]) as one:
            title = one.open(first / "title.txt", "露营", "plaintext")
            body = one.open(first / "caption.txt", ID, "plaintext")
            other = one.open(second / "post.yaml", "title: 露营\nbody: |\n  想要清单的加我微信 camp_day88\n", "yaml")
            await one.code(body, "DV102")
            found = await one.code(other, "DV102")
            assert one.selected(other, found.range) == "微信 camp_day88"
            one.change(title, "加微信 camp_day99")
            found = await one.code(title, "DV102")
            assert one.selected(title, found.range) == "微信 camp_day99"
            assert "DV102" in one.codes(body)

    run(session())


def test_a_file_that_goes_or_is_renamed_while_it_is_open(tmp_path: Path) -> None:
    texts = {name: f"# {name}\r\n\r\n天气很好\r\n" for name in ("a.md", "b.md")}
    for name, text in {**texts, "rednote-lint.yaml": "preset: recommended\n"}.items():
        (tmp_path / name).write_bytes(text.encode())

    async def session() -> None:
        async with editor(tmp_path) as one:
            first, second = (one.open(tmp_path / name, text) for name, text in texts.items())
            for uri in (first, second):
                one.change(uri, one.texts[uri] + ID)
            assert [one.selected(uri, (await one.code(uri, "DV102")).range) for uri in (first, second)] == [
                "微信 camp_day88"
            ] * 2
            (tmp_path / "a.md").unlink()
            one.disturb(tmp_path / "a.md", kind=types.FileChangeType.Deleted)
            one.change(first, one.texts[first] + "\r\n😋 QQ 群 123456789\r\n")
            await one.current(first)
            assert "DV102" in one.codes(first), "what is open in the editor is still checked"
            (tmp_path / "b.md").rename(tmp_path / "c.md")
            text = one.texts[second]
            one.close(second)
            one.disturb(tmp_path / "b.md", kind=types.FileChangeType.Deleted)
            third = one.open(tmp_path / "c.md", text)
            await one.code(third, "DV102")
            await one.until(lambda: not one.shown(second))

    run(session())


def test_rows_of_tables_and_unsaved_documents(tmp_path: Path) -> None:
    rows = f'title,body\r\n露营,天气很好\r\n"露营","😋{ID.strip()}"\r\n'
    lines = '{"title": "露营", "body": "\\u597d\\ud83d\\ude0b 想要清单的加我微信 camp_day88"}\n'

    async def session() -> None:
        async with editor(tmp_path, encodings=["utf-8"]) as one:
            table = one.open(tmp_path / "plan.csv", rows, "csv")
            objects = one.open(tmp_path / "plan.jsonl", lines, "jsonl")
            draft = one.open("untitled:Untitled-1", ID, "markdown")
            other = one.open("untitled:Untitled-2", ID, "python")
            for uri in (table, objects, draft):
                found = await one.code(uri, "DV102")
                assert one.selected(uri, found.range) == "微信 camp_day88"
            assert one.shown(other) == []
            one.close(draft)
            await one.until(lambda: one.shown(draft) == [])

    run(session())


RULE = """- code: BR101
  name: rival-name
  check: words
  words: [对手]
  severity: error
  message: {{en: a rival, zh: 竞品}}
  why: {{en: ours, zh: 规定}}
  source: {{url: "https://example.com", title: ours, tier: community, seen: 2026-01-01}}
  tests:
    bad: [{bad}]
    good: [我们]
"""


def test_packs_are_checked_from_memory_and_their_tests_on_saving(tmp_path: Path) -> None:
    pack = tmp_path / "our"
    pack.mkdir()
    head = 'name: our\nversion: "1"\ntitle: {en: Ours, zh: 我们}\ndescription: {en: Ours, zh: 我们}\n'
    (pack / "pack.yaml").write_text(head, encoding="utf-8")
    rules = pack / "rules.yaml"
    rules.write_text(RULE.format(bad="对手"), encoding="utf-8")

    async def session() -> None:
        async with editor(tmp_path) as one:
            uri = one.open(rules, RULE.format(bad="对手"), "yaml")
            assert await one.current(uri) == []
            one.change(uri, RULE.format(bad="对手").replace("severity", "severty"))
            await one.until(lambda: "severty" in one.messages(uri))
            (wrong,) = one.shown(uri)
            assert one.selected(uri, types.Range(wrong.range.start, types.Position(4, 9))) == "severty"
            text = RULE.format(bad="朋友")
            one.change(uri, text)
            rules.write_text(text, encoding="utf-8")
            one.save(uri)
            failing = await one.code(uri, "BR101")
            assert "朋友" in failing.message
            assert failing.range.start.line == 0

    run(session())


@pytest.mark.parametrize("text", ["", "\ufeff", "\x00", "微" * 340_000, "---\n" * 2000, "a" * 2_100_000])
def test_odd_texts_get_an_answer(tmp_path: Path, text: str) -> None:
    async def session() -> None:
        async with editor(tmp_path) as one:
            uri = one.open(tmp_path / "caption.md", text)
            await one.current(uri)
            one.change(uri, ID)
            await one.current(uri)
            assert "DV102" in one.codes(uri)

    run(session())

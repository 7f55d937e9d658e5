"""One definition of where front matter ends, for the reader and for what a fix writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes import texts
from rednote_lint.fixes.declarations import header_line
from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.posts import load
from rednote_lint.syntax.front_matter import find_front_matter, parse_markdown
from rednote_lint.syntax.source import encode
from rednote_lint.syntax.tree import TreeError
from rednote_lint.syntax.writer import Writer, spliced

NEWLINES = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("opening", ["---", "--- \t"])
@pytest.mark.parametrize("closing", ["---", "...", "---  ", "...\t"])
@pytest.mark.parametrize("yaml", ["", "title: 好\n", "title: '--- 好'\ntags: [a]\n"])
@pytest.mark.parametrize("body", ["", "正文\n---\n...\n"])
def test_both_fences_are_found(newline: str, opening: str, closing: str, yaml: str, body: str) -> None:
    text = f"{opening}\n{yaml}{closing}\n{body}".replace("\n", newline)
    found = find_front_matter(text)
    assert found is not None
    assert text[slice(*found.yaml)] == yaml.replace("\n", newline)
    assert text[: found.end].endswith(closing)
    assert parse_markdown(text).body.text == body.replace("\n", newline)


@pytest.mark.parametrize(
    "text",
    ["", "---", "--- x\n---\n", " ---\n---\n", "----\na: 1\n----\n", "正文\n---\na: 1\n---\n", "...\na: 1\n"],
)
def test_other_lines_open_no_front_matter(text: str) -> None:
    assert find_front_matter(text) is None
    assert parse_markdown(text).header is None


@pytest.mark.parametrize("text", ["---\n", "---\ntitle: 好\n", "---\ntitle: 好\n ---\n", "---\ntitle: 好\n--- x\n"])
def test_front_matter_without_an_end_is_refused_by_reader_and_writer(text: str) -> None:
    with pytest.raises(TreeError, match="closing line"):
        find_front_matter(text)
    source = SourceFile(path="a.md", text=text)
    assert isinstance(header_line(source, "ai", "ai:"), Bilingual)
    assert Writer(source).value_at(TextRange(0, 1)) is None


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("closing", ["---", "...", "... "])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_title_stays_a_title_after_a_fix(tmp_path: Path, newline: str, closing: str, bom: str) -> None:
    file = tmp_path / "post.md"
    text = f"{bom}---\ntitle: 全网最佳防晒\n{closing}\n正文最佳\n".replace("\n", newline)
    file.write_bytes(text.encode())
    post = load(file)
    assert post.title and post.title.text == "全网最佳防晒"
    place = post.title.locate(2, 4).text
    assert place
    for new, title in (("很好", "全网很好防晒"), ("a: b", None), ("#x #y", None), ("\n", None)):
        edit = Writer(post.sources[0]).replace(place, new)
        assert isinstance(edit, TextEdit if title else Bilingual)
        if isinstance(edit, TextEdit):
            file.write_bytes(encode(post.sources[0], spliced(post.sources[0].text, [edit])))
            after = load(file)
            assert (after.title and after.title.text, after.body and after.body.text) == (title, "正文最佳")


@given(st.sampled_from(NEWLINES), st.sampled_from(["---", "...", "--- "]), st.booleans())
def test_a_line_is_added_inside_the_header(newline: str, closing: str, empty: bool) -> None:
    text = f"---\n{'' if empty else 'title: 好'}\n{closing}\n正文\n".replace("\n", newline)
    source = SourceFile(path="a.md", text=text)
    made = header_line(source, "ai", "ai: true")
    assert not isinstance(made, Bilingual)
    after = parse_markdown(spliced(text, made))
    assert after.header is not None
    assert [entry.key.text for entry in after.header.entries] == (["ai"] if empty else ["title", "ai"])
    assert after.body.text == parse_markdown(text).body.text


def test_a_header_that_would_turn_a_heading_into_running_text_is_refused() -> None:
    source = SourceFile(path="a.md", text="# 标题\n正文\n")
    assert isinstance(header_line(source, "ai", "ai:"), Bilingual)


@pytest.mark.parametrize("text", ["{title: x}\n", "- a\n- b\n", "a: 'x\n"])
def test_a_line_that_would_break_a_yaml_file_is_refused(text: str) -> None:
    assert isinstance(header_line(SourceFile(path="post.yaml", text=text), "ai", "ai:"), Bilingual)


def test_a_file_on_disk_is_edited_at_the_places_of_its_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "post.md"
    file.write_bytes("---\r\ntitle: 全网最佳\r\n...\r\n正文".encode())
    source = texts.read(str(file))
    assert isinstance(source, SourceFile)
    at = source.text.index("最佳")
    edit = Writer(source).replace(TextRange(at, at + 2), "很好")
    assert isinstance(edit, TextEdit) and edit.range == (at, at + 2)

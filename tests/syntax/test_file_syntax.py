from __future__ import annotations

import pytest

from rednote_lint.model import SourceFile, TextRange
from rednote_lint.syntax.file_syntax import BODY, HEADING, FileSyntax, syntax_of, values_of
from rednote_lint.syntax.tree import Notation, TreeError
from rednote_lint.syntax.writer import Writer

FRONT = "---\ntitle: '好''的'\nx: 1\n---\n正文"


def place_of(text: str, part: str) -> TextRange:
    return TextRange(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("path", "syntax"),
    [
        ("a.MD", FileSyntax.MARKDOWN),
        ("post.yml", FileSyntax.YAML),
        ("a.ndjson", FileSyntax.JSON_LINES),
        ("a.csv", FileSyntax.CSV),
        ("clip.zh.ASS", FileSyntax.SUBTITLES),
        ("caption.txt", FileSyntax.PLAIN),
        ("README", FileSyntax.PLAIN),
    ],
)
def test_the_extension_tells_the_syntax(path: str, syntax: FileSyntax) -> None:
    assert syntax_of(path) is syntax


@pytest.mark.parametrize(
    ("path", "text", "part", "notation", "value"),
    [
        ("a.txt", "正文", "文", Notation.PLAIN, "正文"),
        ("a.srt", "1\n00:01 x\n00:00:01,000 --> 00:00:02,000\n正文\n", "文", Notation.CUE, "正文"),
        ("a.ass", "Dialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,正\\N文\n", "文", Notation.ASS_CUE, "正\n文"),
        ("a.md", FRONT, "正文", Notation.PLAIN, "正文"),
        ("a.md", "# 标题\n正文", "标题", Notation.HEADING, "标题"),
        ("a.md", FRONT, "好", Notation.YAML_SINGLE, "好'的"),
        ("a.md", FRONT, "1", Notation.YAML_PLAIN, "1"),
        ("a.yml", "a: |\n  好\n  的\nb: 1\n", "好", Notation.YAML_BLOCK, "好\n的\n"),
        ("a.yaml", 'a: "好\\u4f60"\n', "好", Notation.YAML_DOUBLE, "好你"),
        ("a.JSONL", '{"a": 1}\n{"b": "好"}', "好", Notation.JSON, "好"),
        ("a.jsonl", '{"a": 12}', "12", Notation.JSON_LITERAL, "12"),
        ("a.csv", 'a,b\n"好,""的",x\n', "好", Notation.CSV_QUOTED, '好,"的'),
        ("a.csv", "a,b\n好,x\n", "好", Notation.CSV_BARE, "好"),
        ("a.csv", "a;b\n好,的;x\n", "好", Notation.CSV_BARE, "好,的"),
        ("a.csv", "a\tb\n好,的\tx\n", "好", Notation.CSV_BARE, "好,的"),
    ],
)
def test_a_place_lies_in_a_value_of_its_file(path: str, text: str, part: str, notation: Notation, value: str) -> None:
    place = place_of(text, part)
    found = Writer(SourceFile(path=path, text=text)).value_at(place)
    assert found is not None
    assert (found.scalar.notation, found.text) == (notation, value)
    assert found.in_file(found.place) == place
    assert found.text[slice(*found.place)] == part


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        ("a.md", FRONT, "title"),
        ("a.yaml", "a: [1\n好", "好"),
        ("a.jsonl", '{"好": 1}', "好"),
        ("a.csv", "a\tb\n好\tx\n", "好\tx"),
        ("a.csv", 'a,b\n好,"x\n', "x"),
        ("a.ass", "Title: 好\n", "好"),
    ],
)
def test_a_place_outside_of_all_values_has_none(path: str, text: str, part: str) -> None:
    assert Writer(SourceFile(path=path, text=text)).value_at(place_of(text, part)) is None


def test_the_parts_of_a_markdown_file_share_no_path_with_its_keys() -> None:
    values = values_of(SourceFile(path="a.md", text="---\nbody: x\ntitle: y\n---\nz"))
    assert {path: scalar.value.text for path, scalar in values.items()} == {
        ("body",): "x",
        ("title",): "y",
        BODY: "z",
    }
    assert HEADING not in values


def test_a_row_is_read_with_the_separator_of_its_table() -> None:
    row = SourceFile(path="a.csv", text='a,b,c;"d;""e"', offset=100, separator=";")
    values = values_of(row)
    assert [scalar.value.text for scalar in values.values()] == ["a,b,c", 'd;"e']
    assert [scalar.value.start for scalar in values.values()] == [100, 107]


def test_two_rows_are_no_row() -> None:
    with pytest.raises(TreeError):
        values_of(SourceFile(path="a.csv", text="a;b\nc;d", separator=";"))


def test_cues_of_one_time_are_told_apart() -> None:
    cue = "00:00:01,000 --> 00:00:02,000\n{}\n\n"
    values = values_of(SourceFile(path="a.srt", text=cue.format("一") + cue.format("二")))
    assert [scalar.value.text for scalar in values.values()] == ["一", "二"]

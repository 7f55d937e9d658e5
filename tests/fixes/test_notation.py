from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.notation import Notation, field_at, json_strings, reading, spelled, widened
from rednote_lint.model import TextRange

VALUES = st.text(st.sampled_from("ab中👍 \"'\\\n\t\x85\u2028"), min_size=1, max_size=10)
FRONT = "---\ntitle: '好''的'\nx: 1\n---\n正文"


def place_of(text: str, part: str) -> TextRange:
    return TextRange(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("path", "text", "part", "notation", "value"),
    [
        ("a.txt", "正文", "文", Notation.PLAIN, "正文"),
        ("a.srt", "正文", "文", Notation.PLAIN, "正文"),
        ("a.md", FRONT, "正文", Notation.PLAIN, FRONT),
        ("a.md", FRONT, "好", Notation.YAML_SINGLE, "好''的"),
        ("a.md", FRONT, "1", Notation.YAML_BARE, "1"),
        ("a.md", FRONT, "title", Notation.OUTSIDE, "title"),
        ("a.yml", "a: |\n  好\n  的\nb: 1\n", "好", Notation.YAML_BARE, "|\n  好\n  的\n"),
        ("a.yaml", 'a: "好\\u4f60"\n', "好", Notation.YAML_DOUBLE, "好\\u4f60"),
        ("a.yaml", "a: [1\n好", "好", Notation.OUTSIDE, "好"),
        ("a.JSONL", '{"a": 1}\n{"b": "好"}', "好", Notation.JSON, "好"),
        ("a.json", '{"好": 1}', "1", Notation.OUTSIDE, "1"),
        ("a.csv", 'a,b\n"好,""的",x\n', "好", Notation.CSV_QUOTED, '好,""的'),
        ("a.csv", "a,b\n好,x\n", "好", Notation.CSV_BARE, "好"),
        ("a.csv", "a;b\n好,的;x\n", "好", Notation.CSV_BARE, "好,的"),
        ("a.tsv", "a\tb\n好\tx\n", "好\tx", Notation.OUTSIDE, "好\tx"),
    ],
)
def test_a_place_lies_in_a_value_of_its_file(path: str, text: str, part: str, notation: Notation, value: str) -> None:
    field = field_at(path, text, place_of(text, part))
    assert field.notation is notation
    assert text[field.range.start : field.range.end] == value


@given(VALUES, st.booleans(), st.data())
def test_a_json_value_is_read_and_found_again(value: str, ascii_only: bool, data: st.DataObject) -> None:
    text = json.dumps({"k": value}, ensure_ascii=ascii_only)
    start, end = len('{"k": "'), len(text) - 2
    whole = reading("a.json", text, TextRange(start, end))
    assert whole.text == value
    assert (whole.place, whole.in_file(whole.place)) == (TextRange(0, len(value)), TextRange(start, end))
    first = data.draw(st.integers(0, len(value) - 1))
    last = data.draw(st.integers(first + 1, len(value)))
    place = whole.in_file(TextRange(first, last))
    again = reading("a.json", text, place)
    assert again.text[again.place.start : again.place.end] == value[first:last]
    assert widened(text, field_at("a.json", text, place), place) == place


@given(VALUES, st.sampled_from([Notation.JSON, Notation.YAML_DOUBLE, Notation.YAML_SINGLE, Notation.CSV_QUOTED]))
def test_what_is_spelled_is_read_as_it_was_said(value: str, notation: Notation) -> None:
    form = {
        Notation.JSON: ("a.json", '{"k": "', '"}'),
        Notation.YAML_DOUBLE: ("a.yaml", 'k: "', '"\n'),
        Notation.YAML_SINGLE: ("a.yaml", "k: '", "'\n"),
        Notation.CSV_QUOTED: ("a.csv", 'k\n"', '"\n'),
    }
    if notation is Notation.YAML_SINGLE and not value.isprintable():
        return  # Single quotes hold no line ends and no controls; `rewrite` refuses them.
    path, head, tail = form[notation]
    written = spelled(notation, value, "")
    found = reading(path, f"{head}{written}{tail}", TextRange(len(head), len(head) + len(written)))
    assert found.text == value


def test_a_line_in_ascii_stays_in_ascii() -> None:
    assert spelled(Notation.JSON, "好", "\\u4f60 ok") == "\\u597d"
    assert spelled(Notation.JSON, "好", "你 ok") == "好"
    assert spelled(Notation.PLAIN, '"好"', "") == '"好"'


@pytest.mark.parametrize(
    ("text", "part"),
    [('{"a": "x\\u4f60y"}', "4f"), ('{"a": "x\\ud83d\\udc4dy"}', "3d"), ('{"a": "x\\\\y"}', "\\")],
)
def test_a_place_inside_an_escape_is_widened_to_it(text: str, part: str) -> None:
    place = place_of(text, part)
    field = field_at("a.json", text, place)
    wide = widened(text, field, place)
    assert len(json.loads('"' + text[wide.start : wide.end] + '"')) == 1


def test_the_strings_of_one_line_only_are_told() -> None:
    text = '{"a": "1"}\r\n{"b": "2\\"3"}\r\n{"c": "4"}'
    found = [written for _, written in json_strings(text, place_of(text, "2"))]
    assert found == ["b", '2\\"3']

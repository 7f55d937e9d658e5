"""The work of readers and writers grows in proportion to the file."""

import json
from collections.abc import Callable

import pytest

from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.file_syntax import values_of
from rednote_lint.syntax.writer import Writer
from tests.work import growth

PROPORTIONAL = 2.4


def _tags(count: int) -> list[str]:
    return [f"标签{number}" for number in range(count)]


FILES: dict[str, Callable[[int], SourceFile]] = {
    "flow": lambda count: SourceFile(path="a.md", text=f"---\ntags: [{', '.join(_tags(count))}]\n---\n正文"),
    "block": lambda count: SourceFile(path="a.yaml", text="tags:\n" + "".join(f"  - {tag}\n" for tag in _tags(count))),
    "json": lambda count: SourceFile(path="a.jsonl", text=json.dumps({"tags": _tags(count)}, ensure_ascii=False)),
    "csv": lambda count: SourceFile(path="a.csv", text="a,b\n" + ",".join(_tags(count)) + "\n"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_of_many_values_is_found_without_going_through_all(name: str) -> None:
    def finding(count: int) -> Callable[[], object]:
        source = FILES[name](count)
        text, places = source.text, []
        for tag in _tags(count):
            at = text.index(tag, places[-1].end if places else 0)
            places.append(TextRange(at, at + len(tag)))
        writer = Writer(source)
        writer.value_at(places[0])

        def look() -> None:
            found = [writer.value_at(place) for place in places]
            assert [value and value.text for value in found] == _tags(count)

        return look

    assert growth(finding, 100) < PROPORTIONAL


@pytest.mark.parametrize("name", [name for name in FILES if name != "csv"])
def test_a_file_of_many_values_is_read_in_proportion(name: str) -> None:
    assert growth(lambda count: lambda: values_of(FILES[name](count)), 100) < PROPORTIONAL


def test_one_of_values_side_by_side_is_told_by_the_characters_it_has() -> None:
    source = SourceFile(path="a.jsonl", text='{"a": "", "b": "x", "c": ""}')
    writer = Writer(source)
    found = [writer.value_at(TextRange(at, at)) for at in range(len(source.text))]
    assert {at: value.path for at, value in enumerate(found) if value} == {
        7: ("a",),
        16: ("b",),
        17: ("b",),
        26: ("c",),
    }


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_many_edits_of_running_text_parse_the_file_once(path: str) -> None:
    def edits(count: int) -> Callable[[], object]:
        head = "---\ntitle: 题\n---\n正文\n" if path == "a.md" else ""
        writer = Writer(SourceFile(path=path, text=head + "最佳。" * count))
        places = [TextRange(len(head) + 3 * number, len(head) + 3 * number + 2) for number in range(count)]

        def write() -> None:
            assert all(isinstance(writer.replace(place, "很好"), TextEdit) for place in places)

        return write

    assert growth(edits, 100) < PROPORTIONAL


@pytest.mark.parametrize("new", ["# 题", "---"])
def test_a_first_line_of_markdown_is_still_read_again_after_an_edit(new: str) -> None:
    writer = Writer(SourceFile(path="a.md", text="正文\n---\n最佳"))
    assert isinstance(writer.replace(TextRange(0, 2), new), Bilingual)
    assert isinstance(writer.replace(TextRange(7, 9), new), TextEdit)

from __future__ import annotations

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.writer import Writer, spliced

VALUES = st.text(st.sampled_from("最佳ab \"'\\,:#-[]{}\n\t👍\u2028"), max_size=12)


def written(path: str, text: str, place: TextRange, new: str) -> str | None:
    """Return the file after the edit; None when the edit is refused with a reason."""
    edit = Writer(SourceFile(path=path, text=text)).replace(place, new)
    if isinstance(edit, Bilingual):
        assert edit.en
        assert edit.zh
        return None
    assert isinstance(edit, TextEdit)
    assert text[edit.range.start : edit.range.end] == edit.old
    return spliced(text, (edit,))


@given(VALUES, VALUES, VALUES, st.booleans())
def test_a_json_string_says_the_new_text(before: str, after: str, new: str, ascii_only: bool) -> None:
    line = json.dumps({"title": f"{before}霜{after}", "n": 1}, ensure_ascii=ascii_only)
    mark = json.dumps("霜", ensure_ascii=ascii_only)[1:-1]
    text = f'{{"id": 1}}\n{line}\n'
    at = text.index(mark)
    for length in {1, len(mark)}:  # A place that cuts an escape is widened to it.
        result = written("all.jsonl", text, TextRange(at, at + length), new)
        assert result is not None
        assert json.loads(result.split("\n")[1]) == {"title": f"{before}{new}{after}", "n": 1}
        assert result.startswith('{"id": 1}\n')


@given(VALUES, VALUES, VALUES, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_a_cell_says_the_new_text_or_is_left(before: str, after: str, new: str, quoting: int) -> None:
    buffer = io.StringIO()
    rows = [["id", "title", "x"], ["1", f"{before}霜{after}", "2"]]
    csv.writer(buffer, quoting=quoting).writerows(rows)
    text = buffer.getvalue()
    at = text.index("霜")
    result = written("all.csv", text, TextRange(at, at + 1), new)
    if result is None:
        assert quoting == csv.QUOTE_MINIMAL
        assert any(char in new for char in ',;\t"\r\n')
    else:
        assert list(csv.reader(io.StringIO(result, newline=""))) == [rows[0], ["1", f"{before}{new}{after}", "2"]]


@given(VALUES, VALUES, VALUES, st.sampled_from(["'", '"', None, "|"]))
def test_a_yaml_value_says_the_new_text_or_is_left(before: str, after: str, new: str, style: str | None) -> None:
    value = f"{before}霜{after}"
    front = yaml.dump({"title": value, "tags": ["a"]}, default_style=style, allow_unicode=True, width=10**6)
    text = f"---\n{front}---\n正文霜\n"
    if yaml.safe_load(front)["title"] != value or "霜" not in front or not front.endswith("\n"):
        return
    at = text.index("霜")
    result = written("post.md", text, TextRange(at, at + 1), new)
    if result is not None:
        head, tail = result.removeprefix("---\n").rsplit("---\n", 1)
        after_fix = yaml.safe_load(head)
        assert after_fix["tags"] == ["a"]
        assert str(after_fix["title"]).strip() == f"{before}{new}{after}".strip()
        assert tail == "正文霜\n"


@given(VALUES)
def test_running_text_takes_everything(new: str) -> None:
    text = "---\ntitle: 好\n---\n正文霜\n"
    at = text.index("霜")
    assert written("post.md", text, TextRange(at, at + 1), new) == f"---\ntitle: 好\n---\n正文{new}\n"


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("a.jsonl", '{"title": "霜", "n": 1}', '"霜"'),
        ("a.csv", "a,霜,b", "霜,b"),
        ("a.md", "---\ntitle: 霜\nx: y\n---\n", "title: 霜"),
        ("a.yaml", "title: '霜'\n", "'霜"),
    ],
)
def test_a_place_over_the_edge_of_a_value_is_refused(path: str, text: str, place: str) -> None:
    at = text.index(place)
    assert written(path, text, TextRange(at, at + len(place)), "x") is None

"""Every word keeps its place in the file, whatever notation it was written in."""

import csv
import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Scope
from rednote_lint.syntax.csv_table import parse_csv
from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.tree import Scalar, Table
from rednote_lint.syntax.yaml_tree import parse_yaml

WORDS = st.text(st.sampled_from(list("ab c旅行，：:#'\"\\\n|>-{}[],&*!%@`🍜é")), min_size=1, max_size=40)


def assert_in_place(value, source):
    """Each character that is not white space stands where its place says, or an escape for it does."""
    span = value.span(Scope.BODY, "post.md")
    for index, char in enumerate(value.text):
        start, end = span.locate(index, index + 1).text
        assert end == start + 1
        if not char.isspace():
            assert source[start] == char or source[start] == "\\", (index, char, source[start : start + 6])


def value_of(node, key="body"):
    assert isinstance(node, Table)
    (entry,) = [entry for entry in node.entries if entry.key.text == key]
    assert isinstance(entry.value, Scalar)
    return entry.value.value


@given(WORDS, st.sampled_from([None, '"', "'", "|", ">"]), st.booleans(), st.sampled_from([12, 1000]))
def test_yaml_scalars_keep_their_places(words, style, plain_unicode, width):
    dumped = yaml.safe_dump(
        {"title": "x", "body": words}, default_style=style, allow_unicode=plain_unicode, width=width, sort_keys=False
    )
    read = value_of(parse_yaml(dumped))
    assert read.text == words
    assert_in_place(read, dumped)


@given(WORDS, st.booleans())
def test_json_strings_keep_their_places(words, ascii_only):
    line = json.dumps({"title": "x", "body": words}, ensure_ascii=ascii_only)
    read = value_of(parse_json(line))
    assert read.text == words
    assert_in_place(read, line)


@given(WORDS.filter(lambda words: words.strip()), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_table_cells_keep_their_places(words, quoting):
    out = io.StringIO(newline="")
    csv.writer(out, quoting=quoting).writerows([["title", "body"], ["x", words]])
    rows = list(parse_csv(out.getvalue(), ","))
    read = rows[-1].cells[-1].value
    assert read.text == words
    assert_in_place(read, out.getvalue())


@pytest.mark.parametrize("style", ["|", ">", "|-", ">+", "|2"])
def test_windows_line_ends_in_a_block(style):
    text = f"body: {style}\r\n  第一行\r\n  第二行 x\r\ntitle: t\r\n"
    read = value_of(parse_yaml(text))
    for word in ("第一行", "第二行"):
        assert read.at(read.text.index(word)) == text.index(word)


@pytest.mark.parametrize(
    "text",
    [
        "body: |\n      第一行\n        更深 一行\n\n      末行\n",
        "body: |2\n    更深的第一行\n  末行\n",
        "body: >\n    折叠 第一行\n    第二行\n\n      更深 的行\n    末行\n",
        "body: 平常 的第一行   \n   第二行\t \n\n   末行\n",
        'body: "引号 里 \\\n   \\\n   第二行 \\u4f60\n   末行"\n',
        "body: '单引号 ''里''   \n   第二行\n   末行'\n",
    ],
)
def test_folding_and_deeper_lines(text):
    read = value_of(parse_yaml(text))
    assert_in_place(read, text)
    for word in ("末行", "第二行", "更深", "里"):
        if word in read.text:
            assert read.at(read.text.index(word)) == text.index(word)

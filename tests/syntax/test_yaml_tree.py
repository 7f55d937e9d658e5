"""YAML is parsed into a tree of places, or refused with a reason."""

import pytest

from rednote_lint.syntax.tree import Notation, Scalar, Table, TreeError, leaves
from rednote_lint.syntax.yaml_tree import parse_yaml


def test_a_document_that_starts_later_in_its_file_counts_from_there():
    read = leaves(parse_yaml('body: "a\\u4f60b"\n', 100))[("body",)].value
    assert [read.at(index) for index in range(3)] == [107, 108, 114]


def test_every_style_is_a_notation_and_only_a_plain_null_is_null():
    found = leaves(parse_yaml("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\ne: >\n  x\nf: ~\ng: '~'\nh:\n"))
    assert [leaf.notation for leaf in found.values()][:5] == [
        Notation.YAML_PLAIN,
        Notation.YAML_SINGLE,
        Notation.YAML_DOUBLE,
        Notation.YAML_BLOCK,
        Notation.YAML_BLOCK,
    ]
    assert [path[0] for path, leaf in found.items() if leaf.null] == ["f", "h"]


def test_a_key_that_stands_twice_is_kept_for_the_reader_to_refuse():
    node = parse_yaml("a: 1\na: 2\n")
    assert isinstance(node, Table)
    assert [(entry.key.text, entry.key.start) for entry in node.entries] == [("a", 0), ("a", 5)]
    assert all(isinstance(entry.value, Scalar) for entry in node.entries)


@pytest.mark.parametrize(
    ("newline", "text", "word"),
    [
        (newline, text, word)
        for newline in ("\n", "\r\n", "\r")
        for text, word in (
            ("a: |\n  第一行\n  第二行\n", "第二行"),
            ("a: 第一行\n  第二行\n", "第二行"),
            ("a: '第一行\n\n  第二行'\n", "二"),
            ('a: "第一行 \\\n  第二行"\n', "第二"),
        )
    ],
)
def test_a_folded_word_has_its_place_whatever_ends_a_line(newline, text, word):
    text = text.replace("\n", newline)
    value = leaves(parse_yaml(text))[("a",)].value
    assert value.at(value.text.index(word)) == text.index(word)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a: &x [1]\nb: *x\n", "alias"),
        ("[" * 20 + "]" * 20, "levels deep"),
        ("[" * 200_000, "levels deep"),
        ("a: [1\n", "not valid YAML"),
        ("a: \tb\n\t- c\n", "not valid YAML"),
        ("--- a\n--- b\n", "more than one"),
        ("? [a]\n: b\n", "not a word"),
        ("a: \x07\n", "not valid YAML"),
        ("a: b: c\n", "a value with a colon needs quotes"),
        ("a: 'b\n", "a quote is not closed"),
        ("a: [b\nc: d\n", "`]` is missing"),
        ("a: @b\n", "needs quotes"),
        ("a: - b\n", "a list begins on a line of its own"),
    ],
)
def test_yaml_that_is_refused_says_why(text, part):
    with pytest.raises(TreeError, match=part):
        parse_yaml(text)

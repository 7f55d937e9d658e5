"""JSON is parsed into a tree of places, or refused with a reason."""

import pytest

from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.tree import Notation, TreeError, leaves


def test_a_character_written_as_two_surrogates_is_one_place():
    read = leaves(parse_json('{"body": "a\\ud83c\\udf5cb"}'))[("body",)].value
    assert (read.text, [read.at(index) for index in range(3)]) == ("a🍜b", [10, 11, 23])


def test_words_and_numbers_are_no_strings():
    found = leaves(parse_json('{"a": "x", "b": 1.5, "c": true, "d": null, "e": [{"f": "null"}]}', 100))
    assert {path: (leaf.value.text, leaf.notation, leaf.null) for path, leaf in found.items()} == {
        ("a",): ("x", Notation.JSON, False),
        ("b",): ("1.5", Notation.JSON_LITERAL, False),
        ("c",): ("true", Notation.JSON_LITERAL, False),
        ("d",): ("null", Notation.JSON_LITERAL, True),
        ("e", 0, "f"): ("null", Notation.JSON, False),
    }
    assert found[("a",)].value.range == (107, 108)


@pytest.mark.parametrize(
    "text", ['{"a": 1', '{"a" 1}', '{"a": }', "[1, 2", '{"a": "\\ud83d"}', '{"a": 1} x', "[" * 9999, '{"a": "x\ny"}']
)
def test_json_that_is_refused_says_why(text):
    with pytest.raises(TreeError):
        parse_json(text)

"""Strict YAML: typed values, exact places, and every kind of malice refused with its place."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.syntax.yaml_values import YamlError, parse


def test_values_have_yaml_1_2_types() -> None:
    tree = parse("on: yes\nzip: 012\nn: 12\nf: 1.5\nt: true\nnone: ~\nseen: 2026-09-06\nat: 12:30\n")
    assert tree.value == {
        "on": "yes",
        "zip": "012",
        "n": 12,
        "f": 1.5,
        "t": True,
        "none": None,
        "seen": dt.date(2026, 9, 6),
        "at": "12:30",
    }


def test_every_key_and_value_knows_its_place() -> None:
    tree = parse("一: [甲, {b: c}]\n")
    assert tree.keys[("一",)][:2] == (1, 1)
    assert tree.values[("一", 0)][:2] == (1, 5)
    assert tree.keys[("一", 1, "b")][:2] == (1, 9)
    assert tree.nearest(("一", 1, "missing", 3)) == tree.values[("一", 1)]


def test_an_empty_document_is_none() -> None:
    assert parse("# nothing\n").value is None


def test_aliases_are_read_within_bounds() -> None:
    assert parse("a: &x [1, 2]\nb: *x\n").value == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate key `a`"),
        ("a: [1,\n", 2, "not valid YAML"),
        ("a:\n\t- b\n", 2, "not valid YAML"),
        ("a: &a [*a]\n", 1, "no finished anchor"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: !!python/name:os.system x\n", 1, "tag"),
        ("a: x\x00y\n", 1, r"U\+0000"),
        ("a: 2026-02-30\n", 1, "not a date"),
        ("[a]: b\n", 1, "plain word"),
        ("[" * 100_000, 1, "levels deep"),
        ("- " * 100_000, 1, "levels deep"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(text: str, line: int, part: str) -> None:
    with pytest.raises(YamlError, match=part) as caught:
        parse(text)
    assert caught.value.line == line


def test_a_bomb_of_aliases_is_refused_before_it_is_expanded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(YamlError, match="multiply"):
        parse("\n".join(lines))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except YamlError as error:
        assert error.line >= 1 and error.column >= 1

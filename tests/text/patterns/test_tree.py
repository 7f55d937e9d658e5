import pytest

from rednote_lint.text.patterns.tree import (
    Anchor,
    Category,
    Chars,
    Choice,
    Look,
    PatternError,
    Repeat,
    Sequence,
    excludes_letters,
    parse,
)

A, B = (Chars(((ord(char),) * 2,)) for char in "ab")


@pytest.mark.parametrize(
    ("pattern", "node"),
    [
        ("a", A),
        ("[^a]", Chars(((97, 97),), negated=True)),
        (".", Chars(((10, 10),), negated=True)),
        ("(?s:.)", Sequence((Chars((), negated=True),))),
        (r"[a\D]", Chars(((97, 97),), ((Category.DIGIT, False),))),
        ("(?i:a)", Sequence((Chars(((97, 97),), ignores_case=True),))),
        ("(?P<n>a)", Sequence((A,))),
        ("(?>a)", Sequence((A,))),
        ("aa|bb", Choice((Sequence((A, A)), Sequence((B, B))))),
        ("a{2,3}?", Repeat(2, 3, Sequence((A,)))),
        ("a*+", Repeat(0, None, Sequence((A,)))),
        ("(?<!a)", Look(Sequence((A,)), behind=True)),
        ("(?=a)", Look(Sequence((A,)), behind=False)),
        (r"\b", Anchor()),
    ],
)
def test_a_pattern_is_read_as_re_reads_it(pattern: str, node: object) -> None:
    assert parse(pattern, ignores_case=False) == Sequence((node,))  # type: ignore[arg-type]


def test_case_is_told_of_every_set() -> None:
    assert parse("a", ignores_case=True) == Sequence((Chars(((97, 97),), ignores_case=True),))


@pytest.mark.parametrize("pattern", ["(?s)a", "(?x) a", "(?m)^a", "(?a)a", "(?i)a"])
def test_flags_for_all_of_it_are_refused_because_patterns_are_joined(pattern: str) -> None:
    with pytest.raises(PatternError, match="flag for all"):
        parse(pattern, ignores_case=True)


@pytest.mark.parametrize("pattern", ["[", "a**", "(?P<1>a)", "(" * 5000 + ")" * 5000])
def test_what_is_no_pattern_is_said_to_be_none(pattern: str) -> None:
    with pytest.raises(PatternError, match="does not compile"):
        parse(pattern, ignores_case=True)


@pytest.mark.parametrize(("pattern", "does"), [("[^a]", True), ("x(?:y|[^a]+)", True), ("[^好1]", False), ("a", False)])
def test_only_sets_that_leave_out_letters_depend_on_case_the_other_way(pattern: str, does: bool) -> None:
    assert excludes_letters(parse(pattern, ignores_case=True)) == does

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.needles import needles, sought_folded
from rednote_lint.text.safe_regex import compile_folded

PIECES = [
    "加",
    "[微v]",
    "信?",
    "(?:加|扫码)",
    r"\d{2,5}",
    "[^a]",
    "x+",
    "(?:好|)",
    "(?P<n>日赚)",
    ".{0,6}",
    "(?=快)",
    "(?<!不)",
    "[a-z]",
]


def test_each_part_that_must_be_there_is_a_need() -> None:
    assert set(needles("(?:加|扫码).{0,6}[微V]信?")) == {frozenset("微v"), frozenset("加扫")}
    assert needles("賺") == (frozenset("赚"),)


@pytest.mark.parametrize("pattern", [r"\d+", "(?:好|)", "[^a]", ".x?"])
def test_a_pattern_that_can_do_without_says_nothing(pattern: str) -> None:
    assert needles(pattern) == ()


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True).map("".join),
    st.text("加微信扫码12ax日赚好快不v", max_size=20),
)
def test_no_match_is_lost(pattern: str, text: str) -> None:
    sought = sought_folded(pattern)
    if not sought.may_match(frozenset(text)):
        assert compile_folded(pattern).search(text) is None
    assert next(sought.finditer(text), None) is not None or compile_folded(pattern).search(text) is None


def test_what_cannot_match_is_told() -> None:
    assert not sought_folded("加微").may_match(frozenset("加"))
    assert sought_folded("加微").may_match(frozenset("微加"))

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rednote_lint.text.joined_text import SEAM, JoinedText
from rednote_lint.text.patterns.gate import compile_folded
from rednote_lint.text.patterns.prefilter import Sieve, sought_folded, sought_original
from rednote_lint.text.patterns.required_literals import needle
from rednote_lint.text.views import Views

PIECES = [
    "加",
    "[微v]",
    "信?",
    "(?:加|扫码)",
    "(?:加|扫码|x(?:a|b)?)",
    "(?:加|.)",
    "(?i:V)",
    r"\d{2,5}",
    "[^a]",
    "x+",
    "(?:赚a){2}",
    "(?:好|)",
    "(?P<n>日赚)",
    ".{0,6}",
    "(?=快)",
    "(?<!不)",
    "^",
    "[a-z]",
]
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).filter(lambda p: p.count("?P<") < 2)
TEXTS = st.lists(st.text("加微信扫码12ax日赚好快不vVＶb賺" + SEAM, max_size=20), min_size=1, max_size=4)


def test_neighbours_make_one_string() -> None:
    assert needle("加[微V]信?") == {"加微", "加v"}
    assert needle("賺") == {"赚"}


def test_the_rarest_part_is_what_counts() -> None:
    assert needle("(?:加|扫).{0,6}微信号") == {"微信号"}
    assert needle(r"\d{2,5}(?:元|块钱)") == {"元", "块钱"}


def test_a_string_with_another_inside_is_told_by_that() -> None:
    assert needle("白(?:了|色)?") == {"白"}


@pytest.mark.parametrize("pattern", [r"\d+", "(?:好|)", "[^a]", ".x?", "(?:加|.)微?", "é?"])
def test_a_pattern_that_can_do_without_says_nothing(pattern: str) -> None:
    assert needle(pattern) == frozenset()


@given(st.lists(PATTERNS, min_size=1, max_size=4), TEXTS)
@settings(max_examples=400, deadline=None)
def test_no_match_is_lost(patterns: list[str], texts: list[str]) -> None:
    sieve, page = Sieve(list(map(sought_folded, patterns))), JoinedText([Views(text) for text in texts])
    for views, left in zip(page.texts, sieve.sift(page), strict=True):
        for index, pattern in enumerate(patterns):
            assert index in left or compile_folded(pattern).search(views.folded.text) is None


def test_what_cannot_match_is_told() -> None:
    sieve = Sieve([sought_folded("加微"), sought_folded("信.*加"), sought_original("V")])
    assert sieve.sift(JoinedText([Views("加"), Views("微信，加微"), Views("信.加")])) == [{2}, {0, 1, 2}, {1, 2}]

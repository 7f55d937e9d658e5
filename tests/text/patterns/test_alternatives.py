import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.patterns.alternatives import alternatives_of


@pytest.mark.parametrize(
    ("pattern", "alternatives"),
    [
        ("加微|扫码|私信", ("加微", "扫码", "私信")),
        (r"a|b(?:c|d|e)|[|)(]x|\||\(|f", ("a", "b(?:c|d|e)", "[|)(]x", r"\|", r"\(", "f")),
        (r"[]|]|[^]|]|[\]|]", ("[]|]", "[^]|]", r"[\]|]")),
    ],
)
def test_outermost_bars_part_alternatives(pattern: str, alternatives: tuple[str, ...]) -> None:
    assert alternatives_of(pattern) == alternatives


@pytest.mark.parametrize("pattern", ["加微", "(?:a|b|c)", "a||b", "(?x:a # | (\n)|b|c", "a(?#|()|b|c", "(?P<x>a)|b"])
def test_one_alternative_and_what_holds_comments_or_names_is_left_together(pattern: str) -> None:
    assert alternatives_of(pattern) == ()


PIECES = ["加", "[微|v]", "[]|]", "信?", "(?:加|扫)", r"\|", r"\\", "(?<!不)", "x{1,2}", "(?i:V)", "[^(|]"]
ALTERNATIVE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)


@given(st.lists(ALTERNATIVE, min_size=2, max_size=5), st.text("加微信扫v|]x不(\\", max_size=12))
def test_a_text_has_a_match_exactly_when_it_has_one_of_an_alternative(alternatives: list[str], text: str) -> None:
    pattern = "|".join(alternatives)
    assert alternatives_of(pattern) == tuple(alternatives)
    assert bool(re.search(pattern, text)) == any(re.search(one, text) for one in alternatives)

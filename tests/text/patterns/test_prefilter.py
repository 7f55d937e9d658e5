import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.masks import SEAM
from rednote_lint.text.patterns import reach
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import (
    Prefilter,
    sought_caseless,
    sought_compact,
    sought_folded,
    sought_original,
)
from rednote_lint.text.patterns.reach import LONG
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
    "|",
]
PATTERNS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).filter(lambda p: p.count("?P<") < 2)
TEXTS = st.lists(st.text("加微信扫码12ax日赚好快不vVＶb賺" + SEAM, max_size=20), min_size=1, max_size=4)


@given(st.lists(PATTERNS.map(Pattern), min_size=1, max_size=4), TEXTS)
def test_no_match_is_lost(patterns: list[Pattern], texts: list[str]) -> None:
    prefilter, joined = Prefilter(list(map(sought_folded, patterns))), JoinedText([Views(text) for text in texts])
    for views, candidates in zip(joined.texts, prefilter.candidates(joined), strict=True):
        for index, pattern in enumerate(patterns):
            assert index in candidates or pattern.folded.search(views.folded.text) is None


SEVERAL = st.lists(PATTERNS, min_size=1, max_size=4).map("|".join).filter(lambda p: p.count("?P<") < 2)


@given(SEVERAL.map(Pattern), TEXTS)
def test_a_search_finds_what_the_compiled_pattern_finds(pattern: Pattern, texts: list[str]) -> None:
    for text in texts:
        sought = sought_folded(Pattern.known(str(pattern), pattern.traits()))
        folded = Views(text).folded.text
        found = [match.span() for match in sought.finditer(folded)]
        assert found == [match.span() for match in pattern.folded.finditer(folded)]


ORIGINALS = st.lists(st.text("加賺赚ſKiİ1１ a\n", max_size=9), min_size=1, max_size=3)
WORDS = st.text("加賺赚skiİ1１ a", min_size=1, max_size=3)


@given(st.lists(WORDS, min_size=1, max_size=3), ORIGINALS)
def test_no_match_in_the_text_as_typed_is_lost(words: list[str], texts: list[str]) -> None:
    pattern = Pattern("|".join(words))
    prefilter = Prefilter([sought_original(pattern), sought_caseless(pattern)])
    joined = JoinedText([Views(text) for text in texts])
    for views, candidates in zip(joined.texts, prefilter.candidates(joined), strict=True):
        assert 0 in candidates or pattern.original.search(views.original) is None
        assert 1 in candidates or pattern.caseless.search(views.original) is None


def test_what_cannot_match_is_left_out() -> None:
    prefilter = Prefilter(
        [sought_folded(Pattern("加微")), sought_folded(Pattern("信.*加")), sought_original(Pattern("V"))]
    )
    joined = JoinedText([Views("加"), Views("微信，加微v"), Views("信.加"), Views("https://Ｖ.cn")])
    assert prefilter.candidates(joined) == [set(), {0, 1, 2}, {1}, {2}]


@pytest.mark.parametrize("rest", ["", "，" * LONG])
def test_a_pattern_is_tried_only_where_all_that_one_of_its_alternatives_needs_is_there(rest: str) -> None:
    prefilter = Prefilter([sought_folded(Pattern("微信.*加.*(?:快|好)|赚.*日"))])
    texts = ["微信加", "微信，快加", "赚，加，快", "日赚", "微信，日"]
    alone = [prefilter.candidates(JoinedText([Views(text + rest)])) for text in texts]
    assert alone == [[set()], [{0}], [set()], [{0}], [set()]]


@given(st.lists(PATTERNS.map(Pattern), min_size=1, max_size=4), st.text("加微信扫码12ax日赚好快不v", max_size=20))
def test_no_match_in_a_long_text_is_lost(patterns: list[Pattern], text: str) -> None:
    prefilter, joined = Prefilter(list(map(sought_folded, patterns))), JoinedText([Views(text + "，" * LONG)])
    (candidates,) = prefilter.candidates(joined)
    for index, pattern in enumerate(patterns):
        assert index in candidates or pattern.folded.search(text) is None


def test_a_pattern_for_the_compact_text_is_always_tried() -> None:
    assert Prefilter([sought_compact(Pattern("加微"))]).candidates(JoinedText([Views("加 微")])) == [{0}]


def test_what_a_long_text_has_is_told_once_for_all_prefilters(monkeypatch) -> None:
    read = []
    monkeypatch.setattr(reach, "marks_in", lambda text: read.append(text) or frozenset(text))
    joined = JoinedText([Views("微信快加" + "，" * LONG)])
    for pattern in ("微信.*快", "快.*微信", "加.*快"):
        assert Prefilter([sought_folded(Pattern(pattern))]).candidates(joined) == [{0}]
    assert len(read) == 1


def test_where_strings_begin_in_a_long_text_is_kept_of_patterns_that_could_match() -> None:
    views = Views("微信，日，加" + "，" * LONG)
    Prefilter([sought_folded(Pattern("微信.*赚")), sought_folded(Pattern("日.*加"))]).candidates(JoinedText([views]))
    starts = views.places[views.folded.text].starts
    assert "微信" not in starts
    assert [3] in starts.values() or [5] in starts.values()

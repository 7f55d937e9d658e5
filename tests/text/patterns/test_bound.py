"""What is proven bounded stays within the bound on texts made to be slow; what would hang is refused."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rednote_lint.text.patterns.bound import LENGTH, is_short, refuse_slow, steps
from rednote_lint.text.patterns.tree import PatternError, parse
from tests.text.patterns.matcher import Matcher

HANGS = [
    r"(a+)+$",
    r"(a*)*b",
    r"(.*)*x",
    r"(\w+\s?)*$",
    r"(a|a)*b",
    r"(?:a|aa)+$",
    r"(?:好|好好)+x",
    r"(?:[^，]|好)+，x",
    r"(?:[^a]|A)+x",
    r"(?:[一-龥]x?|好)+，",
    r"(?:\w，?|好)+，",
    r"(?:\d\.?|[0-4])+x",
    r"(?:[a-z]-?|[A-Z])+9",
    r"(?:\s*\d+\s*)+",
    r"(?:(?:a?b?)+c?)+d",
    r"((a{1,30})*)*b",
    r"(?:a{0,3}){60}b",
    r"(?:a?|b?){40}c",
    r"(?:|){40}c",
    r"(?:.{1,9}x?){2,9}",
    r"(?:(?=(a+))\w*)+b",
    r"(?=(?:a+)+b)a",
    r"(?<=(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a))b+",
    r".*a.*b",
    r"\w*\d*\w*x",
    r"\s*\w*\s*\w*[a-z]*z",
    r".{0,99}好.{0,99}吗.{0,99}",
    r"a{0,100000}b",
    r"(?:ab){2000}",
    r"(?:x+y?)*(?:x+y?)*z",
    r"(?:(?:(?:(?:a{1,60}){1,60}){1,60}){1,60}){1,60}",
    r"(?:(?:(?:(?:(?:){60}){60}){60}){60}){60}a*",
    r"(?:(?:(?:(?=.)){99,}){99,}){99,}",
    r"(?:(?:(?:|(?=.)){999,}){999,}){999,}",
]
TAKEN = [
    r"(?:\d|[0-4])+x",
    r"(?:[一-龥]|好)+，",
    r"(?:\w|好)+，",
    r"(a|ab)+c(?:b|bc)+d",
    r"a.*b",
    r"(?:[a-z0-9-]+\.)+[a-z]{2,}",
    r"(?:\d{1,3}\.){3}\d{1,3}",
    r"(?:加|十)\s{0,3}(?:v|微)+",
    r"(?:[^，好]|好)+，x",
    r"(?:[^a]|a)+x",
    r"(?:好|坏)+x",
    r"(?:ab|ac)*d",
    r"(?:\W|好)+，",
    r"(?<!不)最好.{0,20}吗.{0,20}呢",
    r"[a-z_][\w-]{5,19}",
    r"(优惠码|折扣码)\s*[:：]?\s*[A-Z0-9]{3,}",
    r"(?:(?!x).)*y",
    r"\d+(?:\.\d+)?\s*(?:元|块)",
]


@pytest.mark.parametrize("pattern", HANGS)
def test_patterns_that_could_hang_are_refused_with_a_remedy(pattern: str) -> None:
    for ignores_case in (True, False):
        try:
            refuse_slow(parse(pattern, ignores_case=ignores_case))
        except PatternError as error:
            assert "could hang" in str(error) and error.remedy
            return
    pytest.fail("taken")


@pytest.mark.parametrize("pattern", TAKEN)
@pytest.mark.parametrize("ignores_case", [True, False])
def test_everyday_patterns_are_taken(pattern: str, ignores_case: bool) -> None:
    refuse_slow(parse(pattern, ignores_case=ignores_case))


def test_a_search_that_runs_again_from_each_character_costs_more_than_one_that_cannot() -> None:
    again, never = (steps(parse(pattern, ignores_case=True)).total for pattern in ("[ab]+c", "码[ab]+c"))
    assert again >= LENGTH**2 > 10 * never


def test_the_short_way_takes_no_endless_repeat() -> None:
    assert is_short(parse("(?:a|b){1,3}.{0,6}c", ignores_case=True))
    assert not is_short(parse("a+", ignores_case=True))
    assert not is_short(parse("(?:a?){30}", ignores_case=True))


SETS = ["a", "b", "好", "坏", ".", "[ab]", "[^a]", "[^好]", "[a-c]", "[一-龥]", r"\w", r"\W", r"\d", "1"]
COUNTS = ["?", "*", "+", "{2}", "{0,3}", "{1,2}", "{2,}", "*?", "{0,70}"]


def repeated(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(inner, st.sampled_from(COUNTS)).map(lambda pair: f"(?:{pair[0]}){pair[1]}")


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    rows = st.lists(inner, min_size=1, max_size=3).map("".join)
    choices = st.lists(rows, min_size=2, max_size=3).map(lambda branches: f"(?:{'|'.join(branches)})")
    return st.one_of(rows, choices, repeated(inner), inner.map(lambda body: f"(?={body})"))


PATTERNS = st.recursive(st.sampled_from(SETS), larger, max_leaves=8)
WORDS = st.text("ab好坏1，", min_size=1, max_size=4)


@example(r"(?:(?:(?=.)){2,})+", [("a", 1)], "好")
@example(r"(?:(?:(?=a)){9,}){9,}a", [("a", 1)], "a")
@given(PATTERNS, st.lists(st.tuples(WORDS, st.integers(1, 3)), min_size=1, max_size=3), WORDS)
def test_no_pumped_text_takes_more_steps_than_the_bound(pattern: str, pumps: list[tuple[str, int]], end: str) -> None:
    tree = parse(pattern, ignores_case=True)
    text = "".join(word * (share * 12) for word, share in pumps) + end
    try:
        refuse_slow(tree)
        bound = steps(tree, len(text)).total
    except PatternError:
        assume(False)
    with recursion(50_000):
        assert Matcher(text, most=5_000_000).search_fails(tree) <= 2 * bound + len(text)


@given(PATTERNS, WORDS)
def test_what_is_taken_ends_on_several_thousand_characters(pattern: str, word: str) -> None:
    """`re` itself, on a text as long as the bound is for; a pattern that hangs would never come back."""
    try:
        refuse_slow(parse(pattern, ignores_case=True))
    except PatternError:
        assume(False)
    text = (word * LENGTH)[:LENGTH]
    assert re.compile(f"(?:{pattern})\\Z\0", re.IGNORECASE).search(text) is None


@contextlib.contextmanager
def recursion(depth: int) -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)

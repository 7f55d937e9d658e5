import re

import pytest

from rednote_lint.text.patterns.gate import compile_folded, compile_original, verify


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(?:a*)*b",
        r"(a|ab)+c",
        r"(?:\s*\d+\s*)+",
        r"(?:.{1,9}x?){2,9}",
        r"(a)\1",
        r"(?P<x>a)(?P=x)",
        r".*a.*b",
        r".{0,99}好.{0,99}吗",
    ],
)
def test_patterns_that_could_hang_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="could hang"):
        verify(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"日赚\d{2,5}",
        r"(?:[a-z0-9-]+\.)+[a-z]{2,}",
        r"(?:\d{1,3}\.){3}\d{1,3}",
        r"(?:加|十)\s{0,3}(?:v|微)+",
        r"第一(?=品牌|名牌)",
        r"(?<!不)最好",
        r"a.*b",
        r"[a-z_][\w-]{5,19}",
    ],
)
def test_everyday_patterns_are_taken(pattern: str) -> None:
    verify(pattern)
    assert compile_folded(pattern).flags & re.IGNORECASE


def test_a_broken_pattern_is_named() -> None:
    with pytest.raises(ValueError, match=r"'\(' does not compile"):
        verify("(")


def test_a_pattern_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        verify("a*")


def test_hanzi_of_a_pattern_are_simplified_as_those_of_texts_are() -> None:
    assert compile_folded("[國省]級|著名").findall("国级省级着名") == ["国级", "省级", "着名"]
    assert compile_original("[A-Z]{2}").findall("abABcd") == ["AB"]

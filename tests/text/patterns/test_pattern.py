import pickle
import re
import string

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rednote_lint.text.fold import fold
from rednote_lint.text.patterns.pattern import Pattern, Traits, decoder, fold_hanzi, verify
from rednote_lint.text.patterns.tree import PatternError


@pytest.mark.parametrize(
    ("pattern", "reason", "remedy"),
    [
        (r"(a+)+$", "could hang", "outer repeat"),
        (r"(?:賺|赚)+x", "could hang", "outer repeat"),
        (r"(?:[^a]|A)+x", "could hang", "outer repeat"),
        (r"(a)\1", "refers back", "write out"),
        (r"(?P<x>a)(?P=x)", "refers back", "write out"),
        (r"(a)?(?(1)b|c)", "refers back", "write out"),
        (r"a{0,100000}b", "100000 times", "at most 1000"),
        ("(", "does not compile", "docs.python.org"),
        ("(" * 400 + "a" + ")" * 400, "nested too deeply", "fewer groups"),
        ("(?<=a+)b", "does not compile", ""),
        ("(?i)tiktok", "a flag for all of it", "(?s:…)"),
        (r"(?a:\w)b", "the flag `a`", "[A-Za-z0-9_]"),
        ("a*", "nothing", "write {1,20}"),
    ],
)
def test_a_pattern_is_refused_with_its_reason_and_what_to_write(pattern: str, reason: str, remedy: str) -> None:
    with pytest.raises(PatternError) as caught:
        verify(pattern)
    assert repr(pattern)[:40] in str(caught.value) and reason in str(caught.value)
    assert remedy in caught.value.remedy.en


@pytest.mark.parametrize("pattern", ["日赚\\d{2,5}", "第一(?=品牌|名牌)", "(?<!不)最好", "a.*b", "(?i:tik)tok"])
def test_everyday_patterns_are_taken(pattern: str) -> None:
    assert Pattern.verified(pattern) == pattern


def test_it_is_compiled_for_the_text_it_reads() -> None:
    pattern = Pattern("[國A]級|著名")
    assert pattern.folded.findall("国级a级着名") == ["国级", "a级", "着名"]
    assert pattern.original.findall("国級a級國級著名") == ["國級", "著名"]
    assert pattern.caseless.findall("a級") == ["a級"]
    assert not pattern.original.flags & re.IGNORECASE


def test_what_it_requires_is_told_once_or_remembered() -> None:
    assert Pattern("(?:加|扫).{0,6}微信號").ways == (({"微信号"}, {"加", "扫"}),)
    assert Pattern.known("加微", Traits(((frozenset(["x"]),),), None)).ways == (({"x"},),)
    assert Pattern.known("加微", None).ways == (({"加微"},),)


class Keys(msgspec.Struct):
    words: tuple[Pattern, ...] = ()
    handle: Pattern | None = None


def test_a_decoder_verifies_or_trusts_as_it_is_made() -> None:
    stated = {"words": ["抖音"], "handle": "(a+)+$"}
    with pytest.raises(msgspec.ValidationError, match=r"could hang.* - at `\$\.handle`"):
        msgspec.convert(stated, Keys, dec_hook=decoder(Pattern.verified))
    trusted = msgspec.convert(stated, Keys, dec_hook=decoder(Pattern))
    assert isinstance(trusted.handle, Pattern) and trusted.words == ("抖音",)
    with pytest.raises(msgspec.ValidationError, match="a pattern is text"):
        msgspec.convert({"words": [7]}, Keys, dec_hook=decoder(Pattern))


def test_it_crosses_a_process_boundary() -> None:
    pattern = Pattern("加微")
    assert pattern.folded and pickle.loads(pickle.dumps(pattern)) == pattern


SMALL = ["a", "i", "s", "k", "ß", "加", "0", "-", " ", "_", "é"]
PARTS = [
    *SMALL,
    "A",
    "K",
    "[a-z]",
    "[^a-z]",
    "[A-Z_-]",
    "[ -~]",
    "[0-9k-]",
    r"\w",
    r"\S",
    r"\\S",
    r"\x41",
    "(?P<n>s)",
    "[一-鿿]",
    "É",
]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join), st.text("aAiIıİsSſkK\u212aßẞ加0-_ éÉ\\"))
def test_case_never_counts_in_a_folded_text(source: str, text: str) -> None:
    assume(source.count("?P<") < 2)
    folded = fold(text).text
    found = [match.span() for match in Pattern(source).folded.finditer(folded)]
    assert found == [match.span() for match in re.compile(fold_hanzi(source), re.IGNORECASE).finditer(folded)]


def test_folding_leaves_no_letter_that_is_another_one_in_small() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert not {*string.ascii_uppercase, "\u0130", "\u0131", "\u017f", "\u212a"}.intersection(fold(every).text)


@pytest.mark.parametrize("source", ["加(?:v|微)", r"\bdm me\b", r"(?P<id>[a-z][a-z0-9_-]{5,})", r"\d{2,4}[^\W一-鿿]"])
def test_patterns_of_small_letters_are_compiled_for_them_alone(source: str) -> None:
    assert not Pattern(source).folded.flags & re.IGNORECASE


@pytest.mark.parametrize("source", ["V", r"\\S", r"\x41", r"\101", "[ -~]", "[0-a]", "ß", "(?P<N>a)", "[一-Ａ]"])
def test_other_patterns_ignore_case(source: str) -> None:
    assert Pattern(source).folded.flags & re.IGNORECASE

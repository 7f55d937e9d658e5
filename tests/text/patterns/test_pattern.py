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


FAR = "快" * 40


@pytest.mark.parametrize("text", ["微信，加", "私" + FAR + "主页", "", "赚日", "收款" + FAR + "转账"])
def test_a_text_that_lacks_what_stands_together_in_a_match_is_worth_no_search(text: str) -> None:
    pattern = Pattern("微信.{0,6}加快|日赚|私.{0,20}主页|收款.{0,4}转账")
    assert pattern.folded.search(text) is None
    assert not any(one.is_worth_a_search(text) for one in pattern.alternatives)


@pytest.mark.parametrize("text", ["微信就加快", "日赚", "私" + FAR[:20] + "主页"])
def test_one_alternative_is_worth_a_search_of_a_text_that_has_it(text: str) -> None:
    pattern = Pattern("微信.{0,6}加快|日赚|私.{0,20}主页")
    assert [one.is_worth_a_search(text) for one in pattern.alternatives].count(True) == 1
    assert [match[0] for match in pattern.found_in(text)] == [text]


def test_a_pattern_of_one_alternative_is_searched_where_what_it_needs_stands_together() -> None:
    pattern = Pattern("加.{0,20}微信")
    assert pattern.alternatives == () and not pattern.is_worth_a_search("加" + FAR + "微信")
    assert pattern.is_worth_a_search("加微信") and [match[0] for match in pattern.found_in("加微信")] == ["加微信"]


def test_of_alternatives_that_begin_together_the_first_is_found() -> None:
    assert [match[0] for match in Pattern("微信|加微|加微信号|信号").found_in("加微信号，微信号")] == [
        "加微",
        "信号",
        "微信",
    ]


@pytest.mark.parametrize("source", ["(?:加|扫).{0,6}微信", "加微|日赚|扫.{0,6}码", r"\d|加微|x+扫", "赚(?P<hit>x)|加"])
def test_what_is_told_of_a_pattern_tells_as_much_of_its_alternatives(source: str) -> None:
    verified = Pattern.verified(source)
    known = Pattern.known(source, verified.traits())
    assert known.alternatives == verified.alternatives
    assert [one.ways for one in known.alternatives] == [one.ways for one in verified.alternatives]
    assert known.traits() == verified.traits()


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
    r"[\u4e00-\u9FFF]",
    r"[^\u4e00-\u9fff]",
    r"\\u4e00",
    r"[\u0041-\u4e00]",
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


@pytest.mark.parametrize(
    "source", ["加(?:v|微)", r"\bdm me\b", r"(?P<id>[a-z][a-z0-9_-]{5,})", r"\d{2,4}[^\W一-鿿]", r"[\u4e00-\u9fff]v"]
)
def test_patterns_of_small_letters_are_compiled_for_them_alone(source: str) -> None:
    assert not Pattern(source).folded.flags & re.IGNORECASE


@pytest.mark.parametrize(
    "source", ["V", r"\\S", r"\x41", r"\101", r"\u004b", r"\\u4e00V", "[ -~]", "[0-a]", "ß", "(?P<N>a)", "[一-Ａ]"]
)
def test_other_patterns_ignore_case(source: str) -> None:
    assert Pattern(source).folded.flags & re.IGNORECASE

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.patterns.required_literals import Literals, literals_of, marks_in, marks_of, required_ways


def required_literals(pattern: str) -> Literals:
    return literals_of(required_ways(pattern))


def test_neighbours_make_one_string() -> None:
    assert required_literals("加[微V]信?") == {"加微", "加v"}


def test_the_rarest_part_is_what_counts() -> None:
    assert required_literals("(?:加|扫).{0,6}微信号") == {"微信号"}
    assert required_literals(r"\d{2,5}(?:元|块钱)") == {"元", "块钱"}


def test_a_string_with_another_inside_is_told_by_that() -> None:
    assert required_literals("白(?:了|色)?") == {"白"}


@pytest.mark.parametrize("pattern", [r"\d+", "(?:好|)", "[^a]", ".x?", "(?:加|.)微?", "é?"])
def test_a_pattern_that_can_do_without_says_nothing(pattern: str) -> None:
    assert required_literals(pattern) == frozenset()


def test_all_that_a_match_needs_is_told_the_rarest_first() -> None:
    assert required_ways("(?:加|扫).{0,6}微信号") == (({"微信号"}, {"加", "扫"}),)


def test_what_is_needed_besides_comes_behind_the_rarest() -> None:
    assert required_ways("(?:加好友|v我|dm me).{0,6}微信号码") == (({"微信号码"}, {"加好友", "v我", "dm me"}),)


@given(st.text("加我v d\nm"), st.text("加我v d\nm", min_size=1), st.text("加我v d\nm"))
def test_a_text_has_the_marks_of_all_its_strings(before: str, string: str, after: str) -> None:
    assert marks_of(frozenset([string])) <= marks_in(before + string + after)


def test_each_alternative_needs_its_own() -> None:
    assert required_ways("(?:微信.{1,4}加|领.{1,4}资料)") == (({"微信"}, {"加"}), ({"资料"}, {"领"}))


def test_what_most_texts_have_is_not_asked_for() -> None:
    assert required_ways("加[^a]{1,3}[a-z]") == (({"加"},),)

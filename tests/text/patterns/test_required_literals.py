import pytest

from rednote_lint.text.patterns.required_literals import required_literals


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

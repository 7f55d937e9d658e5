import pytest

from rednote_lint.text.patterns.automaton import Automaton
from rednote_lint.text.patterns.tree import PatternError, parse


def built(pattern: str) -> Automaton:
    return Automaton(parse(pattern, ignores_case=False))


def test_a_row_leads_from_one_position_to_the_next() -> None:
    row = built("abc")
    assert row.start == {0: 1}
    assert [dict(following) for following in row.follow] == [{1: 1}, {2: 1}, {}]
    assert row.end == {2: 1}


def test_ways_that_read_nothing_are_counted() -> None:
    assert built("(?:|)(?:|)a").start == {0: 4}
    assert built("(?:a?|b?)c").start == {0: 1, 1: 1, 2: 2}


def test_counted_repeats_are_written_out_and_long_ones_are_loops() -> None:
    assert len(built("a{2,5}").sets) == 5
    assert built("a{2,5}").end == {1: 1, 2: 1, 3: 1, 4: 1}
    loop = built("a{2,100}b")
    assert len(loop.sets) == 2 and loop.follow[0] == {0: 1, 1: 1}
    assert loop.loops == [0, None]


def test_a_repeat_of_what_may_be_empty_goes_round_in_two_ways() -> None:
    assert built("(?:a?)*").follow[0] == {0: 2}


def test_what_is_looked_for_ahead_is_entered_and_never_left() -> None:
    ahead = built("a(?=bc)d")
    assert ahead.follow[0] == {1: 1, 3: 1}
    assert ahead.follow[2] == {} and ahead.end == {3: 1}
    assert built("(?:(?=b)a)*").loops == [None, 0]


def test_what_is_looked_for_behind_is_set_aside() -> None:
    behind = built("(?<=b)a")
    assert len(behind.sets) == 1 and len(behind.behind) == 1


LARGE = ["(?:(?:a?b?){1,60}){1,60}", "a{5000}", "a{0,1001}", "(?:(?:(?:(?:){60}){60}){60}){60}"]


@pytest.mark.parametrize("pattern", LARGE)
def test_what_is_too_large_to_write_out_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="could hang"):
        built(pattern)

"""Ranges by bisection answer as a search through all of them would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.covered import Covered

_RANGES = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(_RANGES), st.lists(_RANGES), _RANGES)
def test_it_answers_as_a_search_through_all(
    first: list[tuple[int, int]], added: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    covered = Covered(first)
    for one in added:
        covered.add(one)
    ranges = [*first, *added]
    assert covered.holds(asked) == any(start <= asked[0] and asked[1] <= end for start, end in ranges)
    assert covered.meets(asked) == any(start < asked[1] and asked[0] < end for start, end in ranges)

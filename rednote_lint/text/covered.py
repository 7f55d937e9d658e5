"""A set of ranges that answers by bisection whether a range lies inside one of them or overlaps one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

Range = tuple[int, int]


class Covered:
    """Ranges in order of their starts, each with the furthest end up to it."""

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._starts: list[int] = []
        self._furthest: list[int] = []
        for one in sorted(ranges):
            self.add(one)

    def add(self, one: Range) -> None:
        """Add a range."""
        start, end = one
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._furthest.insert(at, max(end, self._furthest[at - 1]) if at else end)
        for following in range(at + 1, len(self._furthest)):
            if self._furthest[following] >= end:
                break
            self._furthest[following] = end

    def holds(self, one: Range) -> bool:
        """Say whether a range lies inside one of these."""
        at = bisect_right(self._starts, one[0]) - 1
        return at >= 0 and self._furthest[at] >= one[1]

    def meets(self, one: Range) -> bool:
        """Say whether a range has a character in common with one of these."""
        at = bisect_left(self._starts, one[1]) - 1
        return at >= 0 and self._furthest[at] > one[0]

"""The quoted source line with carets under the hit, as wide as the characters above them."""

from __future__ import annotations

from typing import NamedTuple

from rednote_lint.model import Excerpt
from rednote_lint.report.width import cells, head, tail, visible

REACH = 4
"""Code points looked at per cell of room: enough for tabs and marks, and a line of ten megabytes costs nothing."""


class Quoted(NamedTuple):
    """One line of source, cut to the room there is, in three parts: the carets stand under `hit`."""

    number: int
    before: str
    hit: str
    after: str

    @property
    def carets(self) -> str:
        """The line that stands below: blanks, then at least one caret."""
        return " " * cells(self.before) + "^" * max(cells(self.hit), 1)


def quote(excerpt: Excerpt, room: int) -> list[Quoted]:
    """Return the first and, when it is another one, the last line of a hit, each at most `room` cells wide."""
    if excerpt.end_line == excerpt.line:
        return [_fit(excerpt.line, excerpt.text, excerpt.start, excerpt.end, room)]
    first = _fit(excerpt.line, excerpt.text, excerpt.start, len(excerpt.text), room)
    return [first, _fit(excerpt.end_line, excerpt.end_text, 0, excerpt.end, room)]


def _fit(number: int, line: str, start: int, end: int, room: int) -> Quoted:
    reach = room * REACH
    before = visible(line[max(start - reach, 0) : start])
    hit = visible(line[start : min(end, start + reach)])
    after = visible(line[end : end + reach])
    if cells(before) + cells(hit) + cells(after) <= room:
        return Quoted(number, before, hit, after)
    hit = head(hit, room * 2 // 3)
    left = room - cells(hit)
    before = tail(before, max(left // 2, left - cells(after)))
    return Quoted(number, before, hit, head(after, left - cells(before)))

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


class Mark(NamedTuple):
    """A range of a line, in code points."""

    start: int
    end: int


class Marked(NamedTuple):
    """One line of source, cut to the room there is, and the carets below it."""

    text: str
    carets: str


def marked(line: str, marks: list[Mark], room: int) -> Marked:
    """Return a line of source with carets under several ranges of it.

    What lies between ranges stays as far as there is room; the ends of the line are cut first.

    Args:
        line: the whole line.
        marks: ranges that may overlap.
        room: cells that the result may fill.
    """
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    spread = _fit(0, line, first, last, room)
    shown = spread.before + spread.hit + spread.after
    carets = [" "] * cells(spread.before)
    hit_cells = cells(spread.hit)
    reach = first + room * REACH
    for mark in sorted(marks):
        if mark.start > reach:
            break
        start = cells(visible(line[first : mark.start]))
        end = max(cells(visible(line[first : min(mark.end, reach)])), start + 1)
        if start < hit_cells:
            offset = cells(spread.before)
            carets += [" "] * (offset + start - len(carets))
            carets += ["^"] * (offset + min(end, hit_cells) - len(carets))
    return Marked(shown, "".join(carets))

"""Blocks of text seen in pixels: lines that stand together are read as one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.model import Box

_SAME_SIZE = 0.55
"""The smaller of two neighbours' letters has at least this share of the larger one's height."""
_LEADING = 0.9
"""White space between two lines of a block, as a share of the larger letters' height."""
_WORD_GAP = 1.6
"""White space between two parts of one line, as a share of the larger letters' height."""
_IN_ROW = 0.6
"""Share of the lower part's height that two parts of one line have in common."""
_ABOVE = 0.35
"""Share of the narrower line's width that stands above or below the other line."""
_TOGETHER = 0.5
"""Share of the shorter stretch of time in which two lines of a block both stand."""
_TALL = 1.8
"""Height divided by width from which a box holds a column of characters."""

Rows = list[list[LineTrack]]


def blocks(lines: Iterable[LineTrack]) -> Iterator[tuple[LineTrack, ...]]:
    """Yield the lines of one picture or video in blocks, each in reading order, the blocks in order of their beginning.

    Lines belong together when they stand at the same time, have letters of one size and follow one another in a row,
    in a paragraph or as columns of characters.
    """
    for group in _groups(sorted(lines, key=lambda line: (line.first or 0.0, line.box.y, line.box.x))):
        rows = _columns(group) if all(_is_column(line) for line in group) else _rows(group)
        yield tuple(line for row in rows for line in row)


def is_new_row(before: LineTrack, line: LineTrack) -> bool:
    """Say whether a line of a block stands below the one before it rather than beside it."""
    return not _shares_row(before.box, line.box) or _is_column(line)


def _groups(ordered: Iterable[LineTrack]) -> list[list[LineTrack]]:
    """Join every line to all groups in which it has a neighbour; lines come in order of their beginning."""
    groups: list[list[LineTrack]] = []
    standing: list[list[LineTrack]] = []
    for line in ordered:
        standing = [group for group in standing if any(_stands(other, line.first) for other in group)]
        near = [group for group in standing if any(_are_neighbours(other, line) for other in group)]
        if not near:
            groups.append([line])
            standing.append(groups[-1])
            continue
        near[0].append(line)
        for group in near[1:]:
            near[0].extend(group)
            group.clear()
    return [group for group in groups if group]


def _stands(line: LineTrack, time: float | None) -> bool:
    """Say whether a line still stands at a time; one of a still image always does."""
    return time is None or line.last is None or line.last >= time


def _are_neighbours(one: LineTrack, other: LineTrack) -> bool:
    if one.mirrored != other.mirrored or not _stand_together(one, other):
        return False
    small, large = sorted((_letter(one.box), _letter(other.box)))
    if small < _SAME_SIZE * large:
        return False
    if _is_column(one) or _is_column(other):
        return _is_column(one) and _is_column(other) and _beside(one.box, other.box, large)
    return _beside(one.box, other.box, large) or _below(one.box, other.box, large)


def _stand_together(one: LineTrack, other: LineTrack) -> bool:
    if one.first is None or other.first is None:
        return True
    stretches = [(line.first or 0.0, line.last or 0.0) for line in (one, other)]
    common = min(end for _, end in stretches) - max(start for start, _ in stretches)
    return common >= _TOGETHER * min(end - start for start, end in stretches) and common >= 0


def _beside(one: Box, other: Box, letter: int) -> bool:
    gap = max(one.x, other.x) - min(one.right, other.right)
    return _shares_row(one, other) and -0.5 * letter <= gap <= _WORD_GAP * letter


def _below(one: Box, other: Box, letter: int) -> bool:
    gap = max(one.y, other.y) - min(one.bottom, other.bottom)
    common = min(one.right, other.right) - max(one.x, other.x)
    return -0.5 * letter <= gap <= _LEADING * letter and common >= _ABOVE * min(one.w, other.w)


def _shares_row(one: Box, other: Box) -> bool:
    common = min(one.bottom, other.bottom) - max(one.y, other.y)
    return common >= _IN_ROW * min(one.h, other.h)


def _rows(group: Sequence[LineTrack]) -> Rows:
    """Put lines into rows from top to bottom, each from left to right."""
    rows: Rows = []
    for line in sorted(group, key=lambda line: line.box.y + line.box.h / 2):
        if rows and _shares_row(rows[-1][0].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.x) for row in rows]


def _columns(group: Sequence[LineTrack]) -> Rows:
    """Put columns in reading order: Chinese from right to left, letters from left to right."""
    is_chinese = sum(not char.isascii() for line in group for char in line.text) > 0
    return [[line] for line in sorted(group, key=lambda line: line.box.x, reverse=is_chinese)]


def _is_column(line: LineTrack) -> bool:
    return line.box.h >= _TALL * line.box.w


def _letter(box: Box) -> int:
    return min(box.w, box.h) if box.h >= _TALL * box.w else box.h

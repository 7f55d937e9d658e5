"""Blocks of text seen in pixels: lines that stand together are read as one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rednote_lint.facts.analysis.orientation import Orientation
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
_SAME_COLUMN = 0.4
"""The narrower of two parts of a column has at least this share of the wider one's width: Latin letters and digits are
half as wide as Chinese characters."""
_TOUCHING = 0.25
"""White space between two parts of a column below which nothing stands between their characters, as a share of the
larger letters' height."""

Rows = list[list[LineTrack]]


def blocks(lines: Iterable[LineTrack]) -> Iterator[tuple[LineTrack, ...]]:
    """Yield the lines of one picture or video in blocks, each in reading order, the blocks in order of their beginning.

    Lines belong together when they stand at the same time, have letters of one size and follow one another in a row,
    in a paragraph or as columns of characters.
    """
    for group in _groups(sorted(lines, key=lambda line: (line.first or 0.0, line.box.y, line.box.x))):
        rows = _columns(group) if _are_columns(group) else _rows(group)
        yield tuple(line for row in rows for line in row)


def between(before: LineTrack, line: LineTrack) -> str:
    """Return what stands between two lines that follow one another in a block.

    Returns:
        Nothing between the characters of a column, a blank between two parts of a row or column, else a line end.
    """
    if _continues(before, line):
        gap = max(before.box.y, line.box.y) - min(before.box.bottom, line.box.bottom)
        return "" if gap <= _TOUCHING * max(_letter(before.box), _letter(line.box)) else " "
    return "\n" if _is_column(line) or not _shares_row(before.box, line.box) else " "


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
    if _is_column(one) or _is_column(other):
        if _continues(one, other):
            return True
        return (
            _is_column(one) and _is_column(other) and small >= _SAME_SIZE * large and _beside(one.box, other.box, large)
        )
    if small < _SAME_SIZE * large:
        return False
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


def _continues(one: LineTrack, other: LineTrack) -> bool:
    """Whether two parts of a column stand below one another; a part of one character may be as wide as high."""
    if not all(_is_column(line) or len(line.text) == 1 for line in (one, other)):
        return False
    narrow, wide = sorted((one.box.w, other.box.w))
    gap = max(one.box.y, other.box.y) - min(one.box.bottom, other.box.bottom)
    near = -0.5 * wide <= gap <= _WORD_GAP * wide
    return near and narrow >= _SAME_COLUMN * wide and _shares_column(one.box, other.box)


def _are_columns(group: Sequence[LineTrack]) -> bool:
    """Whether lines are columns of characters, or parts of them."""
    return any(_is_column(line) for line in group) and all(_is_column(line) or len(line.text) == 1 for line in group)


def _shares_column(one: Box, other: Box) -> bool:
    common = min(one.right, other.right) - max(one.x, other.x)
    return common >= _IN_ROW * min(one.w, other.w)


def _rows(group: Sequence[LineTrack]) -> Rows:
    """Put lines into rows from top to bottom, each from left to right; upside down, the other way round."""
    rows: Rows = []
    for line in sorted(group, key=lambda line: line.box.y + line.box.h / 2):
        if rows and _shares_row(rows[-1][0].box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    rows = [sorted(row, key=lambda line: line.box.x) for row in rows]
    return [row[::-1] for row in reversed(rows)] if _mostly(group, Orientation.TURNED) else rows


def _columns(group: Sequence[LineTrack]) -> Rows:
    """Put columns in reading order, their parts from top to bottom.

    Columns of Chinese follow one another from right to left, as lines turned to the right do; columns of letters and
    lines turned to the left, which are read from the bottom, from left to right.
    """
    columns: Rows = []
    for line in sorted(group, key=lambda line: line.box.x + line.box.w / 2):
        if columns and any(_shares_column(other.box, line.box) for other in columns[-1]):
            columns[-1].append(line)
        else:
            columns.append([line])
    columns = [sorted(column, key=lambda line: line.box.y) for column in columns]
    if _mostly(group, Orientation.TURNED):
        return [column[::-1] for column in columns]
    is_chinese = any(not char.isascii() for line in group for char in line.text)
    return columns if _mostly(group, Orientation.COLUMN) and not is_chinese else columns[::-1]


def _mostly(group: Sequence[LineTrack], orientation: Orientation) -> bool:
    """Whether most characters are read in an orientation."""
    turned = sum(len(line.text) for line in group if line.orientation is orientation)
    return 2 * turned > sum(len(line.text) for line in group)


def _is_column(line: LineTrack) -> bool:
    return line.box.h >= _TALL * line.box.w


def _letter(box: Box) -> int:
    return min(box.w, box.h) if box.h >= _TALL * box.w else box.h

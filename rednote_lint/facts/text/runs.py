"""Runs of blocks seen in a video: subtitles that follow one another in one place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.model import Box

Block = tuple[LineTrack, ...]
Run = list[Block]

LONGEST = 12
"""Blocks of a run: what somebody says is told within a few."""
_SAME_ROW = 0.75
"""How far apart the middles of two subtitles stand, as a share of their letters' height."""
_SAME_SIZE = 0.7
"""The smaller of two subtitles' letters has at least this share of the larger one's height."""


def runs(blocks: Iterable[Block]) -> list[Run]:
    """Put blocks that follow one another into runs, in order of their beginning; others are runs of their own.

    Subtitles stand in the same row, have letters of one size, overlap from left to right, and the next one is there in
    the sample in which the one before it is gone.
    """
    found: list[Run] = []
    for block in sorted(blocks, key=_start):
        before = next((run for run in found if len(run) < LONGEST and _follows(run[-1], block)), None)
        if before is None:
            found.append([block])
        else:
            before.append(block)
    return found


def _follows(before: Block, block: Block) -> bool:
    last, gone = max(line.last or 0.0 for line in before), before[0].after
    first = block[0].first
    if first is None or gone is None or not last < first <= gone:
        return False
    return _in_one_place(before, block)


def _in_one_place(before: Block, block: Block) -> bool:
    one, other = _box(before), _box(block)
    letters = [max(line.box.h for line in lines) for lines in (before, block)]
    small, large = sorted(letters)
    middles = abs((one.y + one.h / 2) - (other.y + other.h / 2))
    overlaps = one.x < other.right and other.x < one.right
    is_upright = all(line.box.w > line.box.h for line in (*before, *block))
    return small >= _SAME_SIZE * large and middles <= _SAME_ROW * large and overlaps and is_upright


def _box(block: Block) -> Box:
    return reduce(Box.union, (line.box for line in block))


def _start(block: Block) -> float:
    return min(line.first or 0.0 for line in block)

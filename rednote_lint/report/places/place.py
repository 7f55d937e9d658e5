"""Where a finding is, in the forms that editors, players and people understand."""

from __future__ import annotations

from rednote_lint.model import Box, Excerpt, Location, Problem, TimeRange
from rednote_lint.report.phrases import Phrases

WHOLE = 0.9
"""A box that fills this share of width and height is called the whole picture."""
BROAD = 0.6
"""A box that fills this share of one side lies across its middle, not in a corner."""


def address(where: Location, excerpt: Excerpt | None) -> str:
    """Return `path:line:column` for text, `path:C12` for a cell of a workbook, a media fragment, or the path alone."""
    if excerpt is not None and excerpt.cell:
        return f"{where.path}:{excerpt.cell}"
    if excerpt is not None:
        return f"{where.path}:{excerpt.line}:{excerpt.start + 1}"
    return where.fragment


def problem_address(problem: Problem) -> str:
    """Return the place of a problem as far as it is known; empty when it has none."""
    if problem.where is None:
        return ""
    if problem.cell:
        return f"{problem.where.path}:{problem.cell}"
    parts = [problem.where.fragment, problem.line, problem.column if problem.line is not None else None]
    return ":".join(str(part) for part in parts if part is not None)


def in_words(where: Location, phrases: Phrases) -> str:
    """Return the time and the part of the picture as a person says them; empty for a whole file or a text."""
    parts = []
    if where.time is not None:
        parts.append(_stretch(where.time))
    if where.box is not None:
        parts.append(_corner(where.box, where.frame, phrases))
    return phrases.comma.join(parts)


def clock(seconds: float) -> str:
    """Return a time as a player shows it, with tenths: `00:03.2`, `1:02:07.5`."""
    tenths = round(seconds * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    start = f"{hours}:{minutes:02d}" if hours else f"{minutes:02d}"
    return f"{start}:{rest // 10:02d}.{rest % 10}"


def _stretch(time: TimeRange) -> str:
    start, end = clock(time.start), clock(time.end)
    return start if start == end else f"{start}–{end}"


def _corner(box: Box, frame: tuple[int, int] | None, phrases: Phrases) -> str:
    if frame is None:
        return f"{box.w}×{box.h} px @ {box.x},{box.y}"
    width, height = frame
    if box.w >= width * WHOLE and box.h >= height * WHOLE:
        return phrases.whole_picture
    return phrases.corner[_third(box.y, box.h, height)][_third(box.x, box.w, width)]


def _third(start: int, length: int, side: int) -> int:
    if length >= side * BROAD:
        return 1
    return min(max(int((start + length / 2) * 3 / side), 0), 2)

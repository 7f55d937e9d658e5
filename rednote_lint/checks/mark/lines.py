"""Classifies lines of text as parts of a mark: wordmark, account, and how they stand to each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rednote_lint.checks.mark.spec import Side, Zone
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.marks.layout import Layout
from rednote_lint.model import Box

Size = tuple[int, int]

EDGE = 0.16
"""Share of the shorter side within which a mark counts as standing at a side of the picture."""

ROW = 2
"""Other lines of its size on its level that make a line a label among labels."""

FAR, NEAR = 0.15, 0.08
"""Shares of the picture's sides: a mark that changes its place moves farther, one that stays does not move as far."""

DRIFT = 0.25
"""Share of a line's height by which it has left its place: what is laid over the picture is read there to the pixel."""

ALIKE = 0.75
"""Height of a line as a share of another reading of it: words that come nearer grow."""

REPEATED = 3
"""Places in which the same words stand at the same time, from which they are a pattern laid over the picture."""

OFF_CENTRE = 0.15
"""Share of the width by which a mark stands off the middle, where titles and subtitles stand."""

PLACES = 2
"""Places between which a mark moves: a sign that the camera passes, or a title that scrolls, stands in more."""

SLACK = 0.3
"""Seconds by which a mark may be read in its first place after the moment at which it moves."""

TOUCH = 0.012
"""Share of the width within which a line counts as cut off by the side of the picture."""

WORDMARK = 2
"""Letters of a wordmark on one line with an account, at least: a cross before a name marks an entry of a list."""

_NAME = re.compile(r"@?\s?\w[\w.\-]{1,15}")
"""One word that may be the name of an account."""

_ACCOUNT = re.compile(r".?\s?.?\s?[\w.-]*\W{0,3}|.*[@:：].*")
"""What may be an account, also where the sign before it was read as something else: one word, or an address."""


def texts(line: LineTrack) -> tuple[str, ...]:
    """Return all readings of a line, width-folded and trimmed."""
    readings = line.readings or (line.text,)
    return tuple(unicodedata.normalize("NFKC", text).strip() for text in readings)


def reads(line: LineTrack, pattern: re.Pattern[str]) -> bool:
    """Whether one of the readings of the line is, as a whole, what the pattern says."""
    return any(pattern.fullmatch(text) for text in texts(line))


def in_zone(box: Box, size: Size, zone: Zone) -> bool:
    """Whether a box stands where a mark of that kind stands."""
    if zone is Zone.ANYWHERE:
        return True
    width, height = size
    margin = EDGE * min(size)
    left, top = box.x < margin, box.y < margin
    right, bottom = box.x + box.w > width - margin, box.y + box.h > height - margin
    if zone is Zone.BOTTOM:
        return box.y + box.h / 2 > 0.8 * height
    beside, above = left or right, top or bottom
    return (beside and above) if zone is Zone.CORNERS else (beside or above)


def in_row(line: LineTrack, lines: Iterable[LineTrack]) -> bool:
    """Whether a line is one of several labels side by side, as under the icons of a home screen or a share sheet."""
    level = [
        other
        for other in lines
        if other is not line
        and abs(other.box.y + other.box.h / 2 - line.box.y - line.box.h / 2) < 0.4 * line.box.h
        and 0.6 <= other.box.h / line.box.h <= 1.6
        and together(line, other)
        and _lasts(other) >= 0.5 * _lasts(line)  # words of the scene pass by behind a mark
    ]
    # Two lines of a caption stand one above the other: only lines in columns of their own are labels.
    columns: list[Box] = []
    for box in sorted((other.box for other in level), key=lambda box: box.x):
        if not columns or box.x >= columns[-1].x + columns[-1].w:
            columns.append(box)
    return len(columns) >= ROW


def is_label_with(line: LineTrack, other: LineTrack) -> bool:
    """Whether two names of about one size stand in the picture for about as long, as labels of a comparison do."""
    alike = 0.6 <= other.box.h / line.box.h <= 1.6
    return alike and together(line, other) and _lasts(other) >= 0.5 * _lasts(line)


def is_title_with(line: LineTrack, other: LineTrack) -> bool:
    """Whether another line stands right beside one for about as long, and is no account: both are a title."""
    beside = together(line, other) and belongs(line.box, other.box, Side.NEAR)
    return beside and _lasts(other) >= 0.5 * _lasts(line) and not any(map(_ACCOUNT.fullmatch, texts(other)))


def is_signature_of(line: LineTrack, other: LineTrack) -> bool:
    """Whether one word that may be a name stands right beside a line, of its size or smaller, for about as long."""
    beside = together(line, other) and belongs(line.box, other.box, Side.NEAR) and other.box.h <= 1.1 * line.box.h
    return beside and _lasts(other) >= 0.5 * _lasts(line) and any(map(_NAME.fullmatch, texts(other)))


def with_account(line: LineTrack, words: re.Pattern[str], handle: re.Pattern[str]) -> bool:
    """Whether a line is a wordmark with an account behind or before it: 知乎 @name, @name 微博."""
    return any(_is_divided(text, words, handle) for text in texts(line) if words.search(text))


def _is_divided(text: str, words: re.Pattern[str], handle: re.Pattern[str]) -> bool:
    halves = ((text[:cut], text[cut:]) for cut in range(2, len(text) - 1))
    return any(
        len(word.strip()) >= WORDMARK
        and (one[-1].isspace() or not account[0].isalnum())
        and words.fullmatch(word.strip())
        and handle.fullmatch(account.strip())
        for one, other in halves
        for word, account in ((one, other), (other, one))
    )


def _lasts(line: LineTrack) -> float:
    return (line.last or 0.0) - (line.first or 0.0)


def touches_side(box: Box, size: Size) -> bool:
    """Whether the left or right side of the picture cuts the line."""
    near = max(TOUCH * size[0], 2)
    return box.x <= near or box.x + box.w >= size[0] - near


def together(one: LineTrack, other: LineTrack) -> bool:
    """Whether two lines are seen at the same time, or in neighbouring samples."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return True
    start = max(one.first, other.first)
    end = min(one.last, other.last)
    return start <= end or start <= (one.after or end) <= start or start <= (other.after or end) <= start


def belongs(word: Box, handle: Box, side: Side) -> bool:
    """Whether an account line stands to a wordmark as in a lockup: close, of similar size, on the right side."""
    if not 0.3 <= handle.h / word.h <= 1.8:
        return False
    down = handle.y + handle.h / 2 - (word.y + word.h / 2)
    apart_y = max(handle.y - (word.y + word.h), word.y - (handle.y + handle.h))
    apart_x = max(handle.x - (word.x + word.w), word.x - (handle.x + handle.w))
    stacked = apart_y <= 0.9 * word.h and apart_x <= 0.8 * word.h and abs(down) > 0.3 * word.h
    level = abs(down) <= 0.6 * word.h and 0 <= apart_x + 0.3 * word.h <= 2.5 * word.h
    match side:
        case Side.BELOW:
            return stacked and down > 0
        case Side.ABOVE:
            return stacked and down < 0
        case Side.RIGHT:
            return level and handle.x > word.x
        case Side.NEAR:
            return stacked or level


def off_centre(box: Box, size: Size) -> bool:
    """Whether a box stands left or right of where titles and subtitles stand."""
    return abs((box.x + box.w / 2) / size[0] - 0.5) > OFF_CENTRE


def repeated(line: LineTrack, others: Iterable[LineTrack], size: Size) -> bool:
    """Whether the same words stand in several places at the same time."""
    return len(_places([line, *(other for other in others if together(line, other))], size)) >= REPEATED


def seconds_in_place(line: LineTrack, others: Iterable[LineTrack], size: Size) -> float:
    """Return for how long a line stands in its place, all its tracks there together."""
    here = [line, *(other for other in others if other is not line and _is_near(line.box, other.box, size))]
    return sum((one.last or 0.0) - (one.first or 0.0) for one in here)


def drifts(line: LineTrack, others: Iterable[LineTrack], size: Size) -> bool:
    """Whether the same words stand a little beside their place at another time, as those on a shirt or a sign do."""
    return any(
        _apart_in_time(line, other) and _is_near(line.box, other.box, size) and _is_shifted(line.box, other.box)
        for other in others
        if other is not line
    )


def _is_shifted(one: Box, other: Box) -> bool:
    across, down = _apart(one, other, (1, 1))
    return max(across, down) > DRIFT * min(one.h, other.h)


def _apart_in_time(one: LineTrack, other: LineTrack) -> bool:
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return False
    return one.last < other.first or other.last < one.first


def moved_from(line: LineTrack, others: Iterable[LineTrack], same: Iterable[LineTrack], size: Size) -> bool:
    """Whether the same mark stands in another place at another time: words in many places belong to the scene.

    Args:
        line: one place of the mark.
        others: where the mark may stand besides.
        same: all lines with its words, wherever they stand.
        size: width and height of the picture.
    """
    return any(_elsewhere(line, other, size) for other in others) and len(_places(same, size)) <= PLACES


def on_path(line: LineTrack, others: Iterable[LineTrack], size: Size, layout: Layout) -> bool:
    """Whether a line stands in one of the two places of a layout, at its time, and another one in the other."""
    return any(_follows(line, other, size, layout) or _follows(other, line, size, layout) for other in others)


def _follows(early: LineTrack, late: LineTrack, size: Size, layout: Layout) -> bool:
    """Whether two lines of one size stand in the first and in the second place, the first until it is time to move."""
    if early.last is None or late.first is None or not 0.7 <= early.box.h / late.box.h <= 1.4:
        return False
    width, height = size
    in_time = early.last <= min(late.first, layout.moves_after + SLACK)
    across, down = late.box.right - early.box.right, late.box.y - early.box.y
    in_place = early.box.right <= layout.first.left_of * width and late.box.x >= layout.second.right_of * width
    return in_time and in_place and across >= layout.second.across * width and down >= layout.second.down * height


def _places(lines: Iterable[LineTrack], size: Size) -> list[Box]:
    """Return one box for each place in which lines stand."""
    places: list[Box] = []
    for line in lines:
        if not any(_is_near(line.box, place, size) for place in places):
            places.append(line.box)
    return places


def _is_near(one: Box, other: Box, size: Size) -> bool:
    across, down = _apart(one, other, size)
    return across <= NEAR and down <= NEAR


def _apart(one: Box, other: Box, size: Size) -> tuple[float, float]:
    """Return how far two boxes stand apart, as shares of the picture's sides.

    A line of which more or less was read, at one end or at both, has kept its place: both ends have to move one way.
    """
    inside = (one.x - other.x) * (one.right - other.right) <= 0 and ALIKE <= one.h / other.h <= 1 / ALIKE
    across = 0 if inside else min(abs(one.x - other.x), abs(one.right - other.right))
    down = min(abs(one.y - other.y), abs(one.bottom - other.bottom))
    return across / size[0], down / size[1]


def _elsewhere(one: LineTrack, other: LineTrack, size: Size) -> bool:
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return False
    apart = one.last <= other.first or other.last <= one.first
    far = max(_apart(one.box, other.box, size)) > FAR
    alike = 0.7 <= one.box.h / other.box.h <= 1.4
    return apart and far and alike

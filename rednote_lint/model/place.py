"""Where something is: which file, where in its characters, in time, in space."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import msgspec

from rednote_lint.model.base import Record, Scope

_COLUMN = 1.5
"""Height divided by width from which a line that was seen is a column: its characters follow one another downwards."""


class TextRange(NamedTuple):
    """Half-open range of code points in the decoded text of a file."""

    start: int
    end: int


class TimeRange(NamedTuple):
    """Stretch of a video or audio, in seconds from its start."""

    start: float
    end: float


class Box(NamedTuple):
    """Rectangle in pixels of the displayed picture (after EXIF orientation or video rotation), origin top left."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first column behind the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.y + self.h

    @property
    def area(self) -> int:
        """Square pixels."""
        return self.w * self.h

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def intersects(self, other: Box) -> bool:
        """Say whether the two share a pixel; boxes that only touch do not, an empty box inside another does."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def covers(self, other: Box) -> bool:
        """Say whether all of the other box lies inside this one."""
        return self.union(other) == self

    def intersection_area(self, other: Box) -> int:
        """Return the square pixels that both have in common."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(width, 0) * max(height, 0)

    def intersection_over_union(self, other: Box) -> float:
        """Return how far two boxes are the same: 0 without a common pixel, 1 for equal boxes."""
        common = self.intersection_area(other)
        return common / (self.area + other.area - common) if common else 0.0

    def share_inside(self, other: Box) -> float:
        """Return the share of this box that lies inside another, 0 to 1; 0 for an empty box."""
        return self.intersection_area(other) / self.area if self.area else 0.0


class Location(Record, frozen=True, kw_only=True):
    """A place: which file, and where in it, in characters, in time, in space. All three absent: the whole file."""

    path: str
    """The file as a person names it, relative to where the command was run, with forward slashes."""
    text: TextRange | None = None
    time: TimeRange | None = None
    box: Box | None = None
    frame: tuple[int, int] | None = None
    """Width and height of the picture that `box` is measured in, so that a reporter can say "bottom right"."""

    @property
    def fragment(self) -> str:
        """The place as a W3C media fragment, such as `clip.mp4#t=3.2,7.8&xywh=812,1650,220,90`."""
        parts = []
        if self.time is not None:
            parts.append(f"t={self.time.start:g},{self.time.end:g}")
        if self.box is not None:
            parts.append("xywh=" + ",".join(str(side) for side in self.box))
        return f"{self.path}#{'&'.join(parts)}" if parts else self.path


class SeenLine(NamedTuple):
    """One line of a text that was seen: `text[start:end]` of its span, where it stands and when."""

    start: int
    end: int
    box: Box
    time: TimeRange | None = None


class Subtitle(NamedTuple):
    """A subtitle: the seconds between which it is shown, and its words."""

    start: float
    end: float
    text: str


class Transcript(Record, frozen=True, kw_only=True):
    """The subtitles in the picture of a video, in order of time."""

    path: str
    """The video."""
    lines: tuple[Subtitle, ...]
    is_dense: bool = False
    """Whether the video was looked at for its subtitles; else they are those among what rules have read, which look
    less often."""


class TextSpan(Record, frozen=True, kw_only=True):
    """A stretch of text of a post: typed in a caption, read from a subtitle, or seen by OCR in a frame."""

    scope: Scope
    text: str
    where: Location
    """The whole span, of lines that were seen the first. `where.text` is set when the text stands in a text file,
    `where.box` when it was seen."""
    pieces: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, offset in the file) at each place where the two drift apart (an escape, an indented line of
    a block scalar), in order; between two of them both advance alike. Empty: the text stands in the file as it is."""
    lines: tuple[SeenLine, ...] = ()
    """The lines of a block that was seen, in order; empty for a single line."""

    def locate(self, start: int, end: int) -> Location:
        """Return the place of `text[start:end]`: its characters in the file, or its share of the box it was seen in."""
        if self.where.text is not None:
            first = self._file_offset(start)
            last = self._file_offset(end - 1) + 1 if end > start else first
            return msgspec.structs.replace(self.where, text=TextRange(first, last))
        if self.lines:
            return self._among_lines(start, end)
        if self.where.box is not None and self.text:
            return msgspec.structs.replace(self.where, box=_share(self.where.box, self.text, start, end))
        return self.where

    def _among_lines(self, start: int, end: int) -> Location:
        """Return the box around the shares of all lines that `text[start:end]` touches, while all of them stand."""
        touched = [line for line in self.lines if line.start < end and start < line.end] or [self.lines[0]]
        box = None
        for line in touched:
            first, last = max(start, line.start) - line.start, min(end, line.end) - line.start
            share = _share(line.box, self.text[line.start : line.end], first, max(last, first))
            box = share if box is None else box.union(share)
        return msgspec.structs.replace(self.where, box=box, time=_common([line.time for line in touched]))

    def _file_offset(self, offset: int) -> int:
        assert self.where.text is not None
        if not self.pieces:
            return self.where.text.start + offset
        index = max(bisect_right(self.pieces, (offset, 1 << 62)) - 1, 0)
        begin, target = self.pieces[index]
        return target + (offset - begin)


def _common(stretches: list[TimeRange | None]) -> TimeRange | None:
    """Return the time that all stretches share; where they follow one another, all of it; None for a still image."""
    known = [stretch for stretch in stretches if stretch is not None]
    if not known:
        return None
    start, end = max(stretch.start for stretch in known), min(stretch.end for stretch in known)
    if start < end:
        return TimeRange(start, end)
    return TimeRange(min(stretch.start for stretch in known), max(stretch.end for stretch in known))


def _share(box: Box, text: str, start: int, end: int) -> Box:
    """Cut the part of a line's box that `text[start:end]` fills, a wide character counting as two narrow ones."""
    widths = [1 if char.isascii() else 2 for char in text]
    total = sum(widths)
    before, behind = sum(widths[:start]) / total, sum(widths[:end]) / total
    if box.h >= _COLUMN * box.w and len(text) > 1:
        top, bottom = box.y + round(box.h * before), box.y + round(box.h * behind)
        return Box(box.x, top, box.w, max(bottom - top, 1))
    left, right = box.x + round(box.w * before), box.x + round(box.w * behind)
    return Box(left, box.y, max(right - left, 1), box.h)


class CellStart(NamedTuple):
    """A cell of a workbook among the characters of its row."""

    start: int
    """Offset in the row's text at which the cell begins."""
    name: str
    """As the workbook calls it: `C12`."""


class SourceFile(Record, frozen=True, kw_only=True):
    """A text file of a post as it was read: reporters quote it, fixes edit it."""

    path: str
    """The file as a person names it."""
    text: str
    """Decoded, line ends as they stand on disk, without a byte-order mark."""
    encoding: str = "utf-8"
    """`utf-8`, `gb18030` or `cp950`, which is Big5."""
    bom: bool = False
    offset: int = 0
    """Where `text` starts in the decoded file: 0, or the start of the row when the file is a manifest, so that a post
    carries its own row and not the whole manifest. Ranges always count from the start of the file."""
    first_line: int = 1
    """1-based number of the file's line that `text` starts on; it always starts at the beginning of a line."""
    separator: str = ""
    """What stands between two cells when `text` is one row of a table; told from the table's first line."""
    cells: tuple[CellStart, ...] = ()
    """The cells that `text` consists of when it is one row of a workbook, in order, a line feed between two of them.
    The file has no characters of its own then: lines are its rows, and columns count inside a cell."""

    def inside(self, place: TextRange) -> TextRange:
        """Return a range of the file counted from the start of `text`."""
        return TextRange(place.start - self.offset, place.end - self.offset)

    def in_file(self, place: TextRange) -> TextRange:
        """Return a range of `text` counted from the start of the file."""
        return TextRange(place.start + self.offset, place.end + self.offset)

    def characters(self, place: TextRange) -> str:
        """Return the characters that stand at a range of the file."""
        start, end = self.inside(place)
        return self.text[start:end]


class Excerpt(Record, frozen=True, kw_only=True):
    """The lines of a text file that a finding stands on, so that a reporter needs no file."""

    line: int
    """1-based number of the first line."""
    text: str
    """That line, without its end."""
    start: int
    """0-based offset of the finding in `text`, in code points."""
    end_line: int
    end: int
    """0-based offset of the finding's end in its last line, exclusive."""
    end_text: str = ""
    """The last line, when it is another one."""
    cell: str = ""
    """The cell of a workbook that it quotes: `C12`; its line is the row then, its text that of the whole cell."""

"""From an offset in a text file to its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from rednote_lint.model import Excerpt, SourceFile, TextRange

LINE_END = re.compile(r"\r\n|\n|\r")
_CELL_BREAK = re.compile(r"[\r\n]")


class Position(NamedTuple):
    """A place in a text file, all numbers 1-based."""

    line: int
    column: int
    """In code points."""


_BREAK = "⏎"
"""Shown in a quoted cell for each character of a line end, so that the cell is one line."""


class Lines:
    """The lines of one text file; a line ends at LF, CR LF or CR, as editors count. Each cell of a workbook is one."""

    def __init__(self, source: SourceFile) -> None:
        """Find where each line starts."""
        self._text = source.text
        self._base = source.offset
        self._first_line = source.first_line
        self._cells = [cell.name for cell in source.cells]
        ends = (match.end() for match in LINE_END.finditer(source.text))
        self._starts = [cell.start for cell in source.cells] or [0, *ends]
        self._cut: dict[int, str] = {}

    def position(self, offset: int) -> Position:
        """Return the place of a file offset; one outside the text is drawn to its edge."""
        index, inside = self._split(offset)
        return Position(self._number(index), inside + 1)

    def cell(self, offset: int) -> str:
        """Return the cell of a workbook that a file offset lies in; empty for other files."""
        return self._cells[self._split(offset)[0]] if self._cells else ""

    def excerpt(self, place: TextRange) -> Excerpt:
        """Return the lines that a range stands on, with the range's ends inside them."""
        first, start = self._split(place.start)
        last, end = self._split(max(place.end, place.start))
        if last > first and end == 0:
            last, end = last - 1, len(self._line(last - 1))
        text = self._line(first)
        return Excerpt(
            line=self._number(first),
            text=text,
            start=min(start, len(text)),
            end_line=self._number(last),
            end=min(end, len(self._line(last))),
            end_text=self._line(last) if last > first else "",
            cell=self._cells[first] if self._cells else "",
        )

    def _number(self, index: int) -> int:
        return self._first_line if self._cells else self._first_line + index

    def _split(self, offset: int) -> tuple[int, int]:
        """Return the index of the line that an offset stands on, and the offset inside that line."""
        offset = min(max(offset - self._base, 0), len(self._text))
        index = bisect_right(self._starts, offset) - 1
        return index, offset - self._starts[index]

    def _line(self, index: int) -> str:
        """Return a line; all findings on it share one string, for a line may be as long as the text."""
        if index not in self._cut:
            following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            line = self._text[self._starts[index] : following]
            if self._cells:
                line = _CELL_BREAK.sub(_BREAK, line.removesuffix("\n") if index + 1 < len(self._starts) else line)
            self._cut[index] = line.rstrip("\r\n")
        return self._cut[index]

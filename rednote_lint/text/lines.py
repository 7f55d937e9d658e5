"""From an offset in a text file to its line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from rednote_lint.model import Excerpt, SourceFile, TextRange

LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text file, all numbers 1-based."""

    line: int
    column: int
    """In code points."""


class Lines:
    """The lines of one text file; a line ends at LF, CR LF or CR, as editors count."""

    def __init__(self, source: SourceFile) -> None:
        """Find where each line starts."""
        self._text = source.text
        self._base = source.offset
        self._first_line = source.first_line
        self._starts = [0, *(match.end() for match in LINE_END.finditer(source.text))]
        self._cut: dict[int, str] = {}

    def position(self, offset: int) -> Position:
        """Return the place of a file offset; one outside the text is drawn to its edge."""
        index, inside = self._split(offset)
        return Position(self._first_line + index, inside + 1)

    def excerpt(self, place: TextRange) -> Excerpt:
        """Return the lines that a range stands on, with the range's ends inside them."""
        first, start = self._split(place.start)
        last, end = self._split(max(place.end, place.start))
        if last > first and end == 0:
            last, end = last - 1, len(self._line(last - 1))
        text = self._line(first)
        return Excerpt(
            line=self._first_line + first,
            text=text,
            start=min(start, len(text)),
            end_line=self._first_line + last,
            end=min(end, len(self._line(last))),
            end_text=self._line(last) if last > first else "",
        )

    def _split(self, offset: int) -> tuple[int, int]:
        """Return the index of the line that an offset stands on, and the offset inside that line."""
        offset = min(max(offset - self._base, 0), len(self._text))
        index = bisect_right(self._starts, offset) - 1
        return index, offset - self._starts[index]

    def _line(self, index: int) -> str:
        """Return a line; all findings on it share one string, for a line may be as long as the text."""
        if index not in self._cut:
            following = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            self._cut[index] = self._text[self._starts[index] : following].rstrip("\r\n")
        return self._cut[index]

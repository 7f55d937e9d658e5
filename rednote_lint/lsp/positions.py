"""Converts offsets in code points to LSP positions in UTF-8, UTF-16 or UTF-32 units, and back."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum

from lsprotocol import types

from rednote_lint.model import TextRange

_LINE_END = re.compile(r"\r\n|\n|\r")
BOM = "\ufeff"


class Units(StrEnum):
    """What a client counts columns in."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"


_CODECS = {Units.UTF_8: ("utf-8", 1), Units.UTF_16: ("utf-16-le", 2), Units.UTF_32: ("utf-32-le", 4)}
"""Codec and bytes of one unit."""


class Positions:
    """The lines of one version of a text, as the protocol counts them: CR LF, LF and CR end a line, nothing else does.

    Args:
        text: as the editor holds it, a byte-order mark included.
        units: what columns are counted in.
    """

    def __init__(self, text: str, units: Units) -> None:
        self._text = text
        self._base = 1 if text.startswith(BOM) else 0  # Offsets of ours count from behind the mark.
        self._codec, self._width = _CODECS[units]
        self._starts = [0]
        self._ends = []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset; one outside the text, or between CR and LF, is drawn to the edge."""
        at = min(max(offset + self._base, 0), len(self._text))
        line = bisect_right(self._starts, at) - 1
        before = self._text[self._starts[line] : min(at, self._ends[line])]
        return types.Position(line, len(self._encoded(before)) // self._width)

    def range(self, place: TextRange) -> types.Range:
        """Return the range of a place."""
        return types.Range(self.position(place.start), self.position(max(place.start, place.end)))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one behind a line's end is that end, one inside a character its start."""
        if position.line >= len(self._starts):
            return len(self._text) - self._base
        line = self._text[self._starts[position.line] : self._ends[position.line]]
        units = self._encoded(line)[: max(position.character, 0) * self._width]
        whole = self._whole(units)
        if len(self._encoded(line[:whole])) > len(units):
            whole -= 1  # Half of a pair of surrogates decodes to itself.
        return self._starts[position.line] + whole - self._base

    def line(self, number: int, column: int | None = None) -> TextRange:
        """Return what stands on a 1-based line, from a 1-based column on; the last line where there are fewer."""
        index = min(max(number - 1, 0), len(self._starts) - 1)
        start, end = self._starts[index], self._ends[index]
        first = min(start + max((column or 1) - 1, 0), end)
        return TextRange(first - self._base, end - self._base)

    def line_of(self, offset: int) -> TextRange:
        """Return the line that an offset stands on."""
        return self.line(bisect_right(self._starts, offset + self._base))

    def characters(self, place: TextRange) -> str:
        """Return the characters of a place."""
        return self._text[place.start + self._base : place.end + self._base]

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._codec, "surrogatepass")

    def _whole(self, units: bytes) -> int:
        """Count the whole characters at the start of some units."""
        try:
            return len(units.decode(self._codec, "surrogatepass"))
        except UnicodeDecodeError as error:
            return len(units[: error.start].decode(self._codec, "surrogatepass"))

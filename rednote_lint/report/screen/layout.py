"""Lines of a report on the screen: how wide, how indented, how sentences are broken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import TextIO

from rednote_lint.report.base import Display
from rednote_lint.report.screen.paint import Piece, Role, Writer, writer_for
from rednote_lint.report.width import cells, wrap

GAP = "   "
NARROWEST = 40
"""Below this many cells, text is left to the terminal's own wrapping."""
PIPED = 100
"""Cells of a file or a pipe, which have no width of their own, unless `COLUMNS` says otherwise."""


def width_of(stream: TextIO, display: Display, widest: int) -> int:
    """Return the columns to fill: as asked, else the terminal's, between the narrowest and the widest."""
    return min(max(display.width or _columns(stream), NARROWEST), widest)


def _columns(stream: TextIO) -> int:
    if stream.isatty():
        return shutil.get_terminal_size().columns
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdecimal() else PIPED


class Page:
    """Writes sentences and labelled lines of a width to a stream.

    Args:
        stream: where to write.
        display: colours and width as the user wants them.
        widest: cells that are used at most.
    """

    def __init__(self, stream: TextIO, display: Display, widest: int) -> None:
        self.width = width_of(stream, display, widest)
        self.is_watched = stream.isatty()
        self._writer: Writer = writer_for(stream, display.colour)

    def line(self, *pieces: Piece) -> None:
        """Write pieces side by side."""
        self._writer.line(*pieces)

    def row(self, pieces: Sequence[Piece]) -> None:
        """Write pieces side by side with gaps where they fit on one line, below each other otherwise."""
        if sum(cells(text) + len(GAP) for text, _ in pieces) - len(GAP) > self.width:
            for piece in pieces:
                self.line(piece)
            return
        spaced = [part for piece in pieces for part in ((GAP, Role.PLAIN), piece)]
        self.line(*spaced[1:])

    def rule(self) -> None:
        """Write a horizontal rule."""
        self._writer.line(("─" * self.width, Role.LABEL))

    def hanging(self, start: Piece, text: str, role: Role = Role.PLAIN, *, indent: int) -> None:
        """Write a sentence after a start of a line; further lines are indented.

        Args:
            start: what stands first, padded to `indent` cells.
            text: the sentence.
            role: its style.
            indent: cells before the sentence, on every line.
        """
        padding = " " * max(indent - cells(start[0]), 0)
        for index, part in enumerate(wrap(text, self.width - indent)):
            if index == 0:
                self._writer.line(start, (padding + part, role))
            else:
                self._writer.line((" " * indent, Role.PLAIN), (part, role))

    def labelled(self, start: Piece, text: str, role: Role = Role.PLAIN, *, indent: int) -> None:
        """Write a sentence right after a label; further lines are indented.

        Args:
            start: the label.
            text: the sentence.
            role: its style.
            indent: cells before further lines.
        """
        first, *others = wrap(start[0] + text, self.width - indent)
        self._writer.line(start, (first[len(start[0]) :], role))
        for part in others:
            self._writer.line((" " * indent, Role.PLAIN), (part, role))

    def ends(self, left: Piece, text: str, right: str, *, indent: int) -> None:
        """Write a sentence with something at the right end of its last line, or on a line of its own.

        Args:
            left: what stands before the sentence.
            text: the sentence, in bold.
            right: what stands at the right end.
            indent: cells of `left`.
        """
        room = self.width - indent
        lines = wrap(text, room)
        gap = room - cells(lines[-1]) - cells(right)
        beside = gap >= 2
        for number, part in enumerate(lines, start=1):
            aside = (" " * gap + right, Role.LABEL) if beside and number == len(lines) else ("", Role.PLAIN)
            self._writer.line(left if number == 1 else (" " * indent, Role.PLAIN), (part, Role.CODE), aside)
        if not beside and right:
            self.hanging((" " * indent, Role.PLAIN), right, Role.LABEL, indent=indent)

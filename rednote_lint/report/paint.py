"""Lines made of styled pieces, and the two ways of writing them: with colours, and without."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol, TextIO

from rednote_lint.report.width import visible


class Role(StrEnum):
    """What a piece of a line is; the value is its style in the words of rich."""

    PLAIN = "none"
    ERROR = "bold red"
    WARNING = "bold yellow"
    INFO = "bold blue"
    CODE = "bold"
    STRONG = "bold underline"
    PLACE = "cyan"
    LABEL = "dim"
    GOOD = "green"


Piece = tuple[str, Role]


class Writer(Protocol):
    """Writes one line at a time."""

    def line(self, *pieces: Piece) -> None:
        """Write the pieces side by side and end the line; control characters in them are made visible."""
        ...


class PlainWriter:
    """Writes the characters and nothing else."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        self._stream = stream

    def line(self, *pieces: Piece) -> None:
        """Write the pieces side by side and end the line; control characters in them are made visible."""
        self._stream.write("".join(visible(text) for text, _ in pieces).rstrip() + "\n")


class ColourWriter:
    """Writes through rich, in the sixteen colours of the terminal's own theme."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`."""
        from rich.console import Console

        self._console = Console(file=stream, force_terminal=True, color_system="standard", soft_wrap=True)

    def line(self, *pieces: Piece) -> None:
        """Write the pieces side by side and end the line; control characters in them are made visible."""
        from rich.text import Text

        # Text takes its pieces literally, so a caption with [red] in it is no markup.
        self._console.print(Text.assemble(*((visible(text), role.value) for text, role in pieces)))


def writer_for(stream: TextIO, colour: bool | None, environment: Mapping[str, str] = os.environ) -> Writer:
    """Return the writer that the stream, the user's wish and the environment ask for."""
    wanted = _colour_fits(stream, environment) if colour is None else colour
    return ColourWriter(stream) if wanted else PlainWriter(stream)


def _colour_fits(stream: TextIO, environment: Mapping[str, str]) -> bool:
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"

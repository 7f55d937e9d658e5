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
    LINK = "dim underline"
    """An address, which a terminal that takes them gets as a hyperlink (OSC 8)."""


class Links(StrEnum):
    """What becomes of an address on the screen."""

    HYPER = "hyper"
    PLAIN = "plain"


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
    """Writes through rich, in the sixteen colours of the terminal's own theme.

    Args:
        stream: where to write.
        links: whether addresses are hyperlinks.
    """

    def __init__(self, stream: TextIO, links: Links) -> None:
        from rich.console import Console

        self._console = Console(file=stream, force_terminal=True, color_system="standard", soft_wrap=True)
        self._links = links

    def line(self, *pieces: Piece) -> None:
        """Write the pieces side by side and end the line; control characters in them are made visible."""
        from rich.text import Text

        # Text takes its pieces literally, so a caption with [red] in it is no markup.
        self._console.print(Text.assemble(*((visible(text), self._style(text, role)) for text, role in pieces)))

    def _style(self, text: str, role: Role) -> str:
        address = text.strip()
        is_link = role is Role.LINK and self._links is Links.HYPER and address.isascii() and " " not in address
        return f"{role.value} link {address}" if is_link else role.value


def writer_for(stream: TextIO, colour: bool | None, environment: Mapping[str, str] = os.environ) -> Writer:
    """Return the writer that the stream, the user's wish and the environment ask for."""
    takes_escapes = stream.isatty() and environment.get("TERM") != "dumb"
    wanted = _colour_fits(environment, takes_escapes=takes_escapes) if colour is None else colour
    return ColourWriter(stream, Links.HYPER if takes_escapes else Links.PLAIN) if wanted else PlainWriter(stream)


def _colour_fits(environment: Mapping[str, str], *, takes_escapes: bool) -> bool:
    if environment.get("NO_COLOR"):
        return False
    return bool(environment.get("FORCE_COLOR")) or takes_escapes

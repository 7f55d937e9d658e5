"""Details of posts, deflated together and held beside the memory, until a page takes them over."""

from __future__ import annotations

import json
import math
import shutil
import tempfile
import zlib
from base64 import b64encode
from typing import IO, TextIO

from rednote_lint.report.html import page

TOGETHER = 40
"""Posts whose details are packed together."""
_IN_MEMORY = 4_000_000
"""Characters of a part that are held before it goes to the disk."""


class Packs:
    """Packs details in the order in which they come.

    Args:
        name: stands before the numbers of the packs.
    """

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._part = part()
        self._waiting: list[str] = []
        self._packed = 0
        self.size = 0
        """Characters that were written so far."""

    def add(self, details: str) -> str:
        """Take the details of a post, and return where they are: pack and place in it."""
        place = f"{self._name}{self._packed}:{len(self._waiting)}"
        self._waiting.append(details)
        if len(self._waiting) == TOGETHER:
            self._close()
        return place

    def copy_to(self, stream: TextIO, room: float = math.inf) -> int:
        """Write the first packs, as many as there is room for; nothing can be added any more.

        Args:
            stream: of the page.
            room: characters.

        Returns:
            How many characters were written.
        """
        if self._waiting:
            self._close()
        written = 0
        with self._part as packs:
            packs.seek(0)
            for pack in packs:  # Each is one line.
                if written + len(pack) > room:
                    break
                stream.write(pack)
                written += len(pack)
        return written

    def _close(self) -> None:
        written = page.rendered("pack.html", number=f"{self._name}{self._packed}", data=deflated(self._waiting))
        self._part.write(written)
        self.size += len(written)
        self._waiting = []
        self._packed += 1


def deflated(value: object) -> str:
    """Return JSON as Base64 of what zlib makes of it: its own header and sum are a few bytes, and browsers check it."""
    data = zlib.compress(json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 6)
    return b64encode(data).decode("ascii")


def part() -> IO[str]:
    """Return a part of a page, in memory as long as it is small."""
    return tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n")


def copied(part: IO[str], stream: TextIO) -> None:
    """Write a part to the page, and close it."""
    with part:
        part.seek(0)
        shutil.copyfileobj(part, stream)

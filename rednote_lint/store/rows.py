"""Rows of the store, and the side of it that facts may use."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

from rednote_lint.model import Record

_CHECKSUM = 8
"""Bytes; it guards against damage, not against forgery."""


_SHORT = 300
"""Bytes of an answer up to which compression saves nothing."""
_LEVEL = 1
"""Of compression: a higher one takes longer and saves a twentieth more."""
_COMPRESSED = b"\x78"
"""How what zlib compresses begins."""


class FactRow(Record, frozen=True, kw_only=True):
    """One answer about one content, as the store keeps it; workers return such rows, the driver writes them."""

    content: str
    """SHA-256 of what the answer is about, in hexadecimal: a file, or everything that a post is made of."""
    analyzer: str
    """Name, version and parameters of what gave the answer; the name ends at the first `/`."""
    answer: bytes

    @property
    def checksum(self) -> bytes:
        """What is stored beside the answer, so that a damaged one is none: SQLite does not notice a changed bit."""
        digest = hashlib.blake2b(self.answer, digest_size=_CHECKSUM)
        digest.update(f"\0{self.content}\0{self.analyzer}".encode())
        return digest.digest()

    @property
    def stored(self) -> bytes:
        """The answer as the store keeps it: compressed where it is long enough."""
        return self.answer if len(self.answer) <= _SHORT else zlib.compress(self.answer, _LEVEL)


def row_of(content: str, analyzer: str, stored: object, checksum: object) -> FactRow | None:
    """Return what was stored; None where it is damaged. Older versions compressed nothing: the checksum tells."""
    for answer in _answers(stored) if isinstance(stored, bytes) else ():
        row = FactRow(content=content, analyzer=analyzer, answer=answer)
        if row.checksum == checksum:
            return row
    return None


def _answers(stored: bytes) -> Iterator[bytes]:
    if stored.startswith(_COMPRESSED):
        with suppress(zlib.error):
            yield zlib.decompress(stored)
    yield stored


class FactReader(Protocol):
    """The side of a store that facts may use: reading only."""

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None; arguments as in `FactRow`."""
        ...

"""Rows of the store, and the side of it that facts may use."""

from __future__ import annotations

import hashlib
from typing import Protocol

from rednote_lint.model import Record

_CHECKSUM = 8
"""Bytes; it guards against damage, not against forgery."""


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


class FactReader(Protocol):
    """The side of a store that facts may use: reading only."""

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None; arguments as in `FactRow`."""
        ...

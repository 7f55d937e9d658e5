"""A mapping of keys to the first value that each had, whose memory does not grow with a run of any length."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

MOST = 4096
"""Keys that are held in memory; from there on they are in a file that the system deletes."""
_CACHE = 2048
"""KiB of that file that are held in memory."""
_TABLE = "CREATE TABLE seen (key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"


class FirstSeen:
    """Remembers the first value of each key."""

    def __init__(self) -> None:
        self._few: dict[bytes, bytes] = {}
        self._many: sqlite3.Connection | None = None

    def setdefault(self, key: str, value: str) -> str:
        """Return the first value of a key, which is this one where there was none."""
        return self._first(_digest(key), _raw(value)).decode("utf-8", "surrogatepass")

    def add(self, key: str) -> bool:
        """Remember a key, and say whether it is new."""
        digest = _digest(key)
        if self._many is not None:
            return self._inserted(self._many, digest, b"")
        before = len(self._few)
        self._first(digest, b"")
        return self._many is not None or len(self._few) > before

    def _first(self, key: bytes, value: bytes) -> bytes:
        if self._many is None:
            found = self._few.setdefault(key, value)
            if len(self._few) > MOST:
                self._many = _spilled(self._few)
                self._few = {}
            return found
        if self._inserted(self._many, key, value):
            return value
        (found,) = self._many.execute("SELECT value FROM seen WHERE key = ?", (key,)).fetchone()
        return bytes(found)

    def _inserted(self, database: sqlite3.Connection, key: bytes, value: bytes) -> bool:
        return database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, value)).rowcount > 0


def _spilled(few: dict[bytes, bytes]) -> sqlite3.Connection:
    import sqlite3

    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE}"):
        database.execute(f"PRAGMA {pragma}")
    database.execute(_TABLE)
    database.execute("BEGIN")  # What nobody else reads is never committed.
    database.executemany("INSERT INTO seen VALUES (?, ?)", few.items())
    return database


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _digest(key: str) -> bytes:
    return hashlib.blake2b(_raw(key), digest_size=16).digest()

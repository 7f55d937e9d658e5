"""SQLite store of facts, keyed by a file's content and by what analysed it; used by one writer, the driver.

The store is an optimisation only: whatever goes wrong with it (locked, read-only, damaged, no space) is the same as not
having the answer, and never fails a run.
"""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import Protocol

from rednote_lint.model import Record

_FILE = "facts-2.sqlite3"
_TABLE = """
CREATE TABLE IF NOT EXISTS facts (
  content TEXT NOT NULL, analyzer TEXT NOT NULL, answer BLOB NOT NULL,
  written TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (content, analyzer)
) WITHOUT ROWID
"""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""


class FactRow(Record, frozen=True, kw_only=True):
    """One fact about one content, as the store keeps it; workers return such rows, the driver writes them."""

    content: str
    """SHA-256 of the file, in hexadecimal."""
    analyzer: str
    """Name, version and parameters of what gave the answer."""
    answer: bytes


class FactReader(Protocol):
    """The side of a store that facts may use: reading only."""

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None; arguments as in `FactRow`."""
        ...


class Store:
    """A SQLite file of facts, opened at the first question; without one, nothing is found and nothing kept.

    Args:
        folder: where the file lies; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._path = store_file(folder)

    @cached_property
    def _database(self) -> sqlite3.Connection | None:
        return _opened(self._path)

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None; arguments as in `FactRow`."""
        if self._database is None:
            return None
        with contextlib.suppress(sqlite3.Error):
            row = self._database.execute(
                "SELECT answer FROM facts WHERE content = ? AND analyzer = ?", (content, analyzer)
            ).fetchone()
            return bytes(row[0]) if row is not None else None
        return None

    def put(self, row: FactRow) -> None:
        """Store a fact, in place of an older one."""
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO facts (content, analyzer, answer) VALUES (?, ?, ?)",
                (row.content, row.analyzer, row.answer),
            )

    def count(self) -> int:
        """Return how many answers are stored."""
        if self._database is None:
            return 0
        with contextlib.suppress(sqlite3.Error):
            return int(self._database.execute("SELECT count(*) FROM facts").fetchone()[0])
        return 0

    def close(self) -> None:
        """Close the file; a later question opens it again."""
        database = self.__dict__.pop("_database", None)
        if database is not None:
            database.close()


def store_file(folder: Path) -> Path:
    """Return the path of the store in a cache folder, whether it exists or not."""
    return folder / _FILE


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open the database; a damaged one is put aside once and begun anew."""
    for _ in range(2):
        database = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_PATIENCE, check_same_thread=False)
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(_TABLE)
            return database
        except sqlite3.OperationalError:
            # Locked, read-only or no space: it may be fine tomorrow, so it is left alone.
            _close(database)
            return None
        except (sqlite3.DatabaseError, OSError):
            _close(database)
            with contextlib.suppress(OSError):
                path.unlink()
    return None


def _close(database: sqlite3.Connection | None) -> None:
    if database is not None:
        with contextlib.suppress(sqlite3.Error):
            database.close()

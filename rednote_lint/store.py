"""Facts on disk, keyed by content and extractor, so that a file is looked at once however often it is checked.

The store is an optimisation only: whatever goes wrong with it (locked, read-only, damaged, no space) is the same as not
having the answer, and never fails a run.
"""

from __future__ import annotations

import contextlib
import sqlite3
from functools import cache
from pathlib import Path

from rednote_lint.media.hashing import sha256_of

_FILE = "facts-1.sqlite3"
_TABLE = """
CREATE TABLE IF NOT EXISTS facts (
  content TEXT NOT NULL, extractor TEXT NOT NULL, answer BLOB NOT NULL,
  written TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (content, extractor)
) WITHOUT ROWID
"""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes."""


class Store:
    """A SQLite file of answers.

    Args:
        folder: where the file lies; made when it is missing.
    """

    def __init__(self, folder: Path) -> None:
        """Open the file, or go on without."""
        self._database = _opened(store_file(folder))

    def get(self, content: str, extractor: str) -> bytes | None:
        """Return the stored answer, or None.

        Args:
            content: sha256 of the file.
            extractor: name, version and parameters of what looked at it.
        """
        if self._database is None:
            return None
        with contextlib.suppress(sqlite3.Error):
            row = self._database.execute(
                "SELECT answer FROM facts WHERE content = ? AND extractor = ?", (content, extractor)
            ).fetchone()
            return bytes(row[0]) if row is not None else None
        return None

    def put(self, content: str, extractor: str, answer: bytes) -> None:
        """Store an answer, in place of an older one."""
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error), self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO facts (content, extractor, answer) VALUES (?, ?, ?)",
                (content, extractor, answer),
            )

    def count(self) -> int:
        """Return how many answers are stored."""
        if self._database is None:
            return 0
        with contextlib.suppress(sqlite3.Error):
            return int(self._database.execute("SELECT count(*) FROM facts").fetchone()[0])
        return 0

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


def store_file(folder: Path) -> Path:
    """Return the path of the store in a cache folder, whether it exists or not."""
    return folder / _FILE


@cache
def store_in(folder: Path) -> Store:
    """Return this process's store in a folder, opened once."""
    return Store(folder)


def content_key(path: str) -> str | None:
    """Return the sha256 of a file's content, or None when it cannot be read or is no file, such as a pipe."""
    try:
        if not Path(path).is_file():
            return None
        return sha256_of(path)
    except OSError:
        return None


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

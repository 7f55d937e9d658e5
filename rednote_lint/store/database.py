"""Opens the SQLite file of the store, and puts a damaged one aside while no other process has it open."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from enum import Enum
from pathlib import Path

from rednote_lint.store.lease import alone

VERSION = 3
"""Raised when the tables change; it is part of the file's name, so that versions of the program share a folder."""
PATIENCE = 0.5
"""Seconds to wait for another process that writes."""
_ATTEMPTS = 10
_TURN = PATIENCE / _ATTEMPTS / 2
"""Seconds that an attempt waits in SQLite, and again between two: not every lock is one that it waits for."""
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
  content TEXT NOT NULL, analyzer TEXT NOT NULL, answer BLOB NOT NULL, checksum BLOB NOT NULL, used INTEGER NOT NULL,
  PRIMARY KEY (content, analyzer)
)
"""
_BY_USE = "CREATE INDEX IF NOT EXISTS answers_by_use ON answers (used)"


class Broken(Enum):
    """Why a database gives no answers."""

    DAMAGED = "damaged"
    """It is no database, or not the one that was written."""
    LOCKED = "locked"
    """Another process holds it for itself at this moment."""
    OTHER = "other"
    """It is of another version of the program."""
    UNUSABLE = "unusable"
    """Read-only, or no space: it may be fine tomorrow, so it is left alone."""


def opened(path: Path) -> sqlite3.Connection | Broken:
    """Open the database, made where it is missing; in a folder that cannot be written it is only read."""
    for _ in range(_ATTEMPTS):
        database = _attempt(path)
        if database is not Broken.LOCKED:
            return database
        time.sleep(_TURN)
    return Broken.UNUSABLE


def _attempt(path: Path) -> sqlite3.Connection | Broken:
    database = None
    try:
        if path.exists() and not os.access(path.parent, os.W_OK):
            return _read_only(path)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its other files the same mode.
        database = sqlite3.connect(path, timeout=_TURN, check_same_thread=False, isolation_level=None)
        return _prepared(database)
    except (sqlite3.Error, OSError) as error:
        close(database)
        return broken_by(error)


def broken_by(error: Exception) -> Broken:
    """Tell a damaged database from one that cannot be used now."""
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return Broken.DAMAGED
    locked = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return Broken.LOCKED if locked else Broken.UNUSABLE


def replaced(path: Path) -> bool:
    """Delete a damaged database where no other process has it open, and say whether it is gone."""
    with alone(path) as is_alone:
        if not is_alone:
            return False
        try:
            for file in files_of(path):
                file.unlink(missing_ok=True)
        except OSError:
            return False
    return True


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files that a database consists of, whether they exist or not."""
    return path, Path(f"{path}-wal"), Path(f"{path}-shm")


def close(database: sqlite3.Connection | None) -> None:
    """Close a database, if there is one."""
    if database is not None:
        with contextlib.suppress(sqlite3.Error):
            database.close()


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection | Broken:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in (0, VERSION):
        close(database)
        return Broken.OTHER
    if version == 0:
        database.execute("PRAGMA auto_vacuum=INCREMENTAL")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    if version == 0:
        database.execute("BEGIN IMMEDIATE")
        database.execute(_TABLE)
        database.execute(_BY_USE)
        database.execute(f"PRAGMA user_version={VERSION}")
        database.execute("COMMIT")
    database.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
    return database


def _read_only(path: Path) -> sqlite3.Connection | Broken:
    """Open a database that nobody here can write; beside it lies no file of locks, so it is taken as it is."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return database
    close(database)
    return Broken.OTHER

"""The store of one process: reads answers, writes new ones in short transactions, forgets the oldest.

The store is an optimisation only: whatever goes wrong with it (locked, read-only, damaged, no space) is the same as not
having the answer, and never fails a run.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from rednote_lint.store.database import VERSION, Broken, broken_by, close, opened, replaced
from rednote_lint.store.lease import Lease
from rednote_lint.store.rows import FactRow, row_of

_FILE = f"store-{VERSION}.sqlite3"
LARGEST = 512 * 1024 * 1024
"""Bytes of the database from which answers that were not used for longest are deleted at the end of a run."""
_KEPT = 0.8
"""Share of the largest size that is left then."""
_DAY = 86_400
_AT_ONCE = 100
"""Rows deleted in one transaction, so that others that write wait for a moment only."""
_GET = "SELECT answer, checksum, used FROM answers WHERE content = ? AND analyzer = ?"
_PUT = "INSERT OR REPLACE INTO answers (content, analyzer, answer, checksum, used) VALUES (?, ?, ?, ?, ?)"
_PRUNE = "DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers ORDER BY used LIMIT ?)"
_PAGES = (
    "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
)


class Store:
    """A SQLite file of answers, opened at the first question; without one, nothing is found and nothing kept.

    Args:
        folder: where the file lies; made when it is missing.
        largest: bytes that it may grow to.
    """

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self._path = store_file(folder)
        self._largest = largest
        self._lease = Lease(self._path)
        self._database: sqlite3.Connection | Broken | None = None
        self._aging: list[FactRow] = []
        self._wrote = False

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None; arguments as in `FactRow`."""
        database = self._opened()
        if database is None:
            return None
        try:
            found = database.execute(_GET, (content, analyzer)).fetchone()
        except sqlite3.Error as error:
            self._fail(error)
            return None
        row = row_of(content, analyzer, found[0], found[1]) if found is not None else None
        if row is None:
            return None
        if time.time() - found[2] > _DAY:
            self._aging.append(row)
        return row.answer

    def aging(self) -> tuple[FactRow, ...]:
        """Return what was read since the last call and not used for a day; written again, it counts as used."""
        rows, self._aging = tuple(self._aging), []
        return rows

    def put(self, rows: Iterable[FactRow]) -> None:
        """Store answers in one transaction, in place of older ones."""
        now = int(time.time())
        values = [(row.content, row.analyzer, row.stored, row.checksum, now) for row in rows]
        database = self._opened() if values else None
        if database is None:
            return
        try:
            database.execute("BEGIN IMMEDIATE")
            database.executemany(_PUT, values)
            database.execute("COMMIT")
            self._wrote = True
        except sqlite3.Error as error:
            self._fail(error)

    def close(self) -> None:
        """Delete what is too much, and close the file; a later question opens it again."""
        if isinstance(self._database, sqlite3.Connection):
            if self._wrote:
                self._prune(self._database)
            close(self._database)
        self._database, self._wrote = None, False
        self._lease.give_up()

    def _opened(self) -> sqlite3.Connection | None:
        """Open the database; a damaged one is deleted once and begun anew."""
        if self._database is None:
            self._database = self._open()
            if self._database is Broken.DAMAGED:
                self._database = self._open_anew()
        return self._database if isinstance(self._database, sqlite3.Connection) else None

    def _open(self) -> sqlite3.Connection | Broken:
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        return opened(self._path) if self._lease.take() else Broken.UNUSABLE

    def _open_anew(self) -> sqlite3.Connection | Broken:
        self._lease.give_up()
        return self._open() if replaced(self._path) else Broken.DAMAGED

    def _fail(self, error: sqlite3.Error) -> None:
        """Give up what cannot be read or written; a damaged database is begun anew, one without space is only read."""
        broken = broken_by(error)
        if isinstance(self._database, sqlite3.Connection):
            try:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
            except sqlite3.Error:
                broken = Broken.DAMAGED
            if broken is Broken.DAMAGED:
                close(self._database)
                self._database = self._open_anew()

    def _prune(self, database: sqlite3.Connection) -> None:
        try:
            if _size(database) <= self._largest:
                return
            while _size(database) > self._largest * _KEPT and database.execute(_PRUNE, (_AT_ONCE,)).rowcount > 0:
                pass
            database.executescript("PRAGMA incremental_vacuum")  # `execute` would free the first page only.
        except sqlite3.Error:
            return


def store_file(folder: Path) -> Path:
    """Return the path of the store in a cache folder, whether it exists or not."""
    return folder / _FILE


def _size(database: sqlite3.Connection) -> int:
    """Return the bytes of the pages that hold something."""
    return int(database.execute(_PAGES).fetchone()[0])

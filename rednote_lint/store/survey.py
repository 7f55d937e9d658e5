"""What the cache folder holds, and how it is emptied; for people, never in a run."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from rednote_lint.model import Record
from rednote_lint.store.database import close, files_of, opened
from rednote_lint.store.lease import alone, lock_path
from rednote_lint.store.store import LARGEST, store_file

_BY_KIND = "SELECT substr(analyzer, 1, instr(analyzer || '/', '/') - 1), count(*) FROM answers GROUP BY 1 ORDER BY 1"
_FETCHED = "remote"
_OURS = ("store-*.sqlite3*", "facts-*.sqlite3*", "pack-*.msgpack", f"{_FETCHED}/*/*")
"""What versions of the program have kept in a cache folder; nothing else there is touched."""


class Survey(Record, frozen=True, kw_only=True):
    """The state of a cache folder."""

    folder: str
    size: int = 0
    """Bytes of all files of ours, those of other versions and compiled packs included."""
    largest: int = LARGEST
    """Bytes that the store may grow to before the least recently used answers are deleted."""
    entries: dict[str, int] = {}
    """Name of what gave the answers -> how many there are, in the store of this version."""
    readable: bool = True
    """Whether the store could be read, or is not there yet."""


def survey(folder: Path) -> Survey:
    """Count what a cache folder holds; nothing is made where it does not exist."""
    size = sum(path.stat().st_size for path in _files(folder))
    path = store_file(folder)
    if not path.is_file():
        return Survey(folder=str(folder), size=size)
    database = opened(path)
    if not isinstance(database, sqlite3.Connection):
        return Survey(folder=str(folder), size=size, readable=False)
    try:
        entries = {name: count for name, count in database.execute(_BY_KIND)}
    except sqlite3.Error:
        return Survey(folder=str(folder), size=size, readable=False)
    finally:
        close(database)
    return Survey(folder=str(folder), size=size, entries=entries)


def clear(folder: Path) -> bool:
    """Delete what versions of the program have kept; False, and nothing deleted, while a run uses the store.

    Raises:
        OSError: a file cannot be deleted.
    """
    path = store_file(folder)
    if not folder.is_dir():
        return True
    with alone(path) as is_alone:
        if not is_alone:
            return False
        for file in (*files_of(path), *_files(folder)):
            if file != lock_path(path):
                file.unlink(missing_ok=True)
        for emptied in (*folder.glob(f"{_FETCHED}/*"), folder / _FETCHED):
            if emptied.is_dir() and not any(emptied.iterdir()):
                emptied.rmdir()
    return True


def _files(folder: Path) -> list[Path]:
    return sorted(path for pattern in _OURS for path in folder.glob(pattern) if path.is_file())

"""Locks on a file beside the database: shared while it is open, exclusive to delete it.

SQLite does not notice that a file in use was replaced, and would mix the log of the old one with the pages of the new.
On Windows the system refuses to delete an open file, and no lock is needed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class Lease:
    """The shared lock of one process, which the system gives up at any death.

    Args:
        path: the database.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Take the lock; False while another process deletes the database. A folder without locks has none."""
        if fcntl is None:
            return True
        try:
            self._handle = _lock_file(self._path)
            fcntl.flock(self._handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            self.give_up()
            return False
        except OSError:
            self.give_up()
        return True

    def give_up(self) -> None:
        """Release the lock."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold the lock exclusively; gives whether no other process has the database open."""
    if fcntl is None:
        yield True
        return
    try:
        handle = _lock_file(path)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def lock_path(path: Path) -> Path:
    """Return the file that is locked; it stays, for a lock on a deleted file keeps nobody out."""
    return Path(f"{path}-lock")


def _lock_file(path: Path) -> int:
    return os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)

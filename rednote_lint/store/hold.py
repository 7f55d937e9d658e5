"""The lock of the one process that writes a store, on a file beside it; the system gives it up at any death.

The file says who holds the lock. It is deleted while it is held, so whoever takes it looks whether it is still there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import sys
from pathlib import Path

from rednote_lint.model import Record
from rednote_lint.store.lease import lock_path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LONGEST = 1000
_BEHIND = 1 << 30
"""Where the byte lies that Windows locks: nobody else may read it."""


class Holder(Record, frozen=True, kw_only=True):
    """Who holds a lock."""

    process: str
    machine: str
    since: str


class Hold:
    """The exclusive lock on a file.

    Args:
        path: what is written under the lock; links are followed, for two names of a file share a lock.
    """

    def __init__(self, path: Path) -> None:
        self._path = lock_path(Path(os.path.realpath(path)))
        self._handle: int | None = None

    def take(self) -> bool:
        """Take the lock; False while somebody else has it. A folder without locks has none."""
        while True:
            try:
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                return True
            try:
                _lock(handle)
            except (BlockingIOError, PermissionError):
                os.close(handle)
                return False
            except OSError:
                os.close(handle)
                return True
            if _is_at(self._path, handle):
                self._handle = handle
                self._say_who(handle)
                return True
            os.close(handle)

    def holder(self) -> Holder | None:
        """Return who has the lock; None where that is not to be read."""
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                process, machine, since = file.read(_LONGEST).splitlines()
        except (OSError, ValueError):
            return None
        return Holder(process=process, machine=machine, since=since)

    def give_up(self) -> None:
        """Release the lock, and delete its file."""
        if self._handle is None:
            return
        if sys.platform == "win32":  # What is open cannot be deleted there.
            os.close(self._handle)
        with contextlib.suppress(OSError):
            self._path.unlink()
        if sys.platform != "win32":
            os.close(self._handle)
        self._handle = None

    def _say_who(self, handle: int) -> None:
        since = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
        with contextlib.suppress(OSError):  # A full disk: the lock counts without it.
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n{platform.node()}\n{since}\n".encode("utf-8", "replace"))


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        os.lseek(handle, _BEHIND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_at(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False

"""SHA-256 of a rule pack: of the names and contents of its files."""

from __future__ import annotations

import hashlib
import time
from functools import lru_cache
from pathlib import Path

from rednote_lint.model import Record
from rednote_lint.packs.locate import pack_files
from rednote_lint.packs.strict import readable

SETTLED = 2_000_000_000
"""Nanoseconds after which a file that is written again has another time, on every file system."""


class _State(Record, frozen=True):
    """A file as long as nobody writes it."""

    path: Path
    modified: int
    changed: int
    size: int
    number: int


def pack_digest(folder: Path) -> str:
    """Return the sha256 over names and contents of the files that make a pack; what else lies there is not read.

    Files that are what they were are read once in a process.

    Raises:
        UserError: one of them is no regular file, or too large.
        OSError: one of them cannot be read.
    """
    states = tuple(_state(path) for path in pack_files(folder))
    latest = max((max(state.modified, state.changed) for state in states), default=0)
    digest = _digest if latest + SETTLED < time.time_ns() else _digest.__wrapped__
    return digest(folder, states)


def _state(path: Path) -> _State:
    status = readable(path)
    return _State(path, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


@lru_cache(maxsize=256)
def _digest(folder: Path, states: tuple[_State, ...]) -> str:
    digest = hashlib.sha256()
    for state in states:
        digest.update(state.path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(state.path.read_bytes()).digest())
    return digest.hexdigest()

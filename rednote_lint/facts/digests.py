"""SHA-256 of the files of one post, read from the store where a file is certainly the one that was hashed before."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import time
from pathlib import Path

import msgspec

from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Record
from rednote_lint.store import FactReader, FactRow

_INDEX = "file/1"
_RACY = 3_000_000_000
"""Nanoseconds; a file that was changed so shortly before it was hashed may be changed again without a trace in its
times, which some file systems keep to two seconds. Git calls such entries racily clean, and reads them again."""


class _Identity(Record, frozen=True, array_like=True):
    """What the system says of a file; two equal ones on one machine are the same bytes.

    The time of the last change of the inode cannot be set by any program, and no copy, restored archive or other
    machine has that of the original.
    """

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class _Indexed(Record, frozen=True, array_like=True):
    identity: _Identity
    digest: str


class Digests:
    """The digests of the files of one post, each computed once.

    Args:
        store: where an index of files is read; None: there is none, and none is recorded.
        known_only: no file is read; asking for the digest of one that is not in the index is an error.
    """

    def __init__(self, store: FactReader | None, *, known_only: bool = False) -> None:
        self._store = store
        self._known_only = known_only
        self._known: dict[str, str] = {}
        self._identities: dict[str, _Identity] = {}
        self.recorded: list[FactRow] = []

    def of(self, path: str) -> str:
        """Return the SHA-256 of a file, in hexadecimal.

        Raises:
            OSError: it cannot be read.
        """
        if path not in self._known:
            self._known[path] = self._computed(path)
        return self._known[path]

    def known(self, path: str) -> tuple[str, int] | None:
        """Return the digest and the bytes of a file that was hashed; None for any other."""
        digest = self._known.get(path)
        return None if digest is None else (digest, self._identities[path].size)

    def are_current(self) -> bool:
        """Say whether the files still are those that were hashed; what was read of them since may else be of others."""
        try:
            return all(_identity(path) == identity for path, identity in self._identities.items())
        except OSError:
            return False

    def _computed(self, path: str) -> str:
        identity = self._identities[path] = _identity(path)
        if self._store is None or sys.platform == "win32":  # where a file keeps no time that programs cannot set
            return self._hashed(path)
        entry = hashlib.sha256(os.fsencode(Path(path).absolute())).hexdigest()
        found = _indexed(self._store.get(entry, _INDEX))
        if found is not None and found.identity == identity:
            return found.digest
        begun = time.time_ns()
        digest = self._hashed(path)
        if begun - max(identity.modified, identity.changed) > _RACY and _identity(path) == identity:
            answer = msgspec.json.encode(_Indexed(identity, digest))
            self.recorded.append(FactRow(content=entry, analyzer=_INDEX, answer=answer))
        return digest

    def _hashed(self, path: str) -> str:
        if self._known_only:
            raise OSError(errno.ENODATA, "not hashed yet", path)
        return sha256_of(path)


def _identity(path: str) -> _Identity:
    status = Path(path).stat()
    return _Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _indexed(answer: bytes | None) -> _Indexed | None:
    if answer is None:
        return None
    try:
        return msgspec.json.decode(answer, type=_Indexed)
    except msgspec.MsgspecError:
        return None

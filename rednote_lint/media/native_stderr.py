"""Catches what native libraries print to file descriptor 2 and tell no callback, such as libjpeg and libpng."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

_STDERR = 2
_LOCK = Lock()
"""The descriptor belongs to the process: of two threads that swap it, one would put back the other's target."""


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Send what is printed to file descriptor 2 to the null device; where there is no such descriptor, do nothing."""
    with Path(os.devnull).open("wb") as nowhere, _LOCK, _swapped(nowhere.fileno()):
        yield


@contextmanager
def native_stderr_caught() -> Iterator[list[bytes]]:
    """Keep the lines that are printed to file descriptor 2; they are in the list when the block is left.

    Other threads print there too: what is not the library's is to be given back with `give_back`.
    """
    lines: list[bytes] = []
    with tempfile.TemporaryFile() as caught:
        with _LOCK, _swapped(caught.fileno()):
            yield lines
        caught.seek(0)
        lines += caught.read().splitlines(keepends=True)


def give_back(line: bytes) -> None:
    """Print what somebody else had to say; without a standard error stream nobody hears it."""
    try:
        os.write(_STDERR, line)
    except OSError:
        return


@contextmanager
def _swapped(target: int) -> Iterator[None]:
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    try:
        os.dup2(target, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)

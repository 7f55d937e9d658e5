"""Silences native libraries that print to file descriptor 2 and take no callback, such as libjpeg and libpng."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_STDERR = 2
_LOCK = Lock()
"""The descriptor belongs to the process: of two threads that swap it, one would put back the other's null device."""


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Send what is printed to file descriptor 2 to the null device; where there is no such descriptor, do nothing."""
    with _LOCK:
        try:
            kept = os.dup(_STDERR)
        except OSError:
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, _STDERR)
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            os.close(nowhere)

"""Keeps standard output for the protocol alone: whatever a library prints goes to standard error."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO


def protocol_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the streams to and from the client, and point those of the process elsewhere.

    Native code prints to the descriptor and not to `sys.stdout`, so the descriptor itself is moved; child processes
    inherit neither stream.
    """
    sys.stdout.flush()
    reader, writer = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for number in (reader, writer):
            msvcrt.setmode(number, os.O_BINARY)
    return os.fdopen(reader, "rb"), os.fdopen(writer, "wb")

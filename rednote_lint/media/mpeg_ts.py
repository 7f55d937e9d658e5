"""The packets of an MPEG transport stream: whether the file ends with a whole one."""

from __future__ import annotations

from rednote_lint.media.source import Source

SHAPES = ((188, 0), (192, 4))
"""Bytes of a packet, and of the time stamp that cameras put before its sync byte."""
SYNC = 0x47


def shape_of(head: bytes) -> tuple[int, int] | None:
    """Return the shape of the packets that a file begins with; None when it is no transport stream."""
    for packet, first in SHAPES:
        syncs = head[first::packet]
        if len(syncs) > 2 and set(syncs) == {SYNC}:
            return packet, first
    return None


def is_whole(source: Source) -> bool:
    """Say whether no packet is begun at the end of the file; a stream does not say how many there are."""
    shape = shape_of(source.slice(0, min(source.size, 4096)))
    if shape is None:
        return True
    packet, first = shape
    rest = source.size % packet
    # What other programs append behind the last packet begins with no sync byte.
    return rest <= first or source.slice(source.size - rest + first, source.size - rest + first + 1)[0] != SYNC

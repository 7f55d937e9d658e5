"""The outer elements of a Matroska or WebM file (EBML): whether the file reaches as far as they say."""

from __future__ import annotations

from rednote_lint.media.source import TRUNCATED, CutShort, Source

_SEGMENT = 0x18538067
_LONGEST = 8
"""Bytes of a number; an element id has at most four."""


def is_whole(source: Source) -> bool:
    """Compare the end of the segment with the end of the file.

    A segment of unknown size, which live recordings have, may end anywhere.
    """
    at = 0
    try:
        while at < source.size:
            name, at = _number(source, at, marked=True)
            size, at = _number(source, at, marked=False)
            if size is None:
                return True
            at += size
            if name == _SEGMENT:
                return at <= source.size
    except CutShort:
        pass
    return False


def _number(source: Source, at: int, *, marked: bool) -> tuple[int | None, int]:
    """Read a number of variable length, and where it ends; None when all of its bits are set: unknown.

    Args:
        source: the file.
        at: where it starts.
        marked: whether the bit that tells the length belongs to the number, as in an element id.
    """
    first = source.slice(at, at + 1)[0]
    length = _LONGEST + 1 - first.bit_length()
    if length > _LONGEST:
        raise CutShort(TRUNCATED)
    value = int.from_bytes(source.slice(at, at + length), "big")
    plain = value & ((1 << 7 * length) - 1)
    unknown = plain == (1 << 7 * length) - 1
    return (None if unknown and not marked else value if marked else plain), at + length

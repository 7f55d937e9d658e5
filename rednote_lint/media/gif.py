"""The blocks of a GIF file: whether they reach its trailer."""

from __future__ import annotations

from rednote_lint.media.source import CutShort, Source

_SCREEN, _DESCRIPTOR = 13, 9
"""Bytes of the header with the logical screen, and of an image descriptor behind its introducer."""
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_AHEAD = 1 << 16


def is_whole(source: Source) -> bool:
    """Walk from block to block up to the trailer; what stands behind it does not matter."""
    blocks = _Blocks(source)
    try:
        blocks.skip(_SCREEN - 3)
        flags, _, _ = blocks.byte(), blocks.byte(), blocks.byte()
        blocks.skip(_table(flags))
        while (kind := blocks.byte()) != _TRAILER:
            if kind == _EXTENSION:
                blocks.skip(1)
            elif kind == _IMAGE:
                blocks.skip(_DESCRIPTOR - 1)
                blocks.skip(_table(blocks.byte()) + 1)
            else:
                return False
            while length := blocks.byte():
                blocks.skip(length)
    except CutShort:
        return False
    return True


def _table(flags: int) -> int:
    """Return the bytes of the colour table that flags announce."""
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


class _Blocks:
    """Reads single bytes ahead in large pieces: a block of a GIF has at most 255 bytes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._piece = b""
        self._start = self._at = 0

    def byte(self) -> int:
        """Return the next byte; raises CutShort behind the end."""
        index = self._at - self._start
        if index >= len(self._piece):
            end = min(self._at + _AHEAD, self._source.size)
            self._piece = self._source.slice(self._at, max(end, self._at + 1))
            self._start, index = self._at, 0
        self._at += 1
        return self._piece[index]

    def skip(self, count: int) -> None:
        """Pass over bytes, unread."""
        self._at += count

"""The blocks of a GIF file: its metadata, and whether they reach its trailer."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple

from rednote_lint.media.source import TRUNCATED, CutShort, Part, PartKind, Source

_SCREEN, _DESCRIPTOR = 13, 9
"""Bytes of the header with the logical screen, and of an image descriptor behind its introducer."""
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_APPLICATION, _COMMENT = 0xFF, 0xFE
_XMP = b"XMP DataXMP"
_PACKET_BEGINS = (b"<", codecs.BOM_UTF8)
_LEADS_OUT = b"\x01\xff\xfe\xfd"
"""How the bytes behind a packet begin that lead a reader to the terminator."""
_AHEAD = 1 << 16


class _Extension(NamedTuple):
    """One extension block."""

    label: int
    start: int
    """Of its first sub-block, at the byte of its length."""
    end: int
    """Behind the terminator."""


def gif_parts(source: Source) -> Iterator[Part]:
    """Yield the XMP packet and the comments of a GIF file.

    Raises:
        CutShort: the file ends before its trailer, or its blocks make no sense.
    """
    for extension in _extensions(source):
        if extension.label == _COMMENT:
            yield Part(PartKind.TEXT, "gif.comment", _joined(source.slice(extension.start, extension.end)))
        elif extension.label == _APPLICATION and (packet := _packet(source, extension)):
            yield Part(PartKind.XMP, "", packet)


def is_whole(source: Source) -> bool:
    """Walk from block to block up to the trailer; what stands behind it does not matter."""
    try:
        for _ in _extensions(source):
            pass
    except CutShort:
        return False
    return True


def _extensions(source: Source) -> Iterator[_Extension]:
    blocks = _Blocks(source)
    blocks.skip(_SCREEN - 3)
    flags, _, _ = blocks.byte(), blocks.byte(), blocks.byte()
    blocks.skip(_table(flags))
    while (kind := blocks.byte()) != _TRAILER:
        if kind not in (_EXTENSION, _IMAGE):
            raise CutShort(TRUNCATED)
        label = blocks.byte() if kind == _EXTENSION else None
        if label is None:
            blocks.skip(_DESCRIPTOR - 1)
            blocks.skip(_table(blocks.byte()) + 1)
        start = blocks.at
        while length := blocks.byte():
            blocks.skip(length)
        if label is not None:
            yield _Extension(label, start, blocks.at)


def _packet(source: Source, extension: _Extension) -> bytes:
    """Return the XMP packet of an application extension; empty when it holds something else.

    The specification writes it as it is, with a tail that leads every reader to the terminator; some writers cut
    it into sub-blocks like other data.
    """
    head = source.slice(extension.start, min(extension.start + 1 + len(_XMP), extension.end))
    if head[1:] != _XMP:
        return b""
    raw = source.slice(extension.start + len(head), extension.end)
    return raw.partition(_LEADS_OUT)[0] if raw.startswith(_PACKET_BEGINS) else _joined(raw)


def _joined(blocks: bytes) -> bytes:
    """Return the data of sub-blocks without the bytes of their lengths."""
    parts, at = [], 0
    while at < len(blocks) and (length := blocks[at]):
        parts.append(blocks[at + 1 : at + 1 + length])
        at += 1 + length
    return b"".join(parts)


def _table(flags: int) -> int:
    """Return the bytes of the colour table that flags announce."""
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


class _Blocks:
    """Reads single bytes ahead in large pieces: a block of a GIF has at most 255 bytes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._piece = b""
        self._start = 0
        self.at = 0

    def byte(self) -> int:
        """Return the next byte; raises CutShort behind the end."""
        index = self.at - self._start
        if index >= len(self._piece):
            end = min(self.at + _AHEAD, self._source.size)
            self._piece = self._source.slice(self.at, max(end, self.at + 1))
            self._start, index = self.at, 0
        self.at += 1
        return self._piece[index]

    def skip(self, count: int) -> None:
        """Pass over bytes, unread."""
        self.at += count

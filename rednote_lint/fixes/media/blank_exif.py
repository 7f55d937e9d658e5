"""Blanks positions and serial numbers of an EXIF block in place: no other byte of the file moves."""

from __future__ import annotations

import contextlib
import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from rednote_lint.media.source import CutShort, Source
from rednote_lint.media.tiff import EXIF_IFD, GPS_IFD, Directory, Entry, Tiff

_CAMERA_SERIAL, _BODY_SERIAL, _LENS_SERIAL, _MAKER_NOTE = 0xC62F, 0xA431, 0xA435, 0x927C
_CAMERA_OWNER = 0xA430
_DROPPED = {GPS_IFD, _CAMERA_SERIAL, _BODY_SERIAL, _LENS_SERIAL, _CAMERA_OWNER}
_WITHOUT_SERIAL = b"Apple iOS\0"
"""Apple's maker note pairs Live photos and holds neither position nor serial number; others may hold both."""


def blank_exif(data: Any, base: int, end: int | None = None) -> bool:
    """Drop GPS, serial numbers, the owner's name and maker notes from a TIFF block.

    Entries that stay keep their order and values; the room that is left over is filled with zeros.

    Args:
        data: a mutable buffer that holds the block.
        base: where its `II*` or `MM*` stands; all offsets in it count from there.
        end: where the block ends, the buffer's end if absent; a length that lies reaches no further.

    Returns:
        Whether anything was taken out.
    """
    block = _Block(data, base, len(data) if end is None else end)
    block.blank()
    return block.changed


class _Block:
    """A TIFF block in a mutable buffer."""

    def __init__(self, data: Any, base: int, end: int) -> None:
        self._data, self._base, self._end = data, base, min(end, len(data))
        self._tiff = Tiff(Source.of_buffer(data), base)
        self._starts: list[int] = []
        self.changed = False

    def blank(self) -> None:
        found = {directory.at: directory for directory in self._directories()}
        kept = {entry.value for directory in found.values() for entry in self._kept(directory)}
        self._starts = sorted(kept | found.keys())
        for directory in found.values():
            self._drop_from(directory)

    def _directories(self) -> Iterator[Directory]:
        with contextlib.suppress(CutShort):
            for main in self._tiff.directories():
                yield from self._inner(main)
                yield main

    def _inner(self, main: Directory) -> Iterator[Directory]:
        for entry in main.entries:
            if entry.tag == EXIF_IFD:
                with contextlib.suppress(CutShort):
                    yield self._tiff.directory(self._target(entry))

    def _drop_from(self, directory: Directory) -> None:
        kept = self._kept(directory)
        dropped = [entry for entry in directory.entries if self._is_dropped(entry)]
        for entry in dropped:
            if entry.tag == GPS_IFD:
                self._wipe_directory(self._target(entry))
            else:
                self._wipe_value(entry)
        if dropped:
            self._close_up(directory, kept)

    def _kept(self, directory: Directory) -> list[Entry]:
        return [entry for entry in directory.entries if not self._is_dropped(entry)]

    def _target(self, entry: Entry) -> int:
        """Return the offset that an entry holds."""
        at = self._base + entry.at + 8
        (target,) = struct.unpack(self._tiff.order + "I", self._data[at : at + 4])
        return int(target)

    def _is_dropped(self, entry: Entry) -> bool:
        if entry.tag == _MAKER_NOTE:
            start = self._base + entry.value
            return bytes(self._data[start : start + min(entry.length, len(_WITHOUT_SERIAL))]) != _WITHOUT_SERIAL
        return entry.tag in _DROPPED

    def _wipe(self, at: int, length: int) -> None:
        """Fill with zeros; a length that lies ends where something begins that is kept."""
        following = bisect_right(self._starts, at)
        limit = self._starts[following] if following < len(self._starts) else length + at
        start, end = self._base + at, min(self._base + min(at + length, limit), self._end)
        if start < end:
            self._data[start:end] = bytes(end - start)

    def _wipe_value(self, entry: Entry) -> None:
        self._wipe(entry.value, entry.length)

    def _wipe_directory(self, at: int) -> None:
        # One that cannot be read is forgotten: the entry that leads to it goes all the same.
        with contextlib.suppress(CutShort):
            directory = self._tiff.directory(at)
            for entry in directory.entries:
                self._wipe_value(entry)
            self._wipe(at, directory.length)

    def _close_up(self, directory: Directory, kept: list[Entry]) -> None:
        start = self._base + directory.at
        entries = b"".join(bytes(self._data[self._base + entry.at : self._base + entry.at + 12]) for entry in kept)
        new = struct.pack(self._tiff.order + "H", len(kept)) + entries
        new += struct.pack(self._tiff.order + "I", directory.following)
        self._data[start : start + directory.length] = new.ljust(directory.length, b"\0")
        self.changed = True

"""Takes position and serial numbers out of an EXIF block in place: no other byte of the file moves."""

from __future__ import annotations

import struct
from typing import Any

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_CAMERA_SERIAL, _BODY_SERIAL, _LENS_SERIAL, _MAKER_NOTE = 0xC62F, 0xA431, 0xA435, 0x927C
_CAMERA_OWNER = 0xA430
_DROPPED = {_GPS_IFD, _CAMERA_SERIAL, _BODY_SERIAL, _LENS_SERIAL, _CAMERA_OWNER}
_WITHOUT_SERIAL = b"Apple iOS\0"
"""Apple's maker note pairs Live photos and holds neither position nor serial number; others may hold both."""
_MOST_DIRECTORIES = 32


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
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(data[base : base + 4]))
    if order is None:
        return False
    try:
        return _Block(data, base, order, len(data) if end is None else end).blank()
    except (struct.error, IndexError):
        return False


class _Block:
    """A TIFF block in a buffer."""

    def __init__(self, data: Any, base: int, order: str, end: int) -> None:
        self._data, self._end = data, end
        self._base, self._order = base, order
        self._seen: set[int] = set()
        self.changed = False

    def blank(self) -> bool:
        (first,) = self._read("I", 4)
        self._directory(first)
        return self.changed

    def _read(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(self._order + form, self._data, self._base + at)

    def _directory(self, at: int) -> None:
        while at and at not in self._seen and len(self._seen) < _MOST_DIRECTORIES:
            self._seen.add(at)
            at = self._drop_from(at)

    def _drop_from(self, at: int) -> int:
        """Rewrite one directory without what is dropped; return the offset of the next one."""
        (count,) = self._read("H", at)
        entries = [at + 2 + 12 * number for number in range(count)]
        (following,) = self._read("I", at + 2 + 12 * count)
        dropped = [entry for entry in entries if self._is_dropped(entry)]
        for entry in entries:
            tag, _, _, value = self._read("HHII", entry)
            if tag == _EXIF_IFD:
                self._directory(value)
            elif entry in dropped:
                self._wipe_directory(value) if tag == _GPS_IFD else self._wipe_value(entry)
        if dropped:
            self._close_up(at, [entry for entry in entries if entry not in dropped], count, following)
        return following

    def _is_dropped(self, entry: int) -> bool:
        (tag,) = self._read("H", entry)
        if tag == _MAKER_NOTE:
            start, length = self._value_range(entry)
            return bytes(self._data[start : start + min(length, 10)]) != _WITHOUT_SERIAL
        return tag in _DROPPED

    def _value_range(self, entry: int) -> tuple[int, int]:
        _, kind, count, value = self._read("HHII", entry)
        length = _SIZES.get(kind, 1) * count
        return (self._base + value if length > 4 else self._base + entry + 8), length

    def _wipe(self, start: int, length: int) -> None:
        end = min(start + length, self._end, len(self._data))
        if start < end:
            self._data[start:end] = bytes(end - start)

    def _wipe_value(self, entry: int) -> None:
        self._wipe(*self._value_range(entry))

    def _wipe_directory(self, at: int) -> None:
        (count,) = self._read("H", at)
        for number in range(count):
            self._wipe_value(at + 2 + 12 * number)
        self._wipe(self._base + at, 2 + 12 * count + 4)

    def _close_up(self, at: int, kept: list[int], count: int, following: int) -> None:
        start = self._base + at
        entries = b"".join(bytes(self._data[self._base + entry : self._base + entry + 12]) for entry in kept)
        new = struct.pack(self._order + "H", len(kept)) + entries + struct.pack(self._order + "I", following)
        length = 2 + 12 * count + 4
        self._data[start : start + length] = new.ljust(length, b"\0")
        self.changed = True

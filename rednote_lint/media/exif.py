"""EXIF blocks as tags."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Mapping

from rednote_lint.media.source import CutShort, Source
from rednote_lint.media.tags import Tag
from rednote_lint.media.tiff import EXIF_IFD, GPS_IFD, Directory, Entry, Tiff

_ORIENTATION = 0x0112
# Text entries that make a camera, a person, an editor or a generator known; a maker note is the maker's secret.
_NAMES = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x8298: "Copyright",
    0x9286: "UserComment",
    0x9C9C: "XPComment",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
    0xC62F: "CameraSerialNumber",
}
_CHARSETS = {b"ASCII\x00\x00\x00": "utf-8", b"UNICODE\x00": "utf-16", b"\x00" * 8: "utf-8"}
_WIDE = {"<": "utf-16-le", ">": "utf-16-be"}


def exif_tags(source: Source, base: int = 0) -> Iterator[Tag]:
    """Yield the telling entries of an EXIF block, and `gps.position`; a broken block yields what it has.

    Args:
        source: holds the block.
        base: where its `II*` or `MM*` stands.
    """
    with contextlib.suppress(CutShort):
        tiff = Tiff(source, base)
        main = next(tiff.directories(), None)
        if main is None:
            return
        yield from _texts(tiff, main)
        if place := _position(tiff, main):
            yield Tag("gps.position", place)


def orientation(source: Source, base: int = 0) -> int:
    """Return the orientation that an EXIF block states; 1, upright, when it states none that makes sense."""
    try:
        tiff = Tiff(source, base)
        main = next(tiff.directories(), None)
        entry = main.entry(_ORIENTATION) if main else None
        numbers = tiff.numbers(entry) if entry else ()
    except CutShort:
        return 1
    return int(numbers[0]) if numbers and numbers[0] in range(1, 9) else 1


def position(latitude: float, longitude: float) -> str:
    """Write a place on earth in degrees, or nothing when it is none; 0, 0 is what tools write for "unknown"."""
    known = math.isfinite(latitude) and math.isfinite(longitude) and (latitude, longitude) != (0, 0)
    return f"{latitude:.5f}, {longitude:.5f}" if known and abs(latitude) <= 90 and abs(longitude) <= 180 else ""


def _texts(tiff: Tiff, main: Directory) -> Iterator[Tag]:
    entries = {entry.tag: entry for entry in main.entries}
    with contextlib.suppress(CutShort):
        inner = tiff.inner(main, EXIF_IFD)
        entries |= {entry.tag: entry for entry in inner.entries} if inner else {}
    for code, name in _NAMES.items():
        with contextlib.suppress(CutShort):
            if code in entries:
                yield Tag(f"exif.{name}", _text(tiff, name, entries[code]))


def _text(tiff: Tiff, name: str, entry: Entry) -> str:
    if name == "XPComment":
        return tiff.data(entry).decode("utf-16-le", "replace")
    if name != "UserComment":
        return tiff.text(entry)
    value = tiff.data(entry)
    charset = _CHARSETS.get(value[:8])
    if charset is None:
        return tiff.text(entry)
    return value[8:].decode(_WIDE[tiff.order] if charset == "utf-16" else charset, "replace")


def _position(tiff: Tiff, main: Directory) -> str:
    """Give latitude and longitude in degrees, or nothing when they are absent, not numbers, or zero."""
    with contextlib.suppress(CutShort):
        place = tiff.inner(main, GPS_IFD)
        entries = {entry.tag: entry for entry in place.entries} if place else {}
        return position(_degrees(tiff, entries, 2, "S"), _degrees(tiff, entries, 4, "W"))
    return ""


def _degrees(tiff: Tiff, entries: Mapping[int, Entry], tag: int, negative: str) -> float:
    """Join degrees, minutes and seconds; the entry before them names the half of the globe."""
    if tag not in entries:
        return math.nan
    numbers = tiff.numbers(entries[tag])
    if not numbers:
        return math.nan
    degrees, minutes, seconds = (*numbers, 0, 0)[:3]
    half = tiff.text(entries[tag - 1])[:1].upper() if tag - 1 in entries else ""
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if half == negative else 1)

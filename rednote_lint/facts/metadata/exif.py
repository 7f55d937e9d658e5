"""EXIF blocks as tags."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

from rednote_lint.facts.metadata.tags import Tag

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
# ASCII text directories that make a camera, a person, an editor or a generator known.
_NAMES = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x013C: "HostComputer",
    0x8298: "Copyright",
    0x927C: "MakerNote",
    0x9286: "UserComment",
    0x9C9C: "XPComment",
    0xA430: "CameraOwnerName",
    0xA431: "BodySerialNumber",
    0xA435: "LensSerialNumber",
    0xC62F: "CameraSerialNumber",
}
_CHARSETS = {b"ASCII\x00\x00\x00": "utf-8", b"UNICODE\x00": "utf-16", b"\x00" * 8: "utf-8"}


def exif_tags(block: bytes) -> Iterator[Tag]:
    """Yield the telling entries of a TIFF structure, and `gps.position`; a broken structure yields what it has."""
    from PIL import Image

    exif = Image.Exif()
    try:
        # Pillow warns of damage on the standard error stream, which belongs to the caller.
        with warnings.catch_warnings(action="ignore"):
            exif.load(b"Exif\x00\x00" + block)
            entries = {**dict(exif), **exif.get_ifd(_EXIF_IFD)}
            position = exif.get_ifd(_GPS_IFD)
    except Exception:
        # Pillow raises whatever the broken bytes lead to: struct.error, SyntaxError, KeyError, OverflowError, …
        return
    for code, name in _NAMES.items():
        if code in entries:
            yield Tag(f"exif.{name}", _text(name, entries[code], block))
    if place := _position(position):
        yield Tag("gps.position", place)


def _text(name: str, value: Any, block: bytes) -> str:
    if not isinstance(value, bytes):
        return str(value)
    if name == "MakerNote":
        return ""
    if name == "XPComment":
        return value.decode("utf-16-le", "replace")
    if name == "UserComment" and value[:8] in _CHARSETS:
        charset = _CHARSETS[value[:8]]
        if charset == "utf-16":
            charset = "utf-16-le" if block[:2] == b"II" else "utf-16-be"
        return value[8:].decode(charset, "replace")
    return value.decode("utf-8", "replace")


def _position(entries: dict[int, Any]) -> str:
    """Give latitude and longitude in degrees, or nothing when they are absent, not numbers, or zero."""
    try:
        latitude = _degrees(entries[2], negative=str(entries.get(1, "N"))[:1] in "Ss")
        longitude = _degrees(entries[4], negative=str(entries.get(3, "E"))[:1] in "Ww")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ""
    return position(latitude, longitude)


def _degrees(parts: Any, *, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in (*parts, 0, 0)[:3])
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if negative else 1)


def position(latitude: float, longitude: float) -> str:
    """Write a place on earth in degrees, or nothing when it is none; 0, 0 is what tools write for "unknown"."""
    known = math.isfinite(latitude) and math.isfinite(longitude) and (latitude, longitude) != (0, 0)
    return f"{latitude:.5f}, {longitude:.5f}" if known and abs(latitude) <= 90 and abs(longitude) <= 180 else ""

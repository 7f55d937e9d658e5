"""XMP packets as tags, read as text: a packet that is no valid XML still tells what it says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from rednote_lint.facts.metadata.exif import position
from rednote_lint.facts.metadata.tags import Tag

_NAME = r"([A-Za-z][\w.-]{0,40}:[A-Za-z][\w.-]{0,60})"
_ATTRIBUTE = re.compile(rf"\s{_NAME}\s?=\s?(?:\"([^\"<]*)\"|'([^'<]*)')")
_ELEMENT = re.compile(rf"<{_NAME}(?:\s[^<>]*)?>([^<]+)<")
# Simple values may also stand in a list, whose items name nothing themselves.
_LIST_ITEM = re.compile(rf"<{_NAME}>\s*<rdf:(?:Alt|Bag|Seq)>\s*<rdf:li[^<>]*>([^<]+)<")
_ANGLE = re.compile(r"(\d+)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")


def xmp_tags(packet: bytes) -> Iterator[Tag]:
    """Yield attributes and simple elements as `xmp.prefix:Name`, and `gps.position`."""
    text = _decoded(packet)
    found: dict[str, str] = {}
    for name, double, single in _ATTRIBUTE.findall(text):
        found.setdefault(name, double or single)
    for name, value in [*_ELEMENT.findall(text), *_LIST_ITEM.findall(text)]:
        found.setdefault(name, value)
    for name, value in found.items():
        if not name.startswith(("xmlns:", "rdf:", "x:")):
            yield Tag(f"xmp.{name}", html.unescape(value))
    latitude, longitude = found.get("exif:GPSLatitude", ""), found.get("exif:GPSLongitude", "")
    if place := position(_degrees(latitude), _degrees(longitude)):
        yield Tag("gps.position", place)


def _decoded(packet: bytes) -> str:
    if packet[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return packet.decode("utf-16", "replace")
    return packet.decode("utf-8", "replace")


def _degrees(angle: str) -> float:
    """Read `31,13.824N` or `31,13,49W` as degrees; anything else is not a number."""
    match = _ANGLE.fullmatch(angle.strip())
    if match is None:
        return float("nan")
    degrees, minutes, seconds = (float(part or 0) for part in match.groups()[:3])
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if match[4] in "SW" else 1)

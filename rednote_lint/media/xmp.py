"""XMP packets as tags, read by a lenient tokenizer: a packet that is no valid XML yields what it holds."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator

from rednote_lint.media.exif import position
from rednote_lint.media.tags import Tag

_NAME = r"[A-Za-z][\w.-]{0,40}:[A-Za-z][\w.-]{0,60}"
# One alternative for each first character, and none takes a `<`: no packet can make the search long.
_TAG = re.compile(rf"<(/?)({_NAME})((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*)>([^<]*)")
_ATTRIBUTE = re.compile(rf"\s({_NAME})\s?=\s?(?:\"([^\"<]*)\"|'([^'<]*)')")
_ANGLE = re.compile(r"(\d+)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?([NSEW])")
_SYNTAX = ("xmlns:", "xml:", "rdf:", "x:")
_RESOURCE = "rdf:resource"
_PLACE = ("exif:GPSLatitude", "exif:GPSLongitude")
_DEEPEST = 64


def xmp_tags(packet: bytes) -> Iterator[Tag]:
    """Yield every property as `xmp.prefix:Name`, once for each of its values, and `gps.position`."""
    found = dict.fromkeys(_properties(_decoded(packet)))
    for name, value in found:
        yield Tag(f"xmp.{name}", html.unescape(value))
    latitude, longitude = (next((v for n, v in found if n == name), "") for name in _PLACE)
    if place := position(_degrees(latitude), _degrees(longitude)):
        yield Tag("gps.position", place)


def _properties(text: str) -> Iterator[tuple[str, str]]:
    """Yield names and values: attributes, elements, items of lists, and links of `rdf:resource`."""
    owners: list[str] = []
    for found in _TAG.finditer(text):
        closing, name, inside, content = found.groups()
        if closing:
            if owners and owners[-1] == name:
                owners.pop()
            continue
        is_empty, is_property = inside.rstrip().endswith("/"), not name.startswith(_SYNTAX)
        owner = name if is_property else owners[-1] if owners else ""
        if is_property and not is_empty and len(owners) < _DEEPEST:
            owners.append(name)
        for attribute, double, single in _ATTRIBUTE.findall(inside):
            if attribute == _RESOURCE and owner:
                yield owner, double or single
            elif not attribute.startswith(_SYNTAX):
                yield attribute, double or single
        if owner and content.strip() and not is_empty:
            yield owner, content


def _decoded(packet: bytes) -> str:
    if packet.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return packet.decode("utf-16", "replace")
    if packet[:2] in (b"<\0", b"\0<"):
        return packet.decode("utf-16-le" if packet[1] == 0 else "utf-16-be", "replace")
    return packet.decode("utf-8", "replace")


def _degrees(angle: str) -> float:
    """Read `31,13.824N` or `31,13,49W` as degrees; anything else is not a number."""
    match = _ANGLE.fullmatch(angle.strip())
    if match is None:
        return float("nan")
    degrees, minutes, seconds = (float(part or 0) for part in match.groups()[:3])
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if match[4] in "SW" else 1)

"""Normalises tags that mean the same in different containers: source type, serial number, position."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rednote_lint.media.exif import position
from rednote_lint.media.tags import Tag

_SOURCE_TYPE = re.compile(r"xmp\.\w+:DigitalSourceType", re.IGNORECASE)
_SERIAL = re.compile(
    r"(?:exif|xmp\.\w+)[.:](?:BodySerialNumber|LensSerialNumber|CameraSerialNumber|SerialNumber)"
    r"|container\.(?:com\.apple\.quicktime\.)?(?:camera\.)?serial(?:[ ._-]?number)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"container\.(?:location(?:-\w+)?|com\.apple\.quicktime\.location\.ISO6709)", re.IGNORECASE)
# ISO 6709 as phones write it: degrees with a sign and decimals, `+31.2304+121.4737+012.3/`.
_ISO6709 = re.compile(r"([+-]\d{1,2}(?:\.\d{1,12})?)([+-]\d{1,3}(?:\.\d{1,12})?)")


def concluded(tags: Iterable[Tag]) -> Iterator[Tag]:
    """Yield `ai.source_type`, `device.serial` and `gps.position`."""
    for tag in tags:
        if _SOURCE_TYPE.fullmatch(tag.key):
            yield Tag("ai.source_type", tag.value.rstrip("/").rpartition("/")[2])
        elif _SERIAL.fullmatch(tag.key) and tag.value.strip("0 -"):
            yield Tag("device.serial", tag.value)
        elif _PLACE.fullmatch(tag.key) and (match := _ISO6709.match(tag.value)):
            yield Tag("gps.position", position(float(match[1]), float(match[2])))

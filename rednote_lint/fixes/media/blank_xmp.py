"""Blanks positions and serial numbers of XMP packets in place."""

from __future__ import annotations

import re
from typing import Any

_PACKET = re.compile(rb"<rdf:RDF[^\xff]*?</rdf:RDF>")
_NAME = rb"[\w.-]+:[\w.-]*(?:gps|serialnumber)[\w.-]*"
_ATTRIBUTE = re.compile(rb"(?<=\s)" + _NAME + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_ELEMENT = re.compile(rb"<(" + _NAME + rb")(?:\s[^<>]*)?(?:/>|>.*?</\1\s*>)", re.IGNORECASE | re.DOTALL)


def blank_xmp(data: Any, start: int = 0, end: int | None = None) -> bool:
    """Blank every property about GPS or serial numbers in the packets of a buffer; lengths stay.

    Returns:
        Whether anything was taken out.
    """
    changed = False
    places = [found.span() for found in _PACKET.finditer(data, start, len(data) if end is None else end)]
    for first, last in places:
        old = bytes(data[first:last])
        new = _ATTRIBUTE.sub(_blanks, _ELEMENT.sub(_blanks, old))
        if new != old:
            data[first:last] = new
            changed = True
    return changed


def _blanks(found: re.Match[bytes]) -> bytes:
    return b" " * len(found[0])

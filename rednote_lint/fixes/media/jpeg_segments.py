"""A JPEG file as its segments, so that one can be changed and all others stay byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SOI = b"\xff\xd8"
APP1, APP2, APP11 = 0xE1, 0xE2, 0xEB
EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_SCAN = 0xDA
_BARE = (0x01, *range(0xD0, 0xD8))
_LARGEST = 65533


class Segment(NamedTuple):
    """One marker segment; the last one, a scan, carries the rest of the file."""

    marker: int
    payload: bytes
    """Without marker and length; for the scan, everything from its length on."""


def split(data: bytes) -> list[Segment]:
    """Read the segments of a JPEG.

    Raises:
        ValueError: not a JPEG, or broken before its first scan.
    """
    if not data.startswith(SOI):
        raise ValueError("not a JPEG")
    segments, at = [], 2
    while True:
        if at + 2 > len(data) or data[at] != 0xFF:
            raise ValueError("broken JPEG")
        marker = data[at + 1]
        at += 2
        if marker == 0xFF:
            at -= 1
        elif marker in _BARE:
            segments.append(Segment(marker, b""))
        elif marker == _SCAN:
            return [*segments, Segment(marker, data[at:])]
        else:
            length = int.from_bytes(data[at : at + 2], "big")
            if length < 2 or at + length > len(data):
                raise ValueError("broken JPEG")
            segments.append(Segment(marker, data[at + 2 : at + length]))
            at += length


def join(segments: Sequence[Segment]) -> bytes:
    """Write segments as a JPEG.

    Raises:
        ValueError: a payload is too long for one segment.
    """
    parts = [SOI]
    for marker, payload in segments:
        parts.append(bytes((0xFF, marker)))
        if marker not in _BARE and marker != _SCAN:
            if len(payload) > _LARGEST:
                raise ValueError("too long for a JPEG segment")
            parts.append((len(payload) + 2).to_bytes(2, "big"))
        parts.append(payload)
    return b"".join(parts)


def jumbf_of(segments: Sequence[Segment]) -> bytes:
    """Put together the JUMBF box (C2PA) that is spread over APP11 segments; empty when there is none."""
    parts: dict[bytes, list[tuple[int, bytes]]] = {}
    for marker, payload in segments:
        if marker == APP11 and payload[:2] == b"JP" and len(payload) >= 16:
            parts.setdefault(payload[2:4], []).append((int.from_bytes(payload[4:8], "big"), payload[8:]))
    boxes = []
    for pieces in parts.values():
        pieces.sort()
        head = 16 if int.from_bytes(pieces[0][1][:4], "big") == 1 else 8
        boxes.append(pieces[0][1] + b"".join(piece[head:] for _, piece in pieces[1:]))
    return b"".join(boxes)


def jumbf_segments(box: bytes) -> list[Segment]:
    """Spread a JUMBF box over APP11 segments; each repeats the box's header, as ISO 19566-5 wants it."""
    header, body, room = box[:8], box[8:], 64000
    chunks = [body[at : at + room] for at in range(0, len(body), room)] or [b""]
    return [
        Segment(APP11, b"JP\x02\x11" + number.to_bytes(4, "big") + header + chunk)
        for number, chunk in enumerate(chunks, 1)
    ]

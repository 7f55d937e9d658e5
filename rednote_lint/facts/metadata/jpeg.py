"""The segments of a JPEG file before its first scan."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.metadata.source import Part, PartKind, Source

_EXIF = b"Exif\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\x00"
_START_OF_SCAN, _END = 0xDA, 0xD9
_BARE_MARKERS = {0x01, *range(0xD0, 0xD9)}


def jpeg_parts(source: Source) -> Iterator[Part]:
    """Yield EXIF, XMP, comments and content credentials; stops where the picture's data begin."""
    source.seek(2)
    while True:
        source.step()
        marker = _next_marker(source)
        if marker in (_START_OF_SCAN, _END):
            return
        if marker in _BARE_MARKERS:
            continue
        length = source.number(2)
        yield from _segment(marker, source.part(max(length - 2, 0)))


def _next_marker(source: Source) -> int:
    """Skip to the byte behind the next run of 0xFF, as decoders do when a length was wrong."""
    while source.number(1) != 0xFF:
        source.step()
    marker = 0xFF
    while marker == 0xFF:
        source.step()
        marker = source.number(1)
    return marker


def _segment(marker: int, data: bytes) -> Iterator[Part]:
    if marker == 0xE1 and data.startswith(_EXIF):
        yield Part(PartKind.EXIF, "", data[6:])
    elif marker == 0xE1 and data.startswith(_XMP):
        yield Part(PartKind.XMP, "", data[len(_XMP) :])
    elif marker == 0xE1 and data.startswith(_EXTENDED_XMP):
        # Behind the name stand a 32-character digest and two 4-byte numbers.
        yield Part(PartKind.XMP, "", data[len(_EXTENDED_XMP) + 40 :])
    elif marker == 0xEB and data.startswith(b"JP"):
        # Behind `JP` stand the box's instance (2 bytes) and the packet's number (4 bytes).
        yield Part(PartKind.C2PA, "", data[8:])
    elif marker == 0xFE:
        yield Part(PartKind.TEXT, "jpeg.comment", data)

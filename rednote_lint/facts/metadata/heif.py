"""The metadata items of a HEIC or AVIF file."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.metadata.bmff import Span, boxes, content, inside_meta, uuid_parts
from rednote_lint.facts.metadata.source import Part, PartKind, Source


def heif_parts(source: Source) -> Iterator[Part]:
    """Yield the EXIF and XMP items, and content credentials."""
    for box in boxes(source, 0, source.size):
        if box.kind == b"uuid":
            yield from uuid_parts(source, box)
        elif box.kind == b"meta":
            yield from _items(source, inside_meta(source, box))


def _items(source: Source, meta: Span) -> Iterator[Part]:
    kinds: dict[int, PartKind] = {}
    places: dict[int, tuple[int, int]] = {}
    for box in boxes(source, meta.start, meta.end):
        if box.kind == b"iinf":
            kinds = dict(_kinds(source, box))
        elif box.kind == b"iloc":
            places = dict(_places(content(source, box)))
    for number, kind in kinds.items():
        if number in places:
            start, length = places[number]
            source.seek(start)
            yield _part(kind, source.part(length))


def _part(kind: PartKind, data: bytes) -> Part:
    if kind is PartKind.EXIF:
        # Four bytes say how far the TIFF header is away.
        data = data[4 + int.from_bytes(data[:4], "big") :]
    return Part(kind, "", data)


def _kinds(source: Source, box: Span) -> Iterator[tuple[int, PartKind]]:
    source.seek(box.start)
    skipped = 6 if source.take(1) == b"\x00" else 8
    for entry in boxes(source, box.start + skipped, box.end):
        data = content(source, entry)
        wide = 4 if data[:1] == b"\x03" else 2
        number = int.from_bytes(data[4 : 4 + wide], "big")
        kind, rest = data[6 + wide : 10 + wide], data[10 + wide :]
        if kind == b"Exif":
            yield number, PartKind.EXIF
        elif kind == b"mime" and b"rdf+xml" in rest:
            yield number, PartKind.XMP


class _Numbers:
    """Big-endian numbers one behind the other; behind the end everything is 0."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def next(self, width: int) -> int:
        self.position += width
        return int.from_bytes(self.data[self.position - width : self.position], "big")


def _places(data: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield (item, (position, length)) of the items that lie in one piece of the file itself."""
    numbers = _Numbers(data)
    version = numbers.next(1)
    numbers.next(3)
    sizes = numbers.next(2)
    offset_size, length_size = sizes >> 12, sizes >> 8 & 15
    base_size, index_size = sizes >> 4 & 15, sizes & 15 if version else 0
    for _ in range(numbers.next(4 if version > 1 else 2)):
        if numbers.position >= len(data):
            return
        number = numbers.next(4 if version > 1 else 2)
        method = numbers.next(2) & 15 if version else 0
        numbers.next(2)
        base, pieces = numbers.next(base_size), numbers.next(2)
        extents = []
        for _ in range(min(pieces, len(data))):
            numbers.next(index_size)
            extents.append((base + numbers.next(offset_size), numbers.next(length_size)))
        if method == 0 and len(extents) == 1:
            yield number, extents[0]

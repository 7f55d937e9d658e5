"""The metadata items and the displayed size of a HEIC or AVIF file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rednote_lint.media.isobmff.boxes import IsoBox, boxes, content, inside_meta, uuid_parts
from rednote_lint.media.source import CutShort, Part, PartKind, Source

_SEQUENCES = (b"msf1", b"hevc", b"avis")
_IN_FILE, _IN_META = 0, 1
"""Construction methods of an item: its offsets count from the start of the file, or of the `idat` box."""
_TIFF_HEADS = (b"II*\0", b"MM\0*")


class HeifSize(NamedTuple):
    """How a still is displayed."""

    width: int
    """In pixels, after its rotation."""
    height: int
    animated: bool
    """It is a sequence of pictures."""


class _Extent(NamedTuple):
    start: int
    length: int


def heif_parts(source: Source) -> Iterator[Part]:
    """Yield the EXIF and XMP items, and content credentials."""
    for box in boxes(source):
        if box.kind == b"uuid":
            yield from uuid_parts(source, box)
        elif box.kind == b"meta":
            yield from _items(source, inside_meta(source, box))


def still_size(source: Source) -> HeifSize | None:
    """Return the displayed size of a still; None when its header is damaged.

    The largest stated size is the whole picture's: those of tiles and thumbnails are smaller.
    """
    sizes: list[tuple[int, int]] = []
    turned = False
    try:
        for box in _inside(source, [b"meta", b"iprp", b"ipco"], IsoBox(b"", 0, 0, source.size)):
            data = content(source, box)
            if box.kind == b"ispe" and len(data) >= 12:
                sizes.append((int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")))
            elif box.kind == b"irot" and data:
                turned = bool(data[0] & 1)
        source.seek(8)
        animated = source.take(4) in _SEQUENCES
    except CutShort:
        return None
    if not sizes:
        return None
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return HeifSize(height, width, animated) if turned else HeifSize(width, height, animated)


def _inside(source: Source, path: list[bytes], outer: IsoBox) -> Iterator[IsoBox]:
    """Yield the boxes that lie in the boxes of the given names, one inside the other."""
    for box in boxes(source, outer.body, outer.end):
        if not path:
            yield box
        elif box.kind == path[0]:
            inner = inside_meta(source, box) if box.kind == b"meta" else box
            yield from _inside(source, path[1:], inner)


def _items(source: Source, meta: IsoBox) -> Iterator[Part]:
    kinds: dict[int, PartKind] = {}
    places: dict[int, list[_Extent]] = {}
    found = {box.kind: box for box in boxes(source, meta.body, meta.end)}
    if b"iinf" in found:
        kinds = dict(_kinds(source, found[b"iinf"]))
    if b"iloc" in found:
        inner = found[b"idat"].body if b"idat" in found else None
        places = dict(_places(content(source, found[b"iloc"]), inner))
    for number, kind in kinds.items():
        if number in places:
            data = b"".join(source.slice(start, start + length) for start, length in places[number])
            yield _part(kind, data, places[number][0].start if len(places[number]) == 1 else None)


def _part(kind: PartKind, data: bytes, start: int | None) -> Part:
    skipped = 0
    if kind is PartKind.EXIF:
        # Four bytes say how far the TIFF header is away; some writers leave them out.
        skipped = 0 if data.startswith(_TIFF_HEADS) else 4 + int.from_bytes(data[:4], "big")
    return Part(kind, "", data[skipped:], None if start is None else start + skipped)


def _kinds(source: Source, box: IsoBox) -> Iterator[tuple[int, PartKind]]:
    source.seek(box.body)
    skipped = 6 if source.take(1) == b"\x00" else 8
    for entry in boxes(source, box.body + skipped, box.end):
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


def _places(data: bytes, inner: int | None) -> Iterator[tuple[int, list[_Extent]]]:
    """Yield the number and the extents of each item whose bytes lie in this file.

    Args:
        data: the content of the `iloc` box.
        inner: where the content of the `idat` box begins; None without one.
    """
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
        method = numbers.next(2) & 15 if version else _IN_FILE
        elsewhere = numbers.next(2)
        base, pieces = numbers.next(base_size), numbers.next(2)
        origin = {_IN_FILE: 0, _IN_META: inner}.get(method)
        extents = []
        for _ in range(min(pieces, len(data))):
            if numbers.position >= len(data):
                break
            numbers.next(index_size)
            offset = base + numbers.next(offset_size)
            extents.append(_Extent(offset + (origin or 0), numbers.next(length_size)))
        if origin is not None and not elsewhere and extents:
            yield number, extents

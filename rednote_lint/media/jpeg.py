"""The marker segments of a JPEG file up to its first scan, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rednote_lint.media.source import Buffer, CutShort, Part, PartKind, Source

SOI, END_OF_IMAGE = b"\xff\xd8", b"\xff\xd9"
APP1, APP11, COMMENT, SCAN = 0xE1, 0xEB, 0xFE, 0xDA
EXIF = b"Exif\0\0"
XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENDED_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_DIGEST, _PIECE_HEAD = 32, 40
"""A piece of extended XMP begins with the digest of the whole (32 characters), its length and the piece's offset."""
_END = 0xD9
_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD9)))
_LARGEST = 65533
_EXIF_ANYWHERE = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_MOTION = (b'MotionPhoto="1"', b'MicroVideo="1"', b"MotionPhoto>1<", b"MicroVideo>1<")


class SegmentSpan(NamedTuple):
    """Where one marker segment lies; the last one, a scan, reaches to the end of the file."""

    marker: int
    start: int
    """Of its first 0xFF."""
    body: int
    """Behind marker and length; for a scan, behind the marker."""
    end: int
    """Less than `body` when the length that it states is none."""


class Segment(NamedTuple):
    """One marker segment in memory; the last one, a scan, carries the rest of the file."""

    marker: int
    payload: bytes
    """Without marker and length; for the scan, everything from its length on."""


def segments(source: Source) -> Iterator[SegmentSpan]:
    """Yield the segments up to the first scan, passing over what is none, as decoders do.

    Raises:
        CutShort: the file ends before its first scan.
    """
    at = len(SOI)
    while True:
        source.step()
        start, marker = _next_marker(source, at)
        body = source.tell()
        if marker == _END:
            return
        if marker == SCAN:
            yield SegmentSpan(marker, start, body, source.size)
            return
        length = 2 if marker in _BARE_MARKERS else source.number(2)
        body = source.tell()
        yield SegmentSpan(marker, start, body, body + length - 2)
        at = max(body + length - 2, body)


def jpeg_parts(source: Source) -> Iterator[Part]:
    """Yield EXIF, XMP, comments and content credentials; stops where the picture's data begin."""
    credentials: list[Segment] = []
    extended: list[bytes] = []
    cut: CutShort | None = None
    try:
        for span in segments(source):
            if span.marker not in (APP1, APP11, COMMENT):
                continue
            data = source.slice(span.body, max(span.end, span.body))
            if span.marker == APP11:
                credentials.append(Segment(APP11, data))
            elif data.startswith(_EXTENDED_XMP):
                extended.append(data[len(_EXTENDED_XMP) :])
            else:
                yield from _part(span, data)
    except CutShort as error:
        cut = error
    yield from _packets(extended)
    yield from _credentials(credentials)
    if cut is not None:
        raise cut


def is_motion_photo(source: Source) -> bool:
    """Say whether the XMP of a JPEG announces a movie behind the picture."""
    try:
        packets = [part.data for part in jpeg_parts(source) if part.kind is PartKind.XMP]
    except CutShort:
        return False
    return any(mark in packet for packet in packets for mark in _MOTION)


def embedded_exif(data: Buffer) -> Iterator[tuple[int, int | None]]:
    """Yield begin and end of every EXIF block in a file, those of embedded previews too.

    The end is None for a block that stands in no APP1 segment.
    """
    for found in _EXIF_ANYWHERE.finditer(data):  # type: ignore[call-overload]
        start = found.start() - 2
        in_segment = start >= 2 and bytes(data[start - 2 : start]) == bytes((0xFF, APP1))
        yield found.end(), start + int.from_bytes(data[start : start + 2], "big") if in_segment else None


def split(data: bytes) -> list[Segment]:
    """Read the segments of a JPEG.

    Raises:
        ValueError: not a JPEG, or broken before its first scan.
    """
    if not data.startswith(SOI):
        raise ValueError("not a JPEG")
    found, at = [], len(SOI)
    try:
        for span in segments(Source.of_buffer(data)):
            if span.start != at or span.end < span.body or span.end > len(data):
                raise ValueError("broken JPEG")
            found.append(Segment(span.marker, data[span.body : span.end]))
            at = span.end
    except CutShort:
        raise ValueError("broken JPEG") from None
    if not found or found[-1].marker != SCAN:
        raise ValueError("broken JPEG")
    return found


def join(parts: Sequence[Segment]) -> bytes:
    """Write segments as a JPEG.

    Raises:
        ValueError: a payload is too long for one segment.
    """
    written = [SOI]
    for marker, payload in parts:
        written.append(bytes((0xFF, marker)))
        if marker not in _BARE_MARKERS and marker != SCAN:
            if len(payload) > _LARGEST:
                raise ValueError("too long for a JPEG segment")
            written.append((len(payload) + 2).to_bytes(2, "big"))
        written.append(payload)
    return b"".join(written)


def jumbf_of(parts: Sequence[Segment]) -> bytes:
    """Put together the JUMBF box (C2PA) that is spread over APP11 segments; empty when there is none."""
    pieces_of: dict[bytes, list[tuple[int, bytes]]] = {}
    for marker, payload in parts:
        # Behind `JP` stand the box's instance (2 bytes) and the packet's number (4 bytes).
        if marker == APP11 and payload[:2] == b"JP" and len(payload) >= 16:
            pieces_of.setdefault(payload[2:4], []).append((int.from_bytes(payload[4:8], "big"), payload[8:]))
    boxes = []
    for pieces in pieces_of.values():
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


def _next_marker(source: Source, at: int) -> tuple[int, int]:
    """Return where the next run of 0xFF begins and the byte behind it; stand behind that byte."""
    source.seek(at)
    while source.number(1) != 0xFF:
        source.step()
    start, marker = source.tell() - 1, 0xFF
    while marker == 0xFF:
        source.step()
        marker = source.number(1)
    return start, marker


def _part(span: SegmentSpan, data: bytes) -> Iterator[Part]:
    if span.marker == COMMENT:
        yield Part(PartKind.TEXT, "jpeg.comment", data, span.body)
    elif data.startswith(EXIF[:5]):
        yield Part(PartKind.EXIF, "", data[len(EXIF) :], span.body + len(EXIF))
    elif data.startswith(XMP):
        yield Part(PartKind.XMP, "", data[len(XMP) :], span.body + len(XMP))


def _packets(pieces: Sequence[bytes]) -> Iterator[Part]:
    """Put extended XMP together, whose pieces may stand in any order."""
    packets: dict[bytes, list[tuple[int, bytes]]] = {}
    for piece in pieces:
        offset = int.from_bytes(piece[_PIECE_HEAD - 4 : _PIECE_HEAD], "big")
        packets.setdefault(piece[:_DIGEST], []).append((offset, piece[_PIECE_HEAD:]))
    for packet in packets.values():
        yield Part(PartKind.XMP, "", b"".join(data for _, data in sorted(packet)))


def _credentials(parts: Sequence[Segment]) -> Iterator[Part]:
    if box := jumbf_of(parts):
        yield Part(PartKind.C2PA, "", box)

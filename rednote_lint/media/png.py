"""The chunks of a PNG file, before and behind its picture, and its metadata."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress

from rednote_lint.media.source import PART_LIMIT, Chunk, CutShort, Part, PartKind, Source, Span

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_CHUNKS = frozenset((b"tEXt", b"zTXt", b"iTXt"))
TEXT_LIMIT = PART_LIMIT
"""Bytes of one text, unpacked."""
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_RAW_PROFILE = re.compile("raw profile type (exif|app1|xmp)", re.IGNORECASE)
_WANTED = TEXT_CHUNKS | {b"eXIf", b"caBX"}
_CHECKSUM = 4
_MOST_PIXEL_BYTES = 1 << 26
"""Of one chunk; writers cut pixels into far smaller ones."""


def chunks(source: Source) -> Iterator[Span]:
    """Yield the chunks up to the end chunk, whose own end may be missing.

    Raises:
        CutShort: the file ends before its end chunk.
    """
    at = len(SIGNATURE)
    while True:
        source.step()
        source.seek(at)
        length, kind = source.number(4), source.take(4)
        span = Span(kind, at, at + 8, at + 8 + length)
        yield span
        if kind == b"IEND":
            return
        at = span.end + _CHECKSUM


def png_parts(source: Source) -> Iterator[Part]:
    """Yield text, EXIF, XMP and content credentials up to the end chunk."""
    for span in chunks(source):
        if span.kind in _WANTED:
            yield from _parts(span, source.slice(span.body, span.end))


def is_whole(source: Source) -> bool:
    """Say whether a PNG reaches to the end of its end chunk."""
    try:
        return any(span.kind == b"IEND" and span.end + _CHECKSUM <= source.size for span in chunks(source))
    except CutShort:
        return False


def decodable_part(data: bytes) -> bytes:
    """Return a PNG up to the first chunk that claims more bytes than follow.

    Of pixels that were cut off, what is there can be decoded and stays; the claim is a lie only when it is absurd.
    """
    with suppress(CutShort):
        for span in chunks(Source.of_buffer(data)):
            if span.end + _CHECKSUM > len(data):
                is_pixels = span.kind == b"IDAT" and span.end - span.body < _MOST_PIXEL_BYTES
                return data if is_pixels else data[: span.start]
    return data


def split_png(data: bytes) -> list[Chunk]:
    """Read the chunks of a PNG.

    Raises:
        ValueError: not a PNG, or cut off.
    """
    if not data.startswith(SIGNATURE):
        raise ValueError("not a PNG")
    found = []
    try:
        for span in chunks(Source.of_buffer(data)):
            if span.end + _CHECKSUM > len(data):
                raise ValueError("broken PNG")
            found.append(Chunk(span.kind, data[span.body : span.end]))
    except CutShort:
        raise ValueError("broken PNG") from None
    return found


def join_png(parts: Sequence[Chunk]) -> bytes:
    """Write chunks as a PNG."""
    written = [SIGNATURE]
    for kind, data in parts:
        written += [len(data).to_bytes(4, "big"), kind, data, zlib.crc32(kind + data).to_bytes(4, "big")]
    return b"".join(written)


def text_of(kind: bytes, data: bytes) -> tuple[str, bytes]:
    """Return keyword and text of a `tEXt`, `zTXt` or `iTXt` chunk, unpacked, in UTF-8.

    Of a packed text that is broken or larger than `TEXT_LIMIT` only the beginning is returned.
    """
    keyword, _, rest = data.partition(b"\x00")
    name = keyword.decode("latin-1")
    if kind == b"tEXt":
        return name, _as_utf8(rest)
    if kind == b"zTXt":
        return name, _as_utf8(_unpacked(rest[1:]))
    packed, rest = rest[:1] == b"\x01", rest[2:]
    _language, _, rest = rest.partition(b"\x00")
    _translated, _, text = rest.partition(b"\x00")
    return name, _unpacked(text) if packed else text


def international_text(keyword: str, text: bytes) -> Chunk:
    """Make an uncompressed `iTXt` chunk of UTF-8 text."""
    return Chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text)


def is_raw_profile(keyword: str) -> bool:
    """Say whether a text is a copy of an EXIF block or XMP packet in hexadecimal, as ImageMagick writes it."""
    return _RAW_PROFILE.fullmatch(keyword) is not None


def _parts(span: Span, data: bytes) -> Iterator[Part]:
    if span.kind == b"eXIf":
        yield Part(PartKind.EXIF, "", data, span.body)
    elif span.kind == b"caBX":
        yield Part(PartKind.C2PA, "", data, span.body)
    else:
        keyword, text = text_of(span.kind, data)
        if keyword == "XML:com.adobe.xmp":
            yield Part(PartKind.XMP, "", text)
        elif is_raw_profile(keyword):
            yield _profile(keyword, text)
        else:
            yield Part(PartKind.TEXT, f"png.{keyword}", text)


def _profile(keyword: str, text: bytes) -> Part:
    """Read a block that ImageMagick wrote in hexadecimal, behind its name and its length."""
    digits = b"".join(text.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        data = b""
    if keyword.lower().endswith("xmp") or data.startswith(_XMP):
        return Part(PartKind.XMP, "", data.removeprefix(_XMP))
    return Part(PartKind.EXIF, "", data.removeprefix(b"Exif\x00\x00"))


def _unpacked(data: bytes) -> bytes:
    """Unpack at most TEXT_LIMIT bytes, however much the data would become; broken data give what came before."""
    try:
        return zlib.decompressobj().decompress(data, TEXT_LIMIT)
    except zlib.error:
        return b""


def _as_utf8(data: bytes) -> bytes:
    """The standard says Latin-1 and most generators write UTF-8: keep what is UTF-8, convert the rest."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1").encode("utf-8")
    return data

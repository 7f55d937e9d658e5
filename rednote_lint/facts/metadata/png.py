"""The chunks of a PNG file, before and behind its picture."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from rednote_lint.facts.metadata.source import PART_LIMIT, Part, PartKind, Source

_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_RAW_PROFILE = re.compile("raw profile type (exif|app1|xmp)", re.IGNORECASE)
_WANTED = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"caBX"}


def png_parts(source: Source) -> Iterator[Part]:
    """Yield text, EXIF, XMP and content credentials up to the end chunk."""
    source.seek(8)
    while True:
        source.step()
        length, kind = source.number(4), source.take(4)
        if kind == b"IEND":
            return
        if kind in _WANTED:
            yield from _chunk(kind, source.part(length))
            source.seek(source.tell() + 4)
        else:
            source.seek(source.tell() + length + 4)


def _chunk(kind: bytes, data: bytes) -> Iterator[Part]:
    if kind == b"eXIf":
        yield Part(PartKind.EXIF, "", data)
    elif kind == b"caBX":
        yield Part(PartKind.C2PA, "", data)
    else:
        keyword, text = _text(kind, data)
        if keyword == "XML:com.adobe.xmp":
            yield Part(PartKind.XMP, "", text)
        elif profile := _RAW_PROFILE.fullmatch(keyword):
            yield _profile(profile[1].lower(), text)
        else:
            yield Part(PartKind.TEXT, f"png.{keyword}", text)


def _profile(name: str, text: bytes) -> Part:
    """Read a block that ImageMagick wrote in hexadecimal, behind its name and its length."""
    digits = b"".join(text.split()[2:])
    try:
        data = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        data = b""
    if name == "xmp" or data.startswith(_XMP):
        return Part(PartKind.XMP, "", data.removeprefix(_XMP))
    return Part(PartKind.EXIF, "", data.removeprefix(b"Exif\x00\x00"))


def _text(kind: bytes, data: bytes) -> tuple[str, bytes]:
    """Split a text chunk into its keyword and its text, unpacked, in UTF-8."""
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


def _unpacked(data: bytes) -> bytes:
    """Unpack at most PART_LIMIT bytes, however much the data would become; broken data give what came before."""
    try:
        return zlib.decompressobj().decompress(data, PART_LIMIT)
    except zlib.error:
        return b""


def _as_utf8(data: bytes) -> bytes:
    """The standard says Latin-1 and most generators write UTF-8: keep what is UTF-8, convert the rest."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1").encode("utf-8")
    return data

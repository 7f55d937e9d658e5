"""PNG and RIFF (WebP) files as their chunks, so that one can be changed and all others stay byte for byte."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

PNG = b"\x89PNG\r\n\x1a\n"
TEXT_LIMIT = 16_000_000
"""Bytes of one text chunk, unpacked."""


class Chunk(NamedTuple):
    """One chunk."""

    name: bytes
    data: bytes


def split_png(data: bytes) -> list[Chunk]:
    """Read the chunks of a PNG.

    Raises:
        ValueError: not a PNG, or cut off.
    """
    if not data.startswith(PNG):
        raise ValueError("not a PNG")
    chunks, at = [], len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        if at + 12 + length > len(data):
            raise ValueError("broken PNG")
        chunks.append(Chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
        if chunks[-1].name == b"IEND":
            return chunks
    raise ValueError("broken PNG")


def join_png(chunks: Sequence[Chunk]) -> bytes:
    """Write chunks as a PNG."""
    parts = [PNG]
    for name, data in chunks:
        parts += [len(data).to_bytes(4, "big"), name, data, zlib.crc32(name + data).to_bytes(4, "big")]
    return b"".join(parts)


def png_text(chunk: Chunk) -> tuple[str, bytes]:
    """Return keyword and text of a `tEXt`, `zTXt` or `iTXt` chunk; the text is decompressed, not decoded.

    Of a packed text that is broken or larger than `TEXT_LIMIT` only the beginning is returned.
    """
    keyword, _, rest = chunk.data.partition(b"\0")
    if chunk.name == b"zTXt":
        rest = _unpacked(rest[1:])
    elif chunk.name == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:]
        rest = rest.split(b"\0", 2)[-1]
        rest = _unpacked(rest) if packed else rest
    return keyword.decode("latin-1"), rest


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, TEXT_LIMIT)
    except zlib.error:
        return b""


def png_international_text(keyword: str, text: bytes) -> Chunk:
    """Make an uncompressed `iTXt` chunk of UTF-8 text."""
    return Chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text)


def split_riff(data: bytes) -> tuple[bytes, list[Chunk]]:
    """Read the form (`WEBP`) and the top-level chunks of a RIFF file.

    Raises:
        ValueError: not a RIFF file, or cut off.
    """
    if data[:4] != b"RIFF" or len(data) < 12:
        raise ValueError("not a RIFF file")
    chunks, at = [], 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > len(data):
            raise ValueError("broken RIFF file")
        chunks.append(Chunk(data[at : at + 4], data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    return data[8:12], chunks


def join_riff(form: bytes, chunks: Sequence[Chunk]) -> bytes:
    """Write chunks as a RIFF file."""
    body = b"".join(name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2) for name, data in chunks)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + form + body

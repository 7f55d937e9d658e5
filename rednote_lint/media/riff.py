"""The chunks of a RIFF file (WebP, AVI), and the metadata and size of a WebP picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rednote_lint.media.source import Chunk, CutShort, Part, PartKind, Source, Span

_KINDS = {b"EXIF": PartKind.EXIF, b"XMP ": PartKind.XMP, b"C2PA": PartKind.C2PA}
_HEAD = 12
_OUTER = b"RIFF"
_EXIF_PREFIX = b"Exif\x00\x00"
_ANIMATED, _WITH_EXIF = 0x02, 0x08
_KEY_FRAME = b"\x9d\x01\x2a"


def riff_chunks(source: Source) -> Iterator[Span]:
    """Yield the top-level chunks.

    Raises:
        CutShort: the file ends before a chunk does.
    """
    at = _HEAD
    while source.size - at >= 8:
        source.step()
        source.seek(at)
        kind, length = source.take(4), int.from_bytes(source.take(4), "little")
        yield Span(kind, at, at + 8, at + 8 + length)
        source.seek(at + 8 + length)
        # A missing pad byte at the very end of the file loses nothing.
        at += 8 + length + length % 2


def is_whole(source: Source) -> bool:
    """Compare the ends of the outermost chunks (a long AVI has several) with the end of the file.

    A recording that was written to a pipe gives its length as zero, and may end anywhere.
    """
    at = 0
    while source.size - at >= 8 and source.slice(at, at + 4) == _OUTER:
        length = int.from_bytes(source.slice(at + 4, at + 8), "little")
        if not length:
            return True
        at += 8 + length + length % 2
    # A missing pad byte at the very end of the file loses nothing.
    return at <= source.size + 1


def riff_parts(source: Source) -> Iterator[Part]:
    """Yield EXIF, XMP and content credentials of the top-level chunks."""
    for span in riff_chunks(source):
        if span.kind in _KINDS:
            data = source.slice(span.body, span.end)
            skipped = len(_EXIF_PREFIX) if data.startswith(_EXIF_PREFIX) else 0
            yield Part(_KINDS[span.kind], "", data[skipped:], span.body + skipped)


def split_riff(data: bytes) -> tuple[bytes, list[Chunk]]:
    """Read the form (`WEBP`) and the top-level chunks of a RIFF file.

    Raises:
        ValueError: not a RIFF file, or cut off.
    """
    if data[:4] != b"RIFF" or len(data) < _HEAD:
        raise ValueError("not a RIFF file")
    whole = data[: 8 + int.from_bytes(data[4:8], "little")]
    try:
        spans = list(riff_chunks(Source.of_buffer(whole)))
    except CutShort:
        raise ValueError("broken RIFF file") from None
    return data[8:12], [Chunk(span.kind, whole[span.body : span.end]) for span in spans]


def join_riff(form: bytes, parts: Sequence[Chunk]) -> bytes:
    """Write chunks as a RIFF file."""
    body = b"".join(kind + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2) for kind, data in parts)
    return b"RIFF" + (len(body) + 4).to_bytes(4, "little") + form + body


def webp_size(head: bytes) -> tuple[int, int, bool] | None:
    """Return width, height as stored, and whether the picture moves; None when the header is damaged.

    Args:
        head: the first bytes of the file, at least 30 of them when the file has so many.
    """
    if len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8X":
            width, height = (1 + int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
            return width, height, bool(head[20] & _ANIMATED)
        case b"VP8L" if head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, False
        case b"VP8 " if head[23:26] == _KEY_FRAME:
            width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
            return width, height, False
        case _:
            return None


def webp_exif(source: Source) -> bytes | None:
    """Return the EXIF block of a WebP file whose header announces one."""
    try:
        source.seek(0)
        head = source.take(21)
        if head[12:16] != b"VP8X" or not head[20] & _WITH_EXIF:
            return None
        return next((part.data for part in riff_parts(source) if part.kind is PartKind.EXIF), None)
    except CutShort:
        return None

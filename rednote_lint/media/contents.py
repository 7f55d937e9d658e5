"""Reads the metadata of any media file: parts from its container, tags from its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rednote_lint.media.av_input import stream_tags
from rednote_lint.media.exif import exif_tags
from rednote_lint.media.file_type import HEAD, ISO_MOVIE_TYPES, sniff
from rednote_lint.media.gif import gif_parts
from rednote_lint.media.isobmff.heif import heif_parts
from rednote_lint.media.isobmff.mp4 import mp4_parts
from rednote_lint.media.jpeg import jpeg_parts
from rednote_lint.media.png import png_parts
from rednote_lint.media.riff import riff_parts
from rednote_lint.media.source import Bounds, CutShort, Part, PartKind, Source
from rednote_lint.media.tags import Tag
from rednote_lint.media.tiff import Tiff
from rednote_lint.media.xmp import xmp_tags
from rednote_lint.model import Bilingual, Record

_XMP_TAG, _C2PA_TAG = 700, 52545


class Contents(Record, frozen=True, kw_only=True):
    """What stands in a file beside its pixels."""

    type: str
    """By content, as `file_type.sniff` names it."""
    size: int
    """Bytes."""
    tags: tuple[Tag, ...] = ()
    """In the order they were met, unbounded."""
    manifests: tuple[bytes, ...] = ()
    """Content credentials (C2PA), as JUMBF boxes."""
    gaps: tuple[Bilingual, ...] = ()
    """What could not be read."""


def read_contents(path: str | Path, *, whole: bool = False) -> Contents:
    """Read the metadata of an image or a video; no pixel is decoded.

    Args:
        path: the file.
        whole: read parts of any size, as a repair that carries them over must; else within the bounds of a check.

    Raises:
        OSError: it cannot be opened.
    """
    path = Path(path)
    size = path.stat().st_size
    with path.open("rb") as file:
        source = Source.of_file(file, size, Bounds.whole(size) if whole else None)
        kind = sniff(file.read(HEAD))
        parts = _collected(source, kind)
        tags = [tag for part in parts for tag in _meaning(part)]
        if kind == "tiff":
            tags = [*exif_tags(source), *tags]
    if kind not in _PARTS and size:
        tags = list(stream_tags(path, source.gaps))
    return Contents(
        type=kind,
        size=size,
        tags=tuple(tags),
        manifests=tuple(part.data for part in parts if part.kind is PartKind.C2PA),
        gaps=tuple(dict.fromkeys(source.gaps)),
    )


def exif_places(source: Source, kind: str) -> list[int]:
    """Return where the EXIF blocks of a file begin that stand in it byte for byte.

    Args:
        source: the file.
        kind: its type by content.
    """
    parts = _collected(source, kind)
    return [part.start for part in parts if part.kind is PartKind.EXIF and part.start is not None]


def xmp_packets(source: Source, kind: str) -> list[bytes]:
    """Return the XMP packets of a file; `kind` is its type by content."""
    return [part.data for part in _collected(source, kind) if part.kind is PartKind.XMP]


def _tiff_parts(source: Source) -> Iterator[Part]:
    tiff = Tiff(source)
    main = next(tiff.directories(), None)
    for tag, kind in ((_XMP_TAG, PartKind.XMP), (_C2PA_TAG, PartKind.C2PA)):
        if main is not None and (entry := main.entry(tag)):
            yield Part(kind, "", tiff.data(entry), entry.value)


def _no_parts(source: Source) -> Iterator[Part]:
    """BMP files carry none of the metadata that rules ask for."""
    return iter(())


_PARTS: dict[str, Callable[[Source], Iterator[Part]]] = {
    "jpeg": jpeg_parts,
    "png": png_parts,
    "webp": riff_parts,
    "heic": heif_parts,
    "avif": heif_parts,
    "tiff": _tiff_parts,
    "gif": gif_parts,
    "bmp": _no_parts,
    **dict.fromkeys(ISO_MOVIE_TYPES, mp4_parts),
}
"""Who knows a container; what is missing here is left to FFmpeg."""


def _collected(source: Source, kind: str) -> list[Part]:
    """Walk as far as the file goes; what was found before it broke off counts."""
    parts: list[Part] = []
    try:
        for part in _PARTS.get(kind, _no_parts)(source):
            parts.append(part)
    except CutShort as cut:
        source.gaps.append(cut.reason)
    return parts


def _meaning(part: Part) -> Iterator[Tag]:
    match part.kind:
        case PartKind.EXIF:
            yield from exif_tags(Source.of_buffer(part.data))
        case PartKind.XMP:
            yield from xmp_tags(part.data)
        case PartKind.TEXT:
            yield Tag(part.name, part.data.decode("utf-8", "replace"))

"""One file's metadata: the container decides where the parts stand, the parts say what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.metadata.aigc import aigc_tags
from rednote_lint.facts.metadata.c2pa import c2pa_tags
from rednote_lint.facts.metadata.conclusions import concluded
from rednote_lint.facts.metadata.exif import exif_tags
from rednote_lint.facts.metadata.generators import generator_tags
from rednote_lint.facts.metadata.heif import heif_parts
from rednote_lint.facts.metadata.jpeg import jpeg_parts
from rednote_lint.facts.metadata.mp4 import mp4_parts
from rednote_lint.facts.metadata.png import png_parts
from rednote_lint.facts.metadata.riff import riff_parts
from rednote_lint.facts.metadata.source import CutShort, Part, PartKind, Source
from rednote_lint.facts.metadata.streams import stream_tags
from rednote_lint.facts.metadata.tags import Metadata, Tag, bounded
from rednote_lint.facts.metadata.xmp import xmp_tags
from rednote_lint.model import Bilingual

_Walker = Callable[[Source], Iterator[Part]]
_STILL_BRANDS = {b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_MOVIE_BOXES = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot"}


def read_metadata(path: str) -> Metadata | Unreadable:
    """Read the metadata of an image or a video without decoding a pixel.

    Args:
        path: the file.

    Returns:
        Its tags, with a note of every part that could not be read; or why nothing could.
    """
    file_name = Tag("file.name", Path(path).name)
    try:
        size = Path(path).stat().st_size
        with Path(path).open("rb") as file:
            source = Source(file, size)
            walker = _walker(file.read(16))
            parts = _collected(source, walker) if walker else []
    except OSError as error:
        return Unreadable(reason=_unopened(error.strerror or type(error).__name__))
    if size == 0:
        return Unreadable(reason=Bilingual(en="the file is empty", zh="文件为空"))
    manifest = b"".join(part.data for part in parts if part.kind is PartKind.C2PA)
    tags = [file_name, *(c2pa_tags(path, manifest, size, source.gaps) if manifest else ()), *_meanings(parts)]
    if walker is None:
        tags += stream_tags(path, source.gaps)
    return Metadata(tags=tuple(bounded(_with_conclusions(tags))), gaps=tuple(dict.fromkeys(source.gaps)))


def _with_conclusions(tags: list[Tag]) -> Iterator[Tag]:
    """Put the few conclusions first, so that no flood of tags can push them over the limit."""
    yield from aigc_tags(tags)
    yield from concluded(tags)
    yield from generator_tags(tags)
    yield from tags


def _walker(head: bytes) -> _Walker | None:
    """Choose by the first bytes who knows the container; None leaves it to FFmpeg."""
    if head.startswith(b"\xff\xd8"):
        return jpeg_parts
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return png_parts
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return riff_parts
    if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        return heif_parts
    if head[4:8] in _MOVIE_BOXES:
        return mp4_parts
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return _tiff_parts
    if head.startswith((b"GIF8", b"BM")):
        return _no_parts
    return None


def _tiff_parts(source: Source) -> Iterator[Part]:
    source.seek(0)
    yield Part(PartKind.EXIF, "", source.part(source.size))


def _no_parts(source: Source) -> Iterator[Part]:
    """GIF and BMP files carry none of the metadata that rules ask for."""
    return iter(())


def _collected(source: Source, walker: _Walker) -> list[Part]:
    """Walk as far as the file goes; what was found before it broke off counts."""
    parts = []
    try:
        for part in walker(source):
            parts.append(part)
    except CutShort as cut:
        source.gaps.append(cut.reason)
    return parts


def _meanings(parts: list[Part]) -> Iterator[Tag]:
    for part in parts:
        match part.kind:
            case PartKind.EXIF:
                yield from exif_tags(part.data)
            case PartKind.XMP:
                yield from xmp_tags(part.data)
            case PartKind.TEXT:
                yield Tag(part.name, part.data.decode("utf-8", "replace"))


def _unopened(reason: str) -> Bilingual:
    return Bilingual(en=f"it could not be opened ({reason})", zh=f"无法打开（{reason}）")

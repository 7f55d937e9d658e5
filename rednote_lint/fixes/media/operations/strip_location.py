"""GPS positions and serial numbers out of EXIF, XMP and MP4; everything else stays where and as it is.

Nothing is encoded again: the copy differs from the original only in the bytes that are blanked, so that pixels,
orientation, colour profile, AI label and content credentials are the same.
"""

from __future__ import annotations

import mmap
import re
import shutil
from pathlib import Path
from typing import Any

from rednote_lint.fixes.media import boxes, chunks, jpeg_segments
from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.blank_boxes import blank_boxes
from rednote_lint.fixes.media.blank_exif import blank_exif
from rednote_lint.fixes.media.blank_xmp import blank_xmp
from rednote_lint.fixes.media.heif_blocks import heif_blocks
from rednote_lint.fixes.media.labels import labels_of
from rednote_lint.model import Bilingual

_EXIF_ANYWHERE = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_RAW_PROFILE = re.compile(r"raw profile type (exif|app1|xmp)", re.IGNORECASE)
_PICTURE_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_CREDENTIALS = Bilingual(
    en="the content credentials (C2PA) were kept as they are; what they say about the place was not looked into",
    zh="内容凭证（C2PA）原样保留；其中是否含有位置信息未作检查",
)


def repair(source: Path, target: Path, arguments: dict[str, Any], advance: Advance) -> MediaOutcome:
    """Copy the file without positions and serial numbers.

    Raises:
        CannotRepair: none was found, or the container is not known here.
    """
    with source.open("rb") as file:
        head = file.read(16)
    if head.startswith(chunks.PNG):
        changed = _png(source, target)
    else:
        shutil.copyfile(source, target)
        advance(0.5)
        with target.open("r+b") as copy, mmap.mmap(copy.fileno(), 0) as data:
            changed = _blank(data, head, source)
            data.flush()
    if not changed:
        raise CannotRepair("no position and no serial number was found in it", "未发现位置信息或序列号")
    kept = any(label.kind == "c2pa" for label in labels_of(source))
    return MediaOutcome(notes=(_CREDENTIALS,) if kept else ())


def _blank(data: Any, head: bytes, source: Path) -> bool:
    if head.startswith((b"II*\0", b"MM\0*")):
        return blank_exif(data, 0) | blank_xmp(data)
    if head[8:12] == b"WEBP" or head.startswith(b"\xff\xd8"):
        return _blank_blocks(data, _webp_exif(data) if head[8:12] == b"WEBP" else ())
    if head[4:8] == b"ftyp" and head[8:12] in _PICTURE_BRANDS:
        return _blank_blocks(data, _heif_exif(data, source))
    if boxes.is_iso_media(data):
        return blank_boxes(data)
    raise CannotRepair(
        "positions cannot be taken out of this kind of file; convert it first", "无法从此类文件中删除位置：请先转换格式"
    )


def _blank_blocks(data: Any, known: tuple[int, ...]) -> bool:
    """Blank all EXIF blocks and XMP packets, those of embedded previews too."""
    found = {match.end() for match in _EXIF_ANYWHERE.finditer(data)}
    changed = [blank_exif(data, base, _segment_end(data, base)) for base in sorted(found | set(known))]
    return any([*changed, blank_xmp(data)])


def _segment_end(data: Any, base: int) -> int | None:
    """Return where the JPEG segment ends whose EXIF block begins at `base`; None when it is in no such segment."""
    start = base - len(jpeg_segments.EXIF) - 2
    if start < 2 or data[start - 2 : start] != bytes((0xFF, jpeg_segments.APP1)):
        return None
    return start + int.from_bytes(data[start : start + 2], "big")


def _webp_exif(data: Any) -> tuple[int, ...]:
    return tuple(match.end() for match in re.finditer(b"EXIF....(?=II\\*\0|MM\0\\*)", data, re.DOTALL))


def _heif_exif(data: Any, source: Path) -> tuple[int, ...]:
    """Find the EXIF item where the file keeps it without its usual first six bytes."""
    exif, _ = heif_blocks(source)
    start = _TIFF.search(exif[:32])
    at = data.find(exif[start.start() : start.start() + 64]) if start else -1
    return (at,) if at >= 0 else ()


def _png(source: Path, target: Path) -> bool:
    try:
        old = chunks.split_png(source.read_bytes())
    except ValueError as error:
        raise CannotRepair(f"the picture cannot be read: {error}", f"无法读取图片：{error}") from error
    new = [chunk for chunk in map(_png_chunk, old) if chunk is not None]
    target.write_bytes(chunks.join_png(new))
    return new != old


def _png_chunk(chunk: chunks.Chunk) -> chunks.Chunk | None:
    """Return the chunk without positions, or None when it holds a raw copy of a block that may have some."""
    if chunk.name == b"eXIf":
        block = bytearray(chunk.data)
        blank_exif(block, 0)
        return chunks.Chunk(chunk.name, bytes(block))
    if chunk.name not in (b"tEXt", b"zTXt", b"iTXt"):
        return chunk
    keyword, text = chunks.png_text(chunk)
    if _RAW_PROFILE.match(keyword):
        return None
    packet = bytearray(text)
    return chunks.png_international_text(keyword, bytes(packet)) if blank_xmp(packet) else chunk

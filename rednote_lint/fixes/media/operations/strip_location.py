"""Removes GPS positions and serial numbers from EXIF, XMP and MP4; everything else stays where and as it is.

Nothing is encoded again: the copy differs from the original only in the bytes that are blanked, so that pixels,
orientation, colour profile, AI label and content credentials are the same.
"""

from __future__ import annotations

import mmap
import shutil
from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.blank_boxes import blank_boxes
from rednote_lint.fixes.media.blank_exif import blank_exif
from rednote_lint.fixes.media.blank_xmp import blank_xmp
from rednote_lint.media import jpeg, png
from rednote_lint.media.ai_labels import LabelKind, labels_of
from rednote_lint.media.contents import exif_places, read_contents
from rednote_lint.media.file_type import ISO_MOVIE_TYPES, sniff_file
from rednote_lint.media.source import Chunk, Source
from rednote_lint.model import Bilingual
from rednote_lint.model.arguments import NoArguments

_CREDENTIALS = Bilingual(
    en="the content credentials (C2PA) were kept as they are; what they say about the place was not looked into",
    zh="内容凭证（C2PA）原样保留；其中是否含有位置信息未作检查",
)


def repair(source: Path, target: Path, arguments: NoArguments, advance: Advance) -> MediaOutcome:
    """Copy the file without positions and serial numbers.

    Raises:
        CannotRepair: none was found, one stays, or the container is not known here.
    """
    kind = sniff_file(source)
    if kind == "png":
        changed = _png(source, target)
    else:
        shutil.copyfile(source, target)
        advance(0.5)
        with target.open("r+b") as copy, mmap.mmap(copy.fileno(), 0) as data:
            changed = _blank(data, kind)
            data.flush()
    if not changed:
        raise CannotRepair("no position and no serial number was found in it", "未发现位置信息或序列号")
    _require_no_position(target)
    kept = any(label.kind is LabelKind.C2PA for label in labels_of(source))
    return MediaOutcome(notes=(_CREDENTIALS,) if kept else ())


def _require_no_position(result: Path) -> None:
    """Refuse a result in which the check would still find a position: the author must not be told that it is gone."""
    if any(tag.key == "gps.position" for tag in read_contents(result, whole=True).tags):
        raise CannotRepair(
            "a position in it stands where it cannot be blanked; convert it first",
            "其中的位置信息无法就地清除：先转换格式",
        )


def _blank(data: Any, kind: str) -> bool:
    if kind == "tiff":
        return blank_exif(data, 0) | blank_xmp(data)
    if kind in ("jpeg", "webp", "heic", "avif"):
        return _blank_blocks(data, kind)
    if kind in ISO_MOVIE_TYPES:
        return blank_boxes(data)
    raise CannotRepair(
        "positions cannot be taken out of this kind of file; convert it first", "无法从此类文件中删除位置：先转换格式"
    )


def _blank_blocks(data: Any, kind: str) -> bool:
    """Blank all EXIF blocks and XMP packets, those of embedded previews too."""
    blocks: dict[int, int | None] = dict.fromkeys(exif_places(Source.of_buffer(data), kind))
    blocks |= dict(jpeg.embedded_exif(data))
    changed = [blank_exif(data, base, end) for base, end in sorted(blocks.items(), key=lambda block: block[0])]
    return any([*changed, blank_xmp(data)])


def _png(source: Path, target: Path) -> bool:
    try:
        old = png.split_png(source.read_bytes())
    except ValueError as error:
        raise CannotRepair(f"the picture cannot be read: {error}", f"无法读取图片：{error}") from error
    new = [chunk for chunk in map(_png_chunk, old) if chunk is not None]
    target.write_bytes(png.join_png(new))
    return new != old


def _png_chunk(chunk: Chunk) -> Chunk | None:
    """Return the chunk without positions, or None when it holds a raw copy of a block that may have some."""
    if chunk.kind == b"eXIf":
        block = bytearray(chunk.data)
        blank_exif(block, 0)
        return Chunk(chunk.kind, bytes(block))
    if chunk.kind not in png.TEXT_CHUNKS:
        return chunk
    keyword, text = png.text_of(chunk.kind, chunk.data)
    if png.is_raw_profile(keyword):
        return None
    packet = bytearray(text)
    if not blank_xmp(packet):
        return chunk
    if len(text) >= png.TEXT_LIMIT:
        raise CannotRepair("a text in it is too large to be rewritten", "其中一段文字过大，无法重写")
    return png.international_text(keyword, bytes(packet))

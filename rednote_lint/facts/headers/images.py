"""Facts from the header of an image: its real type, its displayed size, whether it moves; no pixel is decoded."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path

from rednote_lint.facts.base import Unreadable
from rednote_lint.media.exif import orientation
from rednote_lint.media.file_type import HEAD, IMAGE_TYPES, named_as, sniff
from rednote_lint.media.isobmff.heif import still_size
from rednote_lint.media.jpeg import EXIF, is_motion_photo
from rednote_lint.media.regular_file import NotOpened, open_regular
from rednote_lint.media.riff import webp_exif, webp_size
from rednote_lint.media.source import Bounds, Source
from rednote_lint.media.truncation import is_complete
from rednote_lint.model import Bilingual, Record
from rednote_lint.posts.files import live_half

VERSION = 1
"""Raised whenever a header may be read otherwise, so that stored ones are dropped."""
_SIDEWAYS = frozenset((5, 6, 7, 8))
_ORIENTATION = 0x0112
_LARGEST = 256 * 1024 * 1024
"""Bytes; eight times what can be published."""
_CUT = Bilingual(en="the file ends before the picture is complete", zh="文件在图片完整之前就结束了")
_MOST_PIXELS = 250_000_000
"""More than any camera has."""
_HEADER_DAMAGED = Bilingual(en="its header is damaged", zh="文件头已损坏")


class ImageHeader(Record, frozen=True, kw_only=True):
    """What is known of an image without looking at it."""

    type: str
    """By content: `jpeg`, `png`, `webp`, `gif`, `heic`, `avif`, `bmp`, `tiff`, …"""
    bytes: int
    width: int | None
    """In displayed pixels, after EXIF orientation; None when the type's size is not read (PSD, SVG, …)."""
    height: int | None
    animated: bool = False
    live: str = ""
    """`pair`: the still of a Live photo beside its movie; `motion`: a JPEG with a movie inside; else empty."""
    well_named: bool = True
    """Whether the file's ending goes with its type."""
    damage: Bilingual | None = None
    """Why the file cannot be whole."""


def read_image(path: str) -> ImageHeader | Unreadable:
    """Read the header of an image file.

    Returns:
        The header, or why it is none: missing, empty, not an image, or of a size that no one photographs.
    """
    try:
        opened = open_regular(Path(path))
    except NotOpened as refusal:
        return Unreadable(reason=refusal.reason)
    with opened.file as file:
        head = file.read(HEAD)
        kind = sniff(head)
        if kind not in IMAGE_TYPES:
            return _no_image(kind)
        whole = Bounds.whole(opened.size)
        damage = None if is_complete(Source.of_file(file, opened.size, whole), kind) else _CUT
        size = _size(path, kind, head, Source.of_file(file, opened.size))
        if isinstance(size, Unreadable):
            return size
        motion = kind == "jpeg" and is_motion_photo(Source.of_file(file, opened.size))
    width, height, animated = size
    paired = live_half(Path(path)) is not None
    return ImageHeader(
        type=kind,
        bytes=opened.size,
        width=width,
        height=height,
        animated=animated,
        live="pair" if paired else "motion" if motion else "",
        well_named=named_as(kind, Path(path)),
        damage=damage,
    )


def unfit_to_decode(header: Record) -> Unreadable | None:
    """Say why a picture is not given to a decoder: it breaks off, or is far larger than any that can be published."""
    if not isinstance(header, ImageHeader):
        return None
    if header.damage is not None:
        return Unreadable(reason=header.damage)
    if header.bytes > _LARGEST or (header.width or 0) * (header.height or 0) > _MOST_PIXELS:
        return Unreadable(reason=Bilingual(en="it is too large to be looked at", zh="文件过大，无法查看其画面"))
    return None


def _no_image(kind: str) -> Unreadable:
    if kind == "unknown":
        return Unreadable(reason=Bilingual(en="its content is no known image", zh="内容不是已知的图片格式"))
    return Unreadable(reason=Bilingual(en=f"its content is not an image but {kind}", zh=f"内容不是图片，而是 {kind}"))


def _size(path: str, kind: str, head: bytes, source: Source) -> tuple[int | None, int | None, bool] | Unreadable:
    """Return displayed width and height, and whether the image moves."""
    match kind:
        case "heic" | "avif":
            return still_size(source) or Unreadable(reason=_HEADER_DAMAGED)
        case "svg" | "psd" | "jxl":
            return None, None, False
        case "webp":
            return _webp(head, source)
        case _:
            return _by_pillow(path, kind)


def _webp(head: bytes, source: Source) -> tuple[int, int, bool] | Unreadable:
    size = webp_size(head)
    if size is None:
        return _damaged("webp")
    width, height, moves = size
    exif = webp_exif(source)
    return (height, width, moves) if exif and _orientation(exif) in _SIDEWAYS else size


def _by_pillow(path: str, kind: str) -> tuple[int, int, bool] | Unreadable:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                width, height = image.size
                exif = image.info.get("exif")
                turn = _orientation(exif) if exif else _tiff_orientation(image)
                moves = kind in ("gif", "png") and bool(getattr(image, "is_animated", False))
    except Image.DecompressionBombError:
        reason = Bilingual(
            en="its header claims more pixels than any camera has; opening it could exhaust the memory",
            zh="文件头声明的像素数远超任何相机，打开可能耗尽内存",
        )
        return Unreadable(reason=reason)
    except (
        *(UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error),
        *(IndexError, TypeError, RuntimeError),
    ):
        return _damaged(kind)
    return (height, width, moves) if turn in _SIDEWAYS else (width, height, moves)


def _damaged(kind: str) -> Unreadable:
    return Unreadable(reason=Bilingual(en=f"its {kind} header is damaged", zh=f"{kind} 文件头已损坏"))


def _orientation(block: bytes) -> int:
    return orientation(Source.of_buffer(block.removeprefix(EXIF)))


def _tiff_orientation(image: object) -> int:
    value = getattr(image, "tag_v2", {}).get(_ORIENTATION, 1)
    return value if isinstance(value, int) else 1

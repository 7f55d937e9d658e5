"""What the header of an image says: its real type, its displayed size, whether it moves; no pixel is decoded."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path

from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.headers.file_type import HEAD, IMAGE_TYPES, named_as, sniff
from rednote_lint.facts.headers.files import open_regular
from rednote_lint.facts.headers.heif_header import still_size
from rednote_lint.facts.headers.truncation import image_damage, is_motion_photo
from rednote_lint.facts.headers.webp_header import webp_exif, webp_size
from rednote_lint.model import Bilingual, Record
from rednote_lint.posts.files import live_half

_SIDEWAYS = frozenset((5, 6, 7, 8))
_ORIENTATION = 0x0112
_LARGEST = 256 * 1024 * 1024
"""Bytes; eight times what can be published."""
_MOST_PIXELS = 250_000_000
"""More than any camera has."""


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
    opened = open_regular(Path(path))
    if isinstance(opened, Unreadable):
        return opened
    with opened.file as file:
        head = file.read(HEAD)
        kind = sniff(head)
        if kind not in IMAGE_TYPES:
            return _no_image(kind)
        damage = image_damage(file, kind, opened.size)
        size = _size(path, kind, head)
        if isinstance(size, Unreadable):
            return size
        motion = kind == "jpeg" and is_motion_photo(file)
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


def _size(path: str, kind: str, head: bytes) -> tuple[int | None, int | None, bool] | Unreadable:
    """Return displayed width and height, and whether the image moves."""
    match kind:
        case "heic" | "avif":
            return still_size(Path(path))
        case "svg" | "psd" | "jxl":
            return None, None, False
        case "webp":
            return _webp(path, head)
        case _:
            return _by_pillow(path, kind)


def _webp(path: str, head: bytes) -> tuple[int, int, bool] | Unreadable:
    size = webp_size(head)
    if size is None:
        return _damaged("webp")
    width, height, moves = size
    exif = webp_exif(Path(path), head)
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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, TypeError):
        return _damaged(kind)
    return (height, width, moves) if turn in _SIDEWAYS else (width, height, moves)


def _damaged(kind: str) -> Unreadable:
    return Unreadable(reason=Bilingual(en=f"its {kind} header is damaged", zh=f"{kind} 文件头已损坏"))


def _orientation(block: bytes) -> int:
    """Return the orientation that an EXIF block states; 1, upright, when it states none that makes sense."""
    from PIL import Image

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(block)
            value = exif.get(_ORIENTATION, 1)
    except (ValueError, SyntaxError, OSError, struct.error, KeyError, TypeError, IndexError):
        return 1
    return value if isinstance(value, int) else 1


def _tiff_orientation(image: object) -> int:
    value = getattr(image, "tag_v2", {}).get(_ORIENTATION, 1)
    return value if isinstance(value, int) else 1

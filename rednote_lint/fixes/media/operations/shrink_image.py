"""Encodes a picture again with the highest quality whose file fits a limit; width and height stay."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.fixes.media import pictures
from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.model import Bilingual
from rednote_lint.model.arguments import ShrinkImage

_MEBIBYTE = 1024 * 1024
_WORST, _BEST = 40, 97
"""Below quality 40 a JPEG shows its blocks at arm's length: then a person must choose a smaller picture."""


def repair(source: Path, target: Path, arguments: ShrinkImage, advance: Advance) -> MediaOutcome:
    """Encode again to fit; `arguments`: `limit_mb` (1 MB = 1024 x 1024 bytes)."""
    limit = int(arguments.limit_mb * _MEBIBYTE)
    picture = pictures.read(source)
    if picture.frames > 1:
        raise CannotRepair("it is animated; use first-frame", "这是动图：使用 first-frame")
    format_name = "WEBP" if picture.pixels.mode == "RGBA" else "JPEG"
    quality = _highest_that_fits(picture, source, target, format_name, limit, advance)
    note = Bilingual(en=f"encoded with quality {quality} of 100", zh=f"以质量 {quality}/100 重新编码")
    return MediaOutcome(suffix=".webp" if format_name == "WEBP" else ".jpg", notes=(note,))


def _highest_that_fits(
    picture: pictures.Picture, source: Path, target: Path, format_name: str, limit: int, advance: Advance
) -> int:
    """Fill `target` by halving the range of qualities; the file that is measured is the whole one, with metadata."""
    low, high, tried = _WORST, _BEST, 0
    best: tuple[int, bytes] | None = None
    while low <= high:
        quality = (low + high) // 2
        data = pictures.encoded(picture, format_name, quality)
        pictures.save(picture, source, target, format_name, data)
        tried += 1
        advance(tried / 7)
        if target.stat().st_size <= limit:
            best, low = (quality, data), quality + 1
        else:
            high = quality - 1
    if best is None:
        raise CannotRepair(
            f"even at quality {_WORST} it does not fit; export it with fewer pixels",
            f"即使质量降到 {_WORST} 仍超出大小：导出更小尺寸",
        )
    pictures.save(picture, source, target, format_name, best[1])
    return best[0]

"""Converts HEIC, HEIF, AVIF, TIFF, BMP, … to JPEG or PNG, upright and in sRGB."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.fixes.media import pictures
from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.model import Bilingual
from rednote_lint.model.arguments import ConvertImage, PictureFormat

_FIRST_ONLY = Bilingual(en="only the first frame was kept", zh="只保留了第一帧")


def repair(source: Path, target: Path, arguments: ConvertImage, advance: Advance) -> MediaOutcome:
    """Convert a picture.

    Args:
        source: the picture.
        target: the file to fill.
        arguments: `to`: `auto` (default), `jpeg`, `png`.
        advance: is told the progress.
    """
    picture = pictures.read(source)
    advance(0.5)
    suffix = pictures.save(picture, source, target, pictures.best_format(picture, arguments.to or PictureFormat.AUTO))
    return MediaOutcome(suffix=suffix, notes=(_FIRST_ONLY,) if picture.frames > 1 else ())

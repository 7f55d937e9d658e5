"""Converts the first frame of an animated GIF or WebP to a still picture."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.fixes.media.operations import convert_image
from rednote_lint.model.arguments import ConvertImage


def repair(source: Path, target: Path, arguments: ConvertImage, advance: Advance) -> MediaOutcome:
    """Keep the first frame; `arguments`: `to`, as for `convert-image`."""
    outcome = convert_image.repair(source, target, arguments, advance)
    return MediaOutcome(suffix=outcome.suffix)

"""Crops a picture or video to a rectangle."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.fixes.media.frames import change_every_frame, cut, kept_box
from rednote_lint.model.arguments import Crop


def repair(source: Path, target: Path, arguments: Crop, advance: Advance) -> MediaOutcome:
    """Keep a rectangle; `arguments`: `box`."""
    box = kept_box(arguments)
    return change_every_frame(source, target, lambda frame: cut(frame, box), advance)

"""One rectangle of a picture or video."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.fixes.media.frames import box_argument, change_every_frame, cut


def repair(source: Path, target: Path, arguments: dict[str, Any], advance: Advance) -> MediaOutcome:
    """Keep a rectangle; `arguments`: `box`."""
    box = box_argument(arguments)
    return change_every_frame(source, target, lambda frame: cut(frame, box), advance)

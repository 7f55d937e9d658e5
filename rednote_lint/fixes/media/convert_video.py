"""AVI, WebM, WMV, … to MP4 with H.264 and AAC, upright."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.fixes.media.transcode import transcode


def repair(source: Path, target: Path, arguments: dict[str, Any], advance: Advance) -> MediaOutcome:
    """Convert a video."""
    transcode(source, target, advance)
    return MediaOutcome(suffix=".mp4")

"""Converts AVI, WebM, WMV, … to MP4 with H.264 and AAC, upright."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.transcode import is_video, transcode
from rednote_lint.model.arguments import NoArguments


def repair(source: Path, target: Path, arguments: NoArguments, advance: Advance) -> MediaOutcome:
    """Convert a video."""
    if not is_video(source):
        raise CannotRepair("it is no video", "不是视频文件")
    transcode(source, target, advance)
    return MediaOutcome(suffix=".mp4")

"""Facts from the header of a video: container, codecs, length, displayed size; no frame is decoded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rednote_lint.errors import decoder_said
from rednote_lint.facts.base import Unreadable
from rednote_lint.media.av_input import HEADER_ONLY, open_input
from rednote_lint.media.file_type import HEAD, ISO_MOVIE_TYPES, VIDEO_TYPES, named_as, sniff
from rednote_lint.media.isobmff.mp4 import MovieHeader, movie_header
from rednote_lint.media.regular_file import NotOpened, open_regular
from rednote_lint.media.source import Source
from rednote_lint.media.truncation import is_complete
from rednote_lint.model import Bilingual, Record

VERSION = 2
"""Raised whenever a header may be read otherwise, so that stored ones are dropped."""
_CUT = Bilingual(en="the file ends before its video is complete", zh="文件在视频完整之前就结束了")
_LARGEST = 32768
_MICROSECONDS = 1_000_000


class VideoHeader(Record, frozen=True, kw_only=True):
    """What is known of a video without looking at it."""

    container: str
    """By content: `mp4`, `mov`, `mkv`, `webm`, `avi`, …"""
    bytes: int
    duration: float | None
    """Seconds."""
    width: int
    """In displayed pixels, after rotation and sample aspect ratio."""
    height: int
    fps: float | None
    video_codec: str
    audio_codec: str
    """Empty without sound."""
    well_named: bool = True
    """Whether the file's ending goes with its container."""
    damage: Bilingual | None = None
    """Why the file cannot be whole."""


def read_video(path: str) -> VideoHeader | Unreadable:
    """Read the header of a video file, or say why it is none."""
    try:
        opened = open_regular(Path(path))
    except NotOpened as refusal:
        return Unreadable(reason=refusal.reason)
    with opened.file as file:
        container = sniff(file.read(HEAD))
        if container not in VIDEO_TYPES:
            return _no_video(container)
        is_boxed = container in ISO_MOVIE_TYPES
        whole = is_complete(Source.of_file(file, opened.size), container)
        boxes = movie_header(Source.of_file(file, opened.size)) if is_boxed else MovieHeader(whole=whole)
    return _opened(path, container, opened.size, boxes)


def _opened(path: str, container: str, size: int, boxes: MovieHeader) -> VideoHeader | Unreadable:
    import av

    try:
        with open_input(path, options=HEADER_ONLY) as movie:
            stream = _picture(movie)
            if stream is None:
                return Unreadable(reason=Bilingual(en="it holds no video stream", zh="其中没有视频流"))
            width, height = _displayed(stream, sideways=boxes.sideways)
            if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
                reason = Bilingual(en="its header names no possible frame size", zh="文件头中的画面尺寸不可能成立")
                return Unreadable(reason=reason)
            return VideoHeader(
                container=container,
                bytes=size,
                duration=_duration(movie, stream),
                width=width,
                height=height,
                fps=float(stream.average_rate) if stream.average_rate else None,
                video_codec=_codec(stream),
                audio_codec=next((_codec(sound) for sound in movie.streams.audio), ""),
                well_named=named_as(container, Path(path)),
                damage=None if boxes.whole else _CUT,
            )
    except (av.FFmpegError, OSError, ValueError, MemoryError, OverflowError) as error:
        said = decoder_said(error)
        return Unreadable(
            reason=Bilingual(en=f"it cannot be opened as a video ({said.en})", zh=f"无法作为视频打开（{said.zh}）")
        )


def _no_video(kind: str) -> Unreadable:
    if kind == "unknown":
        return Unreadable(reason=Bilingual(en="its content is no known video", zh="内容不是已知的视频格式"))
    return Unreadable(reason=Bilingual(en=f"its content is not a video but {kind}", zh=f"内容不是视频，而是 {kind}"))


def _picture(movie: Any) -> Any:
    """Return the first stream of moving pictures; an attached cover is none."""
    from av.stream import Disposition

    streams = (stream for stream in movie.streams.video if not stream.disposition & Disposition.attached_pic)
    return next((stream for stream in streams if stream.codec_context is not None), None)


def _displayed(stream: Any, *, sideways: bool) -> tuple[int, int]:
    context = stream.codec_context
    aspect = float(stream.sample_aspect_ratio or 1) or 1.0
    width, height = round(context.width * aspect), context.height
    return (height, width) if sideways else (width, height)


def _duration(movie: Any, stream: Any) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return movie.duration / _MICROSECONDS if movie.duration else None


def _codec(stream: Any) -> str:
    context = stream.codec_context
    return str(context.name) if context is not None else "unknown"

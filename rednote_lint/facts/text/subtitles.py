"""Reads the subtitles of a post: sidecar files, and text streams inside its videos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rednote_lint.media.av_input import open_input
from rednote_lint.model import Asset, Bilingual, Location, Post, Scope, Skipped, SourceFile, TextSpan, TimeRange
from rednote_lint.posts.files import SUBTITLES
from rednote_lint.syntax.subtitles import cues, plain

_TEXT_CODECS = frozenset(("mov_text", "subrip", "srt", "text", "ass", "ssa", "webvtt"))
_ASS_FIELDS = 8
"""Fields before the words in a packet of an ASS stream."""
_MOST = 20_000
"""Cues read of one stream."""
_SHOWN = 5.0
"""Seconds that a cue without a duration is taken to last."""


def subtitles(post: Post, videos: Iterable[Asset]) -> Iterator[TextSpan | Skipped]:
    """Give each subtitle of a post with its time; what cannot be read as text is given as skipped, with the reason.

    Args:
        post: its sidecar files are among its sources.
        videos: those of its videos whose header could be read.
    """
    for source in post.sources:
        if source.path.lower().endswith(tuple(SUBTITLES)):
            yield from _sidecar_spans(source)
    for asset in videos:
        yield from stream_subtitles(asset.path)


def _sidecar_spans(source: SourceFile) -> Iterator[TextSpan]:
    for cue in cues(source.path, source.text):
        where = Location(path=source.path, text=cue.text.range, time=cue.time)
        yield TextSpan(scope=Scope.SUBTITLE, text=cue.text.text, where=where, pieces=cue.text.pieces)


def stream_subtitles(path: str) -> Iterator[TextSpan | Skipped]:
    """Read the subtitle streams inside a video, packet by packet; a file that does not open has none.

    That a video is damaged is for its header to say, so it is not said again here.
    """
    import av

    try:
        with open_input(path) as movie:
            for stream in movie.streams.subtitles:
                if stream.codec_context is None or stream.codec_context.name not in _TEXT_CODECS:
                    yield _pictures(path)
                else:
                    yield from _cues(path, movie, stream)
    except (av.FFmpegError, OSError, ValueError):
        return


def _cues(path: str, movie: Any, stream: Any) -> Iterator[TextSpan]:
    movie.seek(0)
    for count, packet in enumerate(movie.demux(stream)):
        words = _words(bytes(packet), stream.codec_context.name) if packet.size else ""
        if words and packet.pts is not None:
            start = float(packet.pts * packet.time_base)
            length = float(packet.duration * packet.time_base) if packet.duration else _SHOWN
            where = Location(path=path, time=TimeRange(round(start, 3), round(start + length, 3)))
            yield TextSpan(scope=Scope.SUBTITLE, text=words, where=where)
        if count >= _MOST:
            return


def _words(data: bytes, codec: str) -> str:
    """Return what a viewer reads of one packet."""
    if codec == "mov_text":
        data = data[2 : 2 + int.from_bytes(data[:2], "big")]
    text = data.decode("utf-8", "replace").strip("\0")
    if codec in ("ass", "ssa"):
        text = text.split(",", _ASS_FIELDS)[-1].replace("\\N", "\n").replace("\\n", "\n")
    return plain(text)


def _pictures(path: str) -> Skipped:
    reason = Bilingual(en="its subtitles are pictures, not text", zh="其字幕是图像而非文本")
    return Skipped(what=path, reason=reason, where=Location(path=path))

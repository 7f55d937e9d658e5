"""Reads the subtitles of a post: sidecar files, and text streams inside its videos."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rednote_lint.media.av_input import HEADER_ONLY, open_input
from rednote_lint.model import Asset, Bilingual, Location, Post, Record, Scope, Skipped, SourceFile, TextSpan, TimeRange
from rednote_lint.posts.files import SUBTITLES
from rednote_lint.syntax.subtitles import cues, plain

_TEXT_CODECS = frozenset(("mov_text", "subrip", "srt", "text", "ass", "ssa", "webvtt"))
_ASS_FIELDS = 8
"""Fields before the words in a packet of an ASS stream."""
_MOST = 20_000
"""Cues read of one stream."""
_SHOWN = 5.0
"""Seconds that a cue without a duration is taken to last."""


VERSION = 1
"""Raised whenever streams may be read otherwise, so that stored ones are dropped."""


class StreamCue(Record, frozen=True, array_like=True):
    """The words of one packet of a stream, and the seconds between which they are shown."""

    text: str
    start: float
    end: float


class SubtitleStreams(Record, frozen=True, kw_only=True):
    """The subtitle streams inside one video, in their order; None stands for one of pictures."""

    streams: tuple[tuple[StreamCue, ...] | None, ...] = ()


def subtitles(
    post: Post, videos: Iterable[Asset], read: Callable[[Asset], SubtitleStreams]
) -> Iterator[TextSpan | Skipped]:
    """Give each subtitle of a post with its time; what cannot be read as text is given as skipped, with the reason.

    Args:
        post: its sidecar files are among its sources.
        videos: those of its videos whose header could be read.
        read: gives the streams inside a video, as `read_streams` does.
    """
    for source in post.sources:
        if source.path.lower().endswith(tuple(SUBTITLES)):
            yield from _sidecar_spans(source)
    for asset in videos:
        for stream in read(asset).streams:
            if stream is None:
                yield _pictures(asset.path)
            else:
                yield from (_span(asset.path, cue) for cue in stream)


def _sidecar_spans(source: SourceFile) -> Iterator[TextSpan]:
    for cue in cues(source.path, source.text):
        where = Location(path=source.path, text=cue.text.range, time=cue.time)
        yield TextSpan(scope=Scope.SUBTITLE, text=cue.text.text, where=where, pieces=cue.text.pieces)


def _span(path: str, cue: StreamCue) -> TextSpan:
    where = Location(path=path, time=TimeRange(cue.start, cue.end))
    return TextSpan(scope=Scope.SUBTITLE, text=cue.text, where=where)


def read_streams(path: str) -> SubtitleStreams:
    """Read the subtitle streams inside a video, packet by packet; a file that does not open has none.

    That a video is damaged is for its header to say, so it is not said again here.
    """
    import av

    read: list[tuple[StreamCue, ...] | None] = []
    try:
        with open_input(path, options=HEADER_ONLY) as movie:
            for stream in movie.streams.subtitles:
                if stream.codec_context is None or stream.codec_context.name not in _TEXT_CODECS:
                    read.append(None)
                else:
                    found: list[StreamCue] = []
                    try:
                        found.extend(_cues(movie, stream))
                    finally:
                        read.append(tuple(found))
    except (av.FFmpegError, OSError, ValueError):
        pass
    return SubtitleStreams(streams=tuple(read))


def _cues(movie: Any, stream: Any) -> Iterator[StreamCue]:
    movie.seek(0)
    for count, packet in enumerate(movie.demux(stream)):
        words = _words(bytes(packet), stream.codec_context.name) if packet.size else ""
        if words and packet.pts is not None:
            start = float(packet.pts * packet.time_base)
            length = float(packet.duration * packet.time_base) if packet.duration else _SHOWN
            yield StreamCue(words, round(start, 3), round(start + length, 3))
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

"""Tags of videos that are neither MP4 nor MOV (MKV, FLV, MPEG, …), as FFmpeg reads them."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.metadata.tags import Tag
from rednote_lint.media.av_input import open_input, tags_of
from rednote_lint.model import Bilingual

# Only the head of the file is looked at: the tags stand there, and no stream needs to be understood.
_BOUNDS = {"probesize": "2000000", "analyzeduration": "0"}


def stream_tags(path: str, gaps: list[Bilingual]) -> Iterator[Tag]:
    """Yield `container.*` and `stream.*` tags; a file that FFmpeg refuses yields none and a gap."""
    import av

    try:
        with open_input(path, options=_BOUNDS, timeout=5.0) as container:
            tags = [Tag(f"container.{key}", value) for key, value in tags_of(container).items()]
            for stream in container.streams:
                tags += [Tag(f"stream.{key}", value) for key, value in tags_of(stream).items()]
    except (av.FFmpegError, OSError, ValueError) as error:
        gaps.append(_refused(str(error).partition(":")[0]))
        return
    yield from tags


def _refused(reason: str) -> Bilingual:
    return Bilingual(
        en=f"its container could not be opened, so its tags were not read ({reason})",
        zh=f"无法打开视频容器，未读取其标签（{reason}）",
    )

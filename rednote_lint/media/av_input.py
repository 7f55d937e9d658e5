"""Opening containers with PyAV for reading, the same with every version of it, and from this machine alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from rednote_lint.media.tags import Tag
from rednote_lint.model import Bilingual

HEADER_ONLY = {"skip_frame": "all"}
"""Options for who only asks what streams there are: while a file is opened, FFmpeg decodes its first pictures to learn
the format of their pixels, which takes twenty times as long as all the rest."""

# Tags stand in the head of the file, and no stream needs to be understood for them.
_TAG_BOUNDS = {"probesize": "2000000", "analyzeduration": "0"}


def open_input(path: str | Path, *, options: dict[str, str] | None = None, timeout: float | None = None) -> Any:
    """Open a media file for demuxing.

    The protocol is named, because FFmpeg takes `a:b.mp4` for an unknown protocol and asks a name server for the host
    of `http:b.mp4`.

    Args:
        path: the file.
        options: options of the demuxer.
        timeout: seconds for opening and for each read; None waits.

    Returns:
        An `av.container.InputContainer`.

    Raises:
        av.FFmpegError: FFmpeg refuses the file.
        OSError: the file cannot be read.
        ValueError: the header makes no sense to PyAV.
    """
    import av

    return av.open(f"file:{os.fspath(path)}", options=options, timeout=timeout, **_tag_errors())


def tags_of(holder: Any) -> dict[str, str]:
    """Return the tags of a container or stream; bytes that are no UTF-8 become U+FFFD in every version of PyAV."""
    return {_clean(key): _clean(value) for key, value in holder.metadata.items()}


def stream_tags(path: str | Path, gaps: list[Bilingual]) -> Iterator[Tag]:
    """Yield `container.*` and `stream.*` tags of a video (MKV, FLV, MPEG, …), as FFmpeg reads them.

    A file that FFmpeg refuses yields none, and a note in `gaps`.
    """
    import av

    try:
        with open_input(path, options=_TAG_BOUNDS, timeout=5.0) as container:
            tags = [Tag(f"container.{key}", value) for key, value in tags_of(container).items()]
            for stream in container.streams:
                tags += [Tag(f"stream.{key}", value) for key, value in tags_of(stream).items()]
    except (av.FFmpegError, OSError, ValueError) as error:
        gaps.append(_refused(str(error).partition(":")[0]))
        return
    yield from tags


@cache
def _tag_errors() -> dict[str, Any]:
    """PyAV 19 dropped the keyword and decodes tags with `surrogateescape`; older versions raise without it."""
    import av

    return {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}


def _clean(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refused(reason: str) -> Bilingual:
    return Bilingual(
        en=f"its container could not be opened, so its tags were not read ({reason})",
        zh=f"无法打开视频容器，未读取其标签（{reason}）",
    )

"""Reading and writing video containers, and what must survive between the two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rednote_lint.fixes.media import boxes
from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.labels import labels_of
from rednote_lint.media.av_input import open_input, tags_of

_TECHNICAL = frozenset(("major_brand", "minor_version", "compatible_brands", "encoder"))
_FORMATS = {".mov": "mov", ".m4v": "mp4", ".mp4": "mp4", ".mkv": "matroska", ".webm": "webm", ".3gp": "mp4"}


@contextmanager
def reading(path: Path) -> Iterator[Any]:
    """Open a video.

    Raises:
        CannotRepair: it is no video that can be read.
    """
    import av

    try:
        container = open_input(path)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise CannotRepair(f"the video cannot be read: {error}", f"无法读取视频：{error}") from error
    with container:
        if not container.streams.video:
            raise CannotRepair("it has no picture", "文件中没有视频画面")
        yield container


@contextmanager
def writing(path: Path, format_name: str) -> Iterator[Any]:
    """Open an empty file as a container; its tags keep the names they have, the index stands in front."""
    import av

    options = {"movflags": "use_metadata_tags+faststart"} if format_name in ("mp4", "mov") else {}
    with av.open(str(path), "w", format=format_name, options=options) as container:
        yield container


def format_of(suffix: str) -> str:
    """Return the container format of an extension.

    Raises:
        CannotRepair: it is none that is written here.
    """
    if suffix not in _FORMATS:
        raise CannotRepair("files of this kind are not written; convert it to MP4 first", "请先将该文件转换为 MP4")
    return _FORMATS[suffix]


def copy_tags(source: Any, target: Any) -> None:
    """Copy the tags of a container, without those that describe the old file's technique."""
    target.metadata.update({key: value for key, value in tags_of(source).items() if key not in _TECHNICAL})


def append_credentials(source: Path, target: Path) -> None:
    """Put content credentials and XMP of an MP4 behind a newly written one.

    They go to the end, where no offset of the new file has to move for them.
    """
    if not labels_of(source) - labels_of(target):
        return
    with source.open("rb") as file:
        if not boxes.is_iso_media(file.read(16)):
            return
    kept = list(_uuid_boxes(source))
    with target.open("ab") as file:
        file.write(b"".join(kept))


def _uuid_boxes(path: Path) -> Iterator[bytes]:
    import mmap

    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for uuid in (boxes.C2PA_UUID, boxes.XMP_UUID):
            for body in boxes.uuid_bodies(data, uuid):
                yield boxes.uuid_box(uuid, body)

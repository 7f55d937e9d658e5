"""Opens video containers for reading and writing, and copies tags and content credentials between them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.media.ai_labels import label_kind, labels_of
from rednote_lint.media.av_input import open_input, tags_of
from rednote_lint.media.contents import xmp_packets
from rednote_lint.media.file_type import HEAD, ISO_MOVIE_TYPES, sniff
from rednote_lint.media.isobmff.boxes import C2PA_UUID, XMP_UUID, boxes, content, uuid_box
from rednote_lint.media.source import Bounds, CutShort, Source
from rednote_lint.media.tags import Tag

_TECHNICAL = frozenset(("major_brand", "minor_version", "compatible_brands", "encoder"))
_FORMATS = {
    ".mov": "mov",
    ".m4v": "mp4",
    ".mp4": "mp4",
    ".f4v": "mp4",
    ".mkv": "matroska",
    ".webm": "webm",
    ".3gp": "mp4",
}


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
        raise CannotRepair("files of this kind are not written; convert it to MP4 first", "先将该文件转换为 MP4")
    return _FORMATS[suffix]


def copy_tags(source: Any, target: Any) -> None:
    """Copy the tags of a container, without those that describe the old file's technique.

    An AI label among the tags of a stream becomes one of the container, where none is.
    """
    tags = {key: value for key, value in tags_of(source).items() if key not in _TECHNICAL}
    for stream in source.streams:
        named = {key: value for key, value in tags_of(stream).items() if label_kind(Tag(f"stream.{key}", value))}
        tags = {**named, **tags}
    target.metadata.update(tags)


def append_credentials(source: Path, target: Path) -> None:
    """Append content credentials and XMP of an MP4 to a newly written one.

    They go to the end, where no offset of the new file has to move for them.
    """
    if not labels_of(source) - labels_of(target):
        return
    size = source.stat().st_size
    with source.open("rb") as file:
        kind = sniff(file.read(HEAD))
        if kind not in ISO_MOVIE_TYPES:
            return
        old = Source.of_file(file, size, Bounds.whole(size))
        kept = [uuid_box(XMP_UUID, packet) for packet in xmp_packets(old, kind)]
        kept += [uuid_box(C2PA_UUID, body) for body in _credentials(old)]
    with target.open("ab") as file:
        file.write(b"".join(kept))


def _credentials(source: Source) -> Iterator[bytes]:
    """Yield the contents of the `uuid` boxes of content credentials, wherever they are read from."""
    with suppress(CutShort):
        for box in boxes(source):
            inner = boxes(source, box.body, box.end) if box.kind == b"moov" else (box,)
            yield from (content(source, child) for child in inner if child.uuid == C2PA_UUID)

"""The labels that say "made by AI" and "content credentials": read before and after every operation.

Removing them breaks the law (Measures for Labelling AI-Generated Content, Article 10; GB 45438-2025), so
the runner refuses any result that has lost one, and operations that write a new container carry them over.
"""

from __future__ import annotations

import html
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rednote_lint.fixes.media import boxes, chunks, jpeg_segments
from rednote_lint.fixes.media.heif_blocks import heif_blocks
from rednote_lint.media.av_input import open_input, tags_of

_AIGC_IN_XMP = re.compile(
    rb"""(?:[\w.-]+:)?AIGC\s*=\s*(?P<quote>["'])(?P<attribute>.*?)(?P=quote)|<(?P<tag>(?:[\w.-]+:)?AIGC)[^<>]*>(?P<element>.*?)</(?P=tag)>""",
    re.DOTALL,
)
_SOURCE_TYPE = re.compile(rb"https?://cv\.iptc\.org/newscodes/digitalsourcetype/\w+")
_WRAPPED = re.compile(rb'\A\s*\{\s*"AIGC"\s*:\s*(?P<value>.*)\}\s*\Z', re.DOTALL)
_USER_COMMENT, _EXIF_IFD, _XMP_TAG, _C2PA_TAG = 0x9286, 0x8769, 700, 52545
_CHARSET = 8


class Label(NamedTuple):
    """One label, whatever container and field it stands in."""

    kind: str
    """`aigc` (TC260), `c2pa`, or `source-type` (IPTC)."""
    value: bytes


def labels_of(path: Path) -> frozenset[Label]:
    """Return every AI label in a file; a file that cannot be read at all has none."""
    with path.open("rb") as file:
        head = file.read(16)
        if not head:
            return frozenset()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if boxes.is_iso_media(data):
                return frozenset((*_in_boxes(data), *_in_container(path)))
            if head.startswith(jpeg_segments.SOI):
                return frozenset(_in_jpeg(data[:]))
            if head.startswith(chunks.PNG):
                return frozenset(_in_png(data[:]))
            if head[8:12] == b"WEBP":
                return frozenset(_in_webp(data[:]))
            if head.startswith((b"II*\0", b"MM\0*")):
                return frozenset(_in_tiff(path))
            return frozenset((*_in_container(path), *_anywhere(data)))


def aigc(value: bytes) -> Label:
    """Make a TC260 label; the wrapper `{"AIGC": …}` that some fields need is not part of it."""
    wrapped = _WRAPPED.match(value)
    return Label("aigc", (wrapped["value"] if wrapped else value).strip().strip(b"\0"))


def in_xmp(packet: bytes) -> Iterator[Label]:
    """Yield the labels of an XMP packet."""
    for found in _AIGC_IN_XMP.finditer(packet):
        escaped = found["attribute"] if found["attribute"] is not None else found["element"]
        yield aigc(html.unescape(escaped.decode("utf-8", "replace")).encode())
    for source in _SOURCE_TYPE.finditer(packet):
        yield Label("source-type", source[0])


def in_exif(block: bytes) -> Iterator[Label]:
    r"""Yield the label in the user comment of an EXIF block (`Exif\0\0` may be missing)."""
    from PIL import Image

    exif = Image.Exif()
    try:
        exif.load(block)
        comment = exif.get_ifd(_EXIF_IFD).get(_USER_COMMENT, b"")
    except (OSError, SyntaxError, ValueError, TypeError, KeyError):
        comment = block
    yield from _in_comment(comment.encode() if isinstance(comment, str) else bytes(comment))


def _in_comment(comment: bytes) -> Iterator[Label]:
    if comment[:_CHARSET] == b"UNICODE\0":
        encoding = "utf-16-le" if comment[_CHARSET + 1 : _CHARSET + 2] == b"\0" else "utf-16-be"
        comment = comment[_CHARSET:].decode(encoding, "replace").encode()
    at = comment.find(b'{"AIGC"')
    at = comment.find(b"{") if at < 0 and b'"AIGC"' in comment else at
    if at >= 0:
        yield aigc(comment[at : comment.rindex(b"}") + 1])


def _in_jpeg(data: bytes) -> Iterator[Label]:
    try:
        segments = jpeg_segments.split(data)
    except ValueError:
        return
    for marker, payload in segments:
        if marker == jpeg_segments.APP1 and payload.startswith((jpeg_segments.XMP, jpeg_segments.XMP_MORE)):
            yield from in_xmp(payload)
        elif marker == jpeg_segments.APP1 and payload.startswith(jpeg_segments.EXIF):
            yield from in_exif(payload)
    if box := jpeg_segments.jumbf_of(segments):
        yield Label("c2pa", box)


def _in_png(data: bytes) -> Iterator[Label]:
    try:
        found = chunks.split_png(data)
    except ValueError:
        return
    for chunk in found:
        if chunk.name == b"caBX":
            yield Label("c2pa", chunk.data)
        elif chunk.name == b"eXIf":
            yield from in_exif(chunk.data)
        elif chunk.name in (b"tEXt", b"zTXt", b"iTXt"):
            keyword, text = chunks.png_text(chunk)
            if keyword.upper() == "AIGC":
                yield aigc(text)
            else:
                yield from in_xmp(text)


def _in_webp(data: bytes) -> Iterator[Label]:
    try:
        _, found = chunks.split_riff(data)
    except ValueError:
        return
    for name, content in found:
        if name == b"C2PA":
            yield Label("c2pa", content)
        elif name == b"XMP ":
            yield from in_xmp(content)
        elif name == b"EXIF":
            yield from in_exif(content)


def _in_boxes(data: boxes.Buffer) -> Iterator[Label]:
    for body in boxes.uuid_bodies(data, boxes.C2PA_UUID):
        if credentials := boxes.jumbf_of(body):
            yield Label("c2pa", credentials)
    for body in boxes.uuid_bodies(data, boxes.XMP_UUID):
        yield from in_xmp(body)
    for box in boxes.boxes(data):
        if box.name in (b"meta", b"moov"):  # HEIF keeps EXIF and XMP among its items, wherever they lie.
            yield from in_xmp(data[box.body : box.end])


def _in_tiff(path: Path) -> Iterator[Label]:
    from PIL import Image

    with Image.open(path) as image:
        tags: Any = getattr(image, "tag_v2", {})
        if packet := tags.get(_XMP_TAG):
            yield from in_xmp(bytes(packet))
        if box := tags.get(_C2PA_TAG):
            yield Label("c2pa", bytes(box))
        comment = image.getexif().get_ifd(_EXIF_IFD).get(_USER_COMMENT, b"")
        yield from _in_comment(comment.encode() if isinstance(comment, str) else bytes(comment))


def _in_container(path: Path) -> Iterator[Label]:
    """Yield the labels among the tags of a video, and those of a HEIF picture that a decoder hands out."""
    import av

    try:
        with open_input(path) as container:
            for key, value in tags_of(container).items():
                if key.rpartition(".")[2].upper() == "AIGC":
                    yield aigc(value.encode())
    except (av.FFmpegError, ValueError):
        pass
    yield from _in_heif(path)


def _in_heif(path: Path) -> Iterator[Label]:
    exif, xmp = heif_blocks(path)
    if xmp:
        yield from in_xmp(xmp)
    if exif:
        yield from in_exif(exif)


def _anywhere(data: mmap.mmap) -> Iterator[Label]:
    """In a container that is not understood, a trace of content credentials is held for a label."""
    if data.find(b"jumb") >= 0 and data.find(b"c2pa") >= 0:
        yield Label("c2pa", b"")

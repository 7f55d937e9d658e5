"""The boxes of ISO base media files: MP4, MOV, HEIC, AVIF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rednote_lint.media.source import TRUNCATED, Part, PartKind, Source

C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_IDENTIFIER = 16


class IsoBox(NamedTuple):
    """One box; offsets are bytes from the start of the file."""

    kind: bytes
    """Four letters."""
    start: int
    body: int
    """Where its content begins; for a `uuid` box, behind the identifier."""
    end: int
    uuid: bytes = b""


def boxes(source: Source, start: int = 0, end: int | None = None) -> Iterator[IsoBox]:
    """Yield the boxes between two offsets; one that announces more than there is ends there, noted as a gap."""
    at, end = start, source.size if end is None else end
    while end - at >= 8:
        source.step()
        source.seek(at)
        length, kind = source.number(4), source.take(4)
        body = at + 8
        if length == 1 and end - at >= 16:
            length, body = source.number(8), at + 16
        elif length == 0:
            length = end - at
        if length < body - at:
            return
        if at + length > end:
            source.gaps.append(TRUNCATED)
            length = end - at
        uuid = source.take(min(_IDENTIFIER, at + length - body)) if kind == b"uuid" else b""
        yield IsoBox(kind, at, body + len(uuid), at + length, uuid)
        at += length


def content(source: Source, box: IsoBox) -> bytes:
    """Read what a box holds, within the bounds of a part."""
    return source.slice(box.body, box.end)


def inside_meta(source: Source, box: IsoBox) -> IsoBox:
    """Step over the version of a `meta` box, which QuickTime leaves out and everybody else writes."""
    source.seek(box.body)
    head = source.take(min(8, box.end - box.body))
    versioned = head[4:8] != b"hdlr"
    return box._replace(body=min(box.body + 4, box.end)) if versioned else box


def uuid_parts(source: Source, box: IsoBox) -> Iterator[Part]:
    """Yield the XMP packet or the content credentials of a `uuid` box."""
    if box.uuid == XMP_UUID:
        yield Part(PartKind.XMP, "", content(source, box), box.body)
    elif box.uuid == C2PA_UUID:
        body = content(source, box)
        yield Part(PartKind.C2PA, "", jumbf_of(body) or body)


def jumbf_of(body: bytes) -> bytes:
    """Return the JUMBF box in the content of a C2PA `uuid` box; empty where it holds none."""
    at = body.find(b"jumb")
    return body[at - 4 :] if at >= 4 else b""


def uuid_box(uuid: bytes, body: bytes) -> bytes:
    """Make a `uuid` box."""
    return (len(body) + 24).to_bytes(4, "big") + b"uuid" + uuid + body

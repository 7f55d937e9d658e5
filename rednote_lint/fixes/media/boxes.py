"""ISO media files (MP4, MOV, HEIF) as their boxes; only what is asked for is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


class Buffer(Protocol):
    """Bytes or a memory map."""

    def __getitem__(self, place: slice, /) -> bytes:
        """Return a copy of a slice."""
        ...

    def __len__(self) -> int:
        """Return the length in bytes."""
        ...


class Box(NamedTuple):
    """One box; offsets are bytes from the start of the file."""

    name: bytes
    start: int
    body: int
    """Where its content begins; for a `uuid` box, behind the identifier."""
    end: int
    uuid: bytes = b""


def boxes(data: Buffer, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes between two offsets; stops at the first that makes no sense."""
    at, end = start, len(data) if end is None else end
    while at + 8 <= end:
        size, name, body = int.from_bytes(data[at : at + 4], "big"), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end:
            return
        uuid = bytes(data[body : body + 16]) if name == b"uuid" else b""
        yield Box(name, at, body + len(uuid), at + size, uuid)
        at += size


def is_iso_media(data: Buffer) -> bool:
    """Say whether a file begins as an ISO media file."""
    return data[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def uuid_bodies(data: Buffer, uuid: bytes) -> list[bytes]:
    """Return the contents of the top-level `uuid` boxes with an identifier."""
    return [data[box.body : box.end] for box in boxes(data) if box.uuid == uuid]


def uuid_box(uuid: bytes, body: bytes) -> bytes:
    """Make a `uuid` box."""
    return (len(body) + 24).to_bytes(4, "big") + b"uuid" + uuid + body


def jumbf_of(body: bytes) -> bytes:
    """Return the JUMBF box in the content of a C2PA `uuid` box; empty where it holds none."""
    at = body.find(b"jumb")
    return body[at - 4 :] if at >= 4 else b""

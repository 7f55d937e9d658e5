"""Walking the boxes of MP4, MOV, HEIC and AVIF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rednote_lint.facts.metadata.source import TRUNCATED, Part, PartKind, Source

_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


class Span(NamedTuple):
    """One box: its four letters, and where its content lies."""

    kind: bytes
    start: int
    end: int


def boxes(source: Source, start: int, end: int) -> Iterator[Span]:
    """Yield the boxes between two positions; one that announces more than there is ends there, noted as a gap."""
    while end - start >= 8:
        source.step()
        source.seek(start)
        length, kind = source.number(4), source.take(4)
        content = start + 8
        if length == 1 and end - start >= 16:
            length, content = source.number(8), start + 16
        elif length == 0:
            length = end - start
        if length < content - start:
            return
        if start + length > end:
            source.gaps.append(TRUNCATED)
            yield Span(kind, content, end)
            return
        yield Span(kind, content, start + length)
        start += length


def content(source: Source, span: Span) -> bytes:
    """Read what a box holds, within the bounds of a part."""
    source.seek(span.start)
    return source.part(span.end - span.start)


def uuid_parts(source: Source, span: Span) -> Iterator[Part]:
    """Yield the XMP packet or the content credentials of a `uuid` box."""
    data = content(source, span)
    if data.startswith(_XMP):
        yield Part(PartKind.XMP, "", data[16:])
    elif data.startswith(_C2PA):
        yield Part(PartKind.C2PA, "", data[16:])


def inside_meta(source: Source, span: Span) -> Span:
    """Step over the version of a `meta` box, which QuickTime leaves out and everybody else writes."""
    source.seek(span.start)
    head = source.take(min(8, span.end - span.start))
    versioned = head[4:8] != b"hdlr"
    return span._replace(start=min(span.start + 4, span.end)) if versioned else span

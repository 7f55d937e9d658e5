from __future__ import annotations

import pytest

from rednote_lint.media.isobmff.boxes import C2PA_UUID, XMP_UUID, boxes, inside_meta, jumbf_of, uuid_box, uuid_parts
from rednote_lint.media.source import TRUNCATED, PartKind, Source
from tests.fixes.media import made


def box(kind: bytes, body: bytes = b"") -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def test_boxes_of_every_length_are_walked() -> None:
    wide = (1).to_bytes(4, "big") + b"wide" + (20).to_bytes(8, "big") + b"body"
    to_the_end = bytes(4) + b"mdat" + b"rest"
    data = box(b"ftyp", b"isom") + wide + uuid_box(XMP_UUID, b"packet") + to_the_end
    found = list(boxes(Source.of_buffer(data)))
    assert [one.kind for one in found] == [b"ftyp", b"wide", b"uuid", b"mdat"]
    assert [data[one.body : one.end] for one in found] == [b"isom", b"body", b"packet", b"rest"]
    assert [one.uuid for one in found] == [b"", b"", XMP_UUID, b""]
    assert found[-1].end == len(data)


@pytest.mark.parametrize("length", [2, 7])
def test_a_length_that_makes_no_sense_ends_the_walk(length: int) -> None:
    assert list(boxes(Source.of_buffer(length.to_bytes(4, "big") + b"moov" + bytes(20)))) == []


def test_a_box_that_announces_too_much_ends_with_the_file_and_is_noted() -> None:
    source = Source.of_buffer((1 << 30).to_bytes(4, "big") + b"moov" + b"body")
    (only,) = boxes(source)
    assert (only.body, only.end) == (8, 12)
    assert source.gaps == [TRUNCATED]


@pytest.mark.parametrize("version", [b"", bytes(4)])
def test_the_version_of_a_meta_box_is_stepped_over(version: bytes) -> None:
    source = Source.of_buffer(box(b"meta", version + box(b"hdlr", b"abcd")))
    (meta,) = boxes(source)
    assert [one.kind for one in boxes(source, inside_meta(source, meta).body, meta.end)] == [b"hdlr"]


def test_packets_and_credentials_of_uuid_boxes_are_parts() -> None:
    body = b"\0\0\0\0manifest\0" + bytes(8) + made.jumbf()
    source = Source.of_buffer(uuid_box(XMP_UUID, b"packet") + uuid_box(C2PA_UUID, body) + uuid_box(bytes(16), b"?"))
    parts = [part for one in boxes(source) for part in uuid_parts(source, one)]
    assert [(part.kind, part.data) for part in parts] == [(PartKind.XMP, b"packet"), (PartKind.C2PA, made.jumbf())]
    assert jumbf_of(b"jumb") == b""

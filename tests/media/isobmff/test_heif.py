from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from rednote_lint.media.isobmff.heif import heif_parts, still_size
from rednote_lint.media.source import PartKind, Source
from tests.fixes.media import made

from .test_boxes import box


def number(value: int, width: int = 4) -> bytes:
    return value.to_bytes(width, "big")


def test_items_of_a_real_picture_name_their_places(tmp_path: Path) -> None:
    data = made.labelled_heic(tmp_path / "a.heic").read_bytes()
    parts = {part.kind: part for part in heif_parts(Source.of_buffer(data))}
    exif, xmp = parts[PartKind.EXIF], parts[PartKind.XMP]
    assert exif.data[:4] in (b"II*\0", b"MM\0*") and made.SERIAL.encode() in exif.data
    assert exif.start is not None and data[exif.start : exif.start + len(exif.data)] == exif.data
    assert xmp.data == made.XMP
    assert parts[PartKind.C2PA].data == made.jumbf()


@pytest.mark.parametrize(("method", "extents"), [(1, [(0, 4), (4, 9)]), (1, [(0, 13)]), (2, [(0, 13)])])
def test_an_item_in_pieces_and_one_inside_the_header_are_read(method: int, extents: list[tuple[int, int]]) -> None:
    infe = box(b"infe", b"\2\0\0\0" + number(1, 2) + number(0, 2) + b"mime\0application/rdf+xml\0")
    iinf = box(b"iinf", bytes(4) + number(1, 2) + infe)
    places = b"".join(number(start) + number(length) for start, length in extents)
    head = b"\1\0\0\0\x44\0" + number(1, 2)
    iloc = box(b"iloc", head + number(1, 2) + number(method, 2) + number(0, 2) + number(len(extents), 2) + places)
    meta = box(b"meta", bytes(4) + box(b"hdlr", bytes(4)) + iinf + iloc + box(b"idat", b"<rdf:RDF>...."))
    parts = list(heif_parts(Source.of_buffer(box(b"ftyp", b"heic") + meta)))
    assert [part.data for part in parts] == ([b"<rdf:RDF>...."] if method == 1 else [])
    assert [part.start is None for part in parts] == ([len(extents) > 1] if method == 1 else [])


def test_the_size_is_the_displayed_one(tmp_path: Path) -> None:
    import pillow_heif

    pillow_heif.from_pillow(Image.new("RGB", (130, 90))).save(tmp_path / "a.heic", quality=50)
    data = (tmp_path / "a.heic").read_bytes()
    assert still_size(Source.of_buffer(data)) == (130, 90, False)
    assert still_size(Source.of_buffer(data[:20])) is None

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rednote_lint.media.riff import join_riff, riff_parts, split_riff, webp_exif, webp_size
from rednote_lint.media.source import Chunk, CutShort, PartKind, Source
from tests.fixes.media import made

PARTS = st.lists(st.builds(Chunk, st.sampled_from([b"ICCP", b"EXIF", b"VP8 "]), st.binary(max_size=20)), max_size=5)


def encoded(**options: object) -> bytes:
    buffer = BytesIO()
    made.scene(40, 30).save(buffer, "WEBP", **options)
    return buffer.getvalue()


@given(PARTS)
def test_a_riff_is_its_chunks(parts: list[Chunk]) -> None:
    assert split_riff(join_riff(b"WEBP", parts)) == (b"WEBP", parts)


def test_a_real_file_is_its_chunks() -> None:
    assert join_riff(*split_riff(encoded())) == encoded()


@pytest.mark.parametrize("cut", [0, 4, 8, 20, 40, 60])
def test_a_broken_file_is_a_value_error(cut: int) -> None:
    with pytest.raises(ValueError, match="RIFF"):
        split_riff(encoded()[:cut])


def test_a_missing_pad_byte_at_the_end_loses_nothing() -> None:
    data = join_riff(b"WEBP", [Chunk(b"XMP ", b"odd")])
    assert [part.data for part in riff_parts(Source.of_buffer(data[:-1]))] == [b"odd"]
    with pytest.raises(CutShort):
        list(riff_parts(Source.of_buffer(data[:-2])))


@pytest.mark.parametrize("prefix", [b"", b"Exif\0\0"])
def test_an_exif_block_names_its_place(prefix: bytes) -> None:
    data = join_riff(b"WEBP", [Chunk(b"EXIF", prefix + b"II*\0block")])
    (part,) = riff_parts(Source.of_buffer(data))
    assert (part.kind, part.data) == (PartKind.EXIF, b"II*\0block")
    assert part.start is not None and data[part.start :].startswith(b"II*\0block")


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": made.exif().tobytes()}])
def test_the_size_is_the_pictures(options: dict[str, object]) -> None:
    data = encoded(**options)
    assert webp_size(data) == (40, 30, False)
    assert webp_size(data[:29]) is None
    with Image.open(BytesIO(data)) as image:
        assert (webp_exif(Source.of_buffer(data)) or b"") == image.info.get("exif", b"").removeprefix(b"Exif\0\0")

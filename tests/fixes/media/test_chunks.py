from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.media import chunks
from rednote_lint.fixes.media.chunks import Chunk, join_png, join_riff, png_text, split_png, split_riff

from . import made

PARTS = st.lists(st.builds(Chunk, st.sampled_from([b"tEXt", b"eXIf", b"IDAT"]), st.binary(max_size=20)), max_size=5)


def encoded(format_name: str) -> bytes:
    buffer = BytesIO()
    made.scene(40, 30).save(buffer, format_name)
    return buffer.getvalue()


@given(PARTS)
def test_a_png_is_its_chunks(parts: list[Chunk]) -> None:
    whole = [*parts, Chunk(b"IEND", b"")]
    assert split_png(join_png(whole)) == whole
    assert split_png(join_png(whole) + b"what an editor left behind") == whole


@given(PARTS)
def test_a_riff_is_its_chunks(parts: list[Chunk]) -> None:
    assert split_riff(join_riff(b"WEBP", parts)) == (b"WEBP", parts)


def test_real_files_are_their_chunks() -> None:
    assert join_png(split_png(encoded("PNG"))) == encoded("PNG")
    assert join_riff(*split_riff(encoded("WEBP"))) == encoded("WEBP")


@pytest.mark.parametrize("cut", [0, 4, 8, 20, 40, 60])
def test_a_broken_file_is_a_value_error(cut: int) -> None:
    for split, whole in ((split_png, encoded("PNG")), (split_riff, encoded("WEBP"))):
        with pytest.raises(ValueError, match=r"PNG|RIFF"):
            split(whole[: min(cut, len(whole) - 13)])


@pytest.mark.parametrize(
    "chunk",
    [
        Chunk(b"tEXt", "Title\0日本".encode()),
        Chunk(b"zTXt", b"Title\0\0" + zlib.compress("日本".encode())),
        Chunk(b"iTXt", "Title\0\0\0zh\0标题\0日本".encode()),
        Chunk(b"iTXt", "Title\0\1\0zh\0标题\0".encode() + zlib.compress("日本".encode())),
        chunks.png_international_text("Title", "日本".encode()),
    ],
)
def test_text_is_read_from_every_kind_of_chunk(chunk: Chunk) -> None:
    assert png_text(chunk) == ("Title", "日本".encode())


@pytest.mark.parametrize("data", [b"Title\0\0no zlib", b"Title\0\0" + zlib.compress(b"x" * 100)[:9], b"Title", b""])
def test_text_that_cannot_be_unpacked_is_what_could(data: bytes) -> None:
    keyword, text = png_text(Chunk(b"zTXt", data))
    assert keyword == data.partition(b"\0")[0].decode()
    assert set(text) <= set(b"x")


def test_a_bomb_is_not_unpacked_whole() -> None:
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(bytes(1_000_000)) for _ in range(70)) + packed.flush()
    assert len(png_text(Chunk(b"zTXt", b"bomb\0\0" + data))[1]) < 65_000_000

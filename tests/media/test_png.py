from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.media.png import (
    TEXT_LIMIT,
    decodable_part,
    international_text,
    is_whole,
    join_png,
    png_parts,
    split_png,
    text_of,
)
from rednote_lint.media.source import Chunk, PartKind, Source
from tests.fixes.media import made

PARTS = st.lists(st.builds(Chunk, st.sampled_from([b"tEXt", b"eXIf", b"IDAT"]), st.binary(max_size=20)), max_size=5)


def encoded() -> bytes:
    buffer = BytesIO()
    made.scene(40, 30).save(buffer, "PNG")
    return buffer.getvalue()


@given(PARTS)
def test_a_png_is_its_chunks(parts: list[Chunk]) -> None:
    whole = [*parts, Chunk(b"IEND", b"")]
    assert split_png(join_png(whole)) == whole
    assert split_png(join_png(whole) + b"what an editor left behind") == whole


def test_a_real_file_is_its_chunks() -> None:
    assert join_png(split_png(encoded())) == encoded()


@pytest.mark.parametrize("cut", [0, 4, 8, 20, 40, 60, -1])
def test_a_broken_file_is_a_value_error_and_not_whole(cut: int) -> None:
    broken = encoded()[:cut]
    with pytest.raises(ValueError, match="PNG"):
        split_png(broken)
    assert is_whole(Source.of_buffer(encoded()))
    assert not is_whole(Source.of_buffer(broken))


@pytest.mark.parametrize(
    "chunk",
    [
        Chunk(b"tEXt", "Title\0日本".encode()),
        Chunk(b"zTXt", b"Title\0\0" + zlib.compress("日本".encode())),
        Chunk(b"iTXt", "Title\0\0\0zh\0标题\0日本".encode()),
        Chunk(b"iTXt", "Title\0\1\0zh\0标题\0".encode() + zlib.compress("日本".encode())),
        international_text("Title", "日本".encode()),
    ],
)
def test_text_is_read_from_every_kind_of_chunk(chunk: Chunk) -> None:
    assert text_of(*chunk) == ("Title", "日本".encode())


def test_text_in_latin_1_becomes_utf_8() -> None:
    assert text_of(b"tEXt", b"Title\0caf\xe9") == ("Title", "café".encode())


@pytest.mark.parametrize("data", [b"Title\0\0no zlib", b"Title\0\0" + zlib.compress(b"x" * 100)[:9], b"Title", b""])
def test_text_that_cannot_be_unpacked_is_what_could(data: bytes) -> None:
    keyword, text = text_of(b"zTXt", data)
    assert keyword == data.partition(b"\0")[0].decode()
    assert set(text) <= set(b"x")


def test_a_bomb_is_not_unpacked_whole() -> None:
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(bytes(1_000_000)) for _ in range(70)) + packed.flush()
    assert len(text_of(b"zTXt", b"bomb\0\0" + data)[1]) == TEXT_LIMIT


def test_a_part_that_stands_in_the_file_as_it_is_names_its_place() -> None:
    block = made.exif().tobytes().removeprefix(b"Exif\0\0")
    data = join_png([Chunk(b"eXIf", block), Chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(b"{}")), Chunk(b"IEND", b"")])
    exif, text = png_parts(Source.of_buffer(data))
    assert exif.kind is PartKind.EXIF and exif.start is not None
    assert data[exif.start : exif.start + len(block)] == block
    assert (text.name, text.data, text.start) == ("png.AIGC", b"{}", None)


def test_pixels_that_were_cut_off_stay_and_a_chunk_that_lies_goes() -> None:
    cut = encoded()[:-30]
    assert decodable_part(encoded()) == encoded()
    assert decodable_part(cut) == cut
    head = join_png([Chunk(b"IHDR", bytes(13))])
    for kind, claimed in ((b"iCCP", 1_000), (b"IDAT", 1 << 30)):
        assert decodable_part(head + claimed.to_bytes(4, "big") + kind + b"x") == head

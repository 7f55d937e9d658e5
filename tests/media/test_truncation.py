from __future__ import annotations

from io import BytesIO

import pytest

from rednote_lint.media.source import Bounds, Source
from rednote_lint.media.truncation import is_complete
from tests.fixes.media import made


def encoded(kind: str) -> bytes:
    buffer = BytesIO()
    made.scene(1200, 900).save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
def test_a_picture_that_breaks_off_is_not_complete(kind: str) -> None:
    data = encoded(kind)
    assert is_complete(Source.of_buffer(data), kind)
    assert is_complete(Source.of_buffer(data + b"what a phone appends"), kind)
    cut = data[: len(data) // 2]
    assert not is_complete(Source.of_buffer(cut if kind != "gif" else cut.replace(b"\x3b", b"\x3a")), kind)


def test_the_end_of_a_jpeg_is_found_where_two_blocks_meet() -> None:
    head = b"\xff\xd8\xff\xda"
    for length in (-2, -1, 0, 1):
        data = head + b"x" * ((1 << 20) + length) + b"\xff\xd9"
        assert is_complete(Source.of_file(BytesIO(data), len(data), Bounds.whole(len(data))), "jpeg")
        assert not is_complete(Source.of_buffer(data[:-1]), "jpeg")


def test_a_format_that_does_not_say_is_taken_at_its_word() -> None:
    assert is_complete(Source.of_buffer(b"BM"), "bmp")

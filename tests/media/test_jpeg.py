from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.media.jpeg import APP1, APP11, SOI, Segment, join, jumbf_of, jumbf_segments, split
from tests.fixes.media import made

SCAN = Segment(0xDA, b"\0\x08picture\xff\xd9")
PARTS = st.lists(st.builds(Segment, st.sampled_from([0xE0, APP1, APP11, 0xDB, 0xFE]), st.binary(max_size=20)))


@given(PARTS)
def test_a_jpeg_is_its_segments(parts: list[Segment]) -> None:
    assert split(join([*parts, SCAN])) == [*parts, SCAN]


def test_a_real_picture_is_its_segments() -> None:
    buffer = BytesIO()
    made.scene(40, 30).save(buffer, "JPEG", exif=made.exif(), progressive=True)
    assert join(split(buffer.getvalue())) == buffer.getvalue()


def test_filling_and_bare_markers_are_passed_over() -> None:
    data = SOI + b"\xff\xff\xff\xe1\0\x04ab" + b"\xff\xd0" + b"\xff\xda" + SCAN.payload
    assert split(data) == [Segment(APP1, b"ab"), Segment(0xD0, b""), SCAN]
    assert split(join(split(data))) == split(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", SOI, SOI + b"\xff", SOI + b"no marker", SOI + b"\xff\xe1\0\x01", SOI + b"\xff\xe1\x10\0short"],
)
def test_a_broken_picture_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match="JPEG"):
        split(data)


def test_a_payload_too_long_for_a_segment_is_a_value_error() -> None:
    join([Segment(APP1, bytes(65_533)), SCAN])
    with pytest.raises(ValueError, match="too long"):
        join([Segment(APP1, bytes(65_534)), SCAN])


@pytest.mark.parametrize("size", [0, 1, 63_999, 64_000, 64_001, 200_000])
def test_credentials_of_any_size_come_back_whole_in_any_order(size: int) -> None:
    box = (size + 8).to_bytes(4, "big") + b"jumb" + bytes(number % 251 for number in range(size))
    parts = jumbf_segments(box)
    assert jumbf_of(split(join([*parts, SCAN]))) == box
    assert jumbf_of(list(reversed(parts))) == box
    assert jumbf_of([Segment(APP11, b"other"), Segment(APP1, b"JP" + bytes(20))]) == b""

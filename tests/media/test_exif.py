"""EXIF is read as far as it goes; damage is never an error and never a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.media.exif import exif_tags, position
from rednote_lint.media.source import Source
from tests.media_made import exif_block

BLOCK = exif_block(
    {0x010F: "Maker"},
    {0xA431: "SN-1", 0x9286: b"ASCII\0\0\0words"},
    {1: "N", 2: (1.0, 2.0, 3.0), 3: "W", 4: (4.0, 5.0, 6.0)},
)
TIFF = BLOCK.removeprefix(b"Exif\0\0")


def read(block: bytes) -> dict[str, str]:
    return {tag.key: tag.value for tag in exif_tags(Source.of_buffer(block))}


def test_what_makes_a_camera_a_person_or_a_place_known_is_read() -> None:
    assert read(TIFF) == {
        "exif.Make": "Maker",
        "exif.BodySerialNumber": "SN-1",
        "exif.UserComment": "words",
        "gps.position": "1.03417, -4.08500",
    }


@pytest.mark.parametrize(
    ("tag", "raw", "told"),
    [
        (0x9286, b"UNICODE\0" + "字".encode("utf-16-be"), "字"),
        (0x9286, b"\0" * 8 + "字".encode(), "字"),
        (0x9286, b"plain words", "plain words"),
        (0x9C9C, "评论".encode("utf-16-le"), "评论"),
    ],
)
def test_comments_are_read_in_their_character_sets(tag: int, raw: bytes, told: str) -> None:
    block = exif_block({tag: raw} if tag == 0x9C9C else None, {tag: raw} if tag != 0x9C9C else None)
    tiff = block.removeprefix(b"Exif\0\0")
    if tiff[:2] == b"II" and raw.startswith(b"UNICODE"):
        tiff = exif_block(None, {tag: b"UNICODE\0" + told.encode("utf-16-le")}).removeprefix(b"Exif\0\0")
    assert told in set(read(tiff).values())


@given(st.data())
def test_damage_is_never_an_error(data: st.DataObject) -> None:
    block = bytearray(TIFF)
    for _ in range(data.draw(st.integers(1, 5))):
        block[data.draw(st.integers(0, len(block) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(block)))
    assert all(isinstance(tag.value, str) for tag in exif_tags(Source.of_buffer(block[:cut])))


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(float("nan"), 1.0), (float("inf"), 1.0), (0.0, 0.0), (90.1, 0.0), (1.0, -180.1)]
)
def test_a_place_that_is_none_is_empty(latitude: float, longitude: float) -> None:
    assert position(latitude, longitude) == ""


def test_the_makers_note_is_nobody_elses() -> None:
    block = exif_block({0x010F: "Maker"}, {0x927C: b"Maker\0secret"}).removeprefix(b"Exif\0\0")
    assert read(block) == {"exif.Make": "Maker"}

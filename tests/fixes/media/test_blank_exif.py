from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rednote_lint.fixes.media.blank_exif import blank_exif

from . import made

GPS, EXIF, MAKER_NOTE, BODY_SERIAL, OWNER = 0x8825, 0x8769, 0x927C, 0xA431, 0xA430


def tiff(order: str = "<", **inner: bytes) -> bytes:
    """Write a block with a make, an inner directory of these entries (`x` and the tag in hexadecimal) and a place."""
    entries = sorted((int(name[1:], 16), value) for name, value in inner.items())
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", 8)
    first, second = 8 + 2 + 12 * 3 + 4, 0
    second = first + 2 + 12 * len(entries) + 4
    values = second + 2 + 12 * 2 + 4
    heap = b"Maker\0\0\0"
    root = struct.pack(order + "H", 3)
    root += struct.pack(order + "HHII", 0x010F, 2, 6, values)
    root += struct.pack(order + "HHII", EXIF, 4, 1, first) + struct.pack(order + "HHII", GPS, 4, 1, second)
    block = struct.pack(order + "H", len(entries))
    for tag, value in entries:
        block += struct.pack(order + "HHII", tag, 7, len(value), values + len(heap))
        heap += value + bytes(-len(value) % 2)
    place = struct.pack(order + "H", 2) + struct.pack(order + "HHI", 1, 2, 2) + b"N\0\0\0"
    place += struct.pack(order + "HHII", 2, 5, 3, values + len(heap))
    heap += struct.pack(order + "IIIIII", 3141, 100, 2718, 100, 1618, 100)
    end = bytes(4)
    return head + root + end + block + end + place + end + heap


def entries(block: bytes) -> tuple[dict[int, Any], dict[int, Any], dict[int, Any]]:
    exif = Image.Exif()
    exif.load(block)
    return dict(exif), dict(exif.get_ifd(EXIF)), dict(exif.get_ifd(GPS))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("before", [b"", b"xyz"])
def test_place_serial_owner_and_maker_note_go_and_nothing_moves(order: str, before: bytes) -> None:
    block = tiff(order, x927C=b"Nikon\0SN-77", xA431=b"0123456789", xA430=b"A. Owner", x9286=b"ASCII\0\0\0a word")
    data = bytearray(before + block)
    assert blank_exif(data, len(before))
    assert len(data) == len(before) + len(block)
    root, inner, place = entries(bytes(data[len(before) :]))
    assert root[0x010F] == "Maker"
    assert inner == {0x9286: b"ASCII\0\0\0a word"}
    assert not place
    for secret in (b"SN-77", b"0123456789", b"A. Owner", struct.pack(order + "II", 3141, 100)):
        assert secret not in data


def test_the_maker_note_that_pairs_live_photos_stays() -> None:
    note = b"Apple iOS\0\0\1MM" + bytes(range(40))
    data = bytearray(tiff(x927C=note))
    assert blank_exif(data, 0)
    assert entries(bytes(data))[1] == {MAKER_NOTE: note}


def test_what_holds_nothing_of_the_kind_is_as_it_was() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(EXIF)[0x829A] = 0.01
    data = bytearray(exif.tobytes().removeprefix(b"Exif\0\0"))
    before = bytes(data)
    assert not blank_exif(data, 0)
    assert data == before


@pytest.mark.parametrize("start", [b"", b"II", b"JUNK" * 10, b"II*\0\xff\xff\xff\xff", b"MM\0*\0\0\0\x08"])
def test_what_is_no_block_is_left_alone(start: bytes) -> None:
    data = bytearray(start)
    assert not blank_exif(data, 0)
    assert data == start


def test_directories_that_lead_in_a_circle_end() -> None:
    block = bytearray(tiff())
    at = 8 + 2 + 12 * 3
    block[at : at + 4] = struct.pack("<I", 8)  # The next directory is the first one.
    assert blank_exif(block, 0)
    assert not entries(bytes(block))[2]


@given(st.data())
def test_damage_is_never_an_error_and_never_moves_a_byte(data: st.DataObject) -> None:
    block = bytearray(made.exif(comment=made.comment()).tobytes().removeprefix(b"Exif\0\0"))
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(4, len(block) - 1))] = data.draw(st.sampled_from([0, 1, 127, 128, 255]))
    del block[data.draw(st.integers(8, len(block))) :]
    length = len(block)
    blank_exif(block, 0)
    assert len(block) == length

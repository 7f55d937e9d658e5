from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.media.source import CutShort, Source
from rednote_lint.media.tiff import EXIF_IFD, Tiff
from tests.fixes.media import made

BLOCK = made.exif(comment=made.comment()).tobytes().removeprefix(b"Exif\0\0")


def directory(order: str, *entries: tuple[int, int, int, bytes], following: int = 0) -> bytes:
    rows = b"".join(struct.pack(order + "HHI", *entry[:3]) + entry[3] for entry in entries)
    return struct.pack(order + "H", len(entries)) + rows + struct.pack(order + "I", following)


@pytest.mark.parametrize(("head", "order"), [(b"II*\0", "<"), (b"MM\0*", ">")])
def test_entries_and_values_are_found_behind_any_base(head: bytes, order: str) -> None:
    text = directory(order, (0x010F, 2, 6, struct.pack(order + "I", 26)), (0x0112, 3, 1, b"\6\0" * 2), following=0)
    data = b"xyz" + head + struct.pack(order + "I", 8) + text.ljust(18 + 12, b"\0") + b"Maker\0"
    data = data[: 3 + 8 + len(text)] + b"Maker\0"
    entry = struct.pack(order + "I", 8 + len(text))
    data = data.replace(struct.pack(order + "I", 26), entry, 1)
    tiff = Tiff(Source.of_buffer(data), 3)
    (only,) = tiff.directories()
    make = only.entry(0x010F)
    assert make is not None and tiff.text(make) == "Maker"
    assert data[3 + make.value :][: make.length] == b"Maker\0"
    assert only.entry(0x9999) is None


def test_what_is_no_structure_has_no_directories() -> None:
    for data in (b"", b"II*\0", b"JUNKJUNK", b"II+\0" + bytes(20)):
        assert list(Tiff(Source.of_buffer(data)).directories()) == []


def test_directories_in_a_circle_end() -> None:
    data = b"II*\0" + struct.pack("<I", 8) + directory("<", following=8)
    assert len(list(Tiff(Source.of_buffer(data)).directories())) == 1


def test_a_fraction_over_zero_is_not_a_number() -> None:
    data = (
        b"II*\0"
        + struct.pack("<I", 8)
        + directory("<", (2, 5, 2, struct.pack("<I", 26)))
        + struct.pack("<4I", 3, 2, 1, 0)
    )
    tiff = Tiff(Source.of_buffer(data))
    (only,) = tiff.directories()
    first, second = tiff.numbers(only.entries[0])
    assert first == 1.5 and second != second


def test_a_value_outside_the_source_is_cut_short() -> None:
    data = b"II*\0" + struct.pack("<I", 8) + directory("<", (0x010F, 2, 1 << 30, struct.pack("<I", 8)))
    tiff = Tiff(Source.of_buffer(data))
    (only,) = tiff.directories()
    with pytest.raises(CutShort):
        tiff.text(only.entries[0])


@given(st.data())
def test_damage_is_a_value_or_cut_short(data: st.DataObject) -> None:
    block = bytearray(BLOCK)
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(4, len(block) - 1))] = data.draw(st.integers(0, 255))
    tiff = Tiff(Source.of_buffer(block))
    try:
        for main in tiff.directories():
            inner = tiff.inner(main, EXIF_IFD)
            for entry in (*main.entries, *(inner.entries if inner else ())):
                assert isinstance(tiff.text(entry), str)
    except CutShort:
        pass

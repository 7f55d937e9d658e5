from __future__ import annotations

from contextlib import suppress
from itertools import accumulate
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.blank_boxes import blank_boxes
from rednote_lint.media.isobmff.boxes import XMP_UUID, boxes, uuid_box
from rednote_lint.media.source import Source

from . import made

PLACE = b"+31.2304+121.4737/"


def box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return (len(body) + 8).to_bytes(4, "big") + name + body


def numbers(*values: int, width: int = 4) -> bytes:
    return b"".join(value.to_bytes(width, "big") for value in values)


def tags(*items: bytes, keys: tuple[bytes, ...] = (), quicktime: bool = False) -> bytes:
    handler = box(b"hdlr", bytes(8), b"mdta", bytes(12))
    listed = box(b"keys", bytes(4), numbers(len(keys)), *(box(b"mdta", key) for key in keys)) if keys else b""
    return box(b"meta", b"" if quicktime else bytes(4), handler, listed, box(b"ilst", *items))


def value(text: bytes) -> bytes:
    return box(b"data", numbers(1, 0), text)


@pytest.mark.parametrize("name", [b"\xa9xyz", b"loci", b"GPMF", b"CAME", b"SNUM", b"gps ", b"GPS "])
@pytest.mark.parametrize("around", [(b"moov", b"udta"), (b"moov", b"trak", b"udta"), (b"moov",)])
def test_a_box_of_a_place_becomes_free_space(name: bytes, around: tuple[bytes, ...]) -> None:
    data = box(name, PLACE) + box(b"\xa9nam", b"title")
    for outer in reversed(around):
        data = box(outer, data)
    changed = bytearray(data)
    assert blank_boxes(changed)
    assert changed == data.replace(name + PLACE, b"free" + bytes(len(PLACE)))


@pytest.mark.parametrize("quicktime", [True, False])
def test_tags_are_freed_by_their_keys(quicktime: bool) -> None:
    keys = (b"com.apple.quicktime.location.ISO6709", b"com.apple.quicktime.make", b"com.example.SerialNumber")
    items = [box(numbers(number), value(text)) for number, text in ((1, PLACE), (2, b"Maker"), (3, b"SN-4711"))]
    data = bytearray(box(b"moov", tags(*items, keys=keys, quicktime=quicktime)))
    length = len(data)
    assert blank_boxes(data)
    assert len(data) == length
    assert PLACE not in data and b"SN-4711" not in data
    assert box(numbers(2), value(b"Maker")) in data


def test_old_and_free_form_tags_are_freed_by_their_names() -> None:
    name = box(b"mean", bytes(4), b"com.example") + box(b"name", bytes(4), b"GPSCoordinates")
    items = (box(b"\xa9xyz", value(PLACE)), box(b"----", name, value(PLACE)), box(b"\xa9day", value(b"2026")))
    data = bytearray(box(b"moov", box(b"udta", tags(*items))))
    assert blank_boxes(data)
    assert PLACE not in data
    assert b"2026" in data
    untouched = bytearray(box(b"moov", box(b"udta", tags(box(b"\xa9day", value(b"2026"))))))
    assert not blank_boxes(untouched)


def track(kind: bytes, samples: list[bytes], *, per_chunk: int, same: bool, wide: bool, at: int) -> bytes:
    """Describe a track whose samples stand one behind the other from `at` on."""
    starts = [0, *accumulate(len(sample) for sample in samples)]
    chunks = [at + starts[first] for first in range(0, len(samples), per_chunk)]
    sizes = numbers(len(samples[0]), len(samples)) if same else numbers(0, len(samples), *map(len, samples))
    offsets = box(
        b"co64" if wide else b"stco", bytes(4), numbers(len(chunks)), numbers(*chunks, width=8 if wide else 4)
    )
    table = box(
        b"stbl",
        box(b"stsd", bytes(4), numbers(1), box(kind, bytes(8))),
        box(b"stsc", bytes(4), numbers(1), numbers(1, per_chunk, 1)),
        box(b"stsz", bytes(4), sizes),
        offsets,
    )
    return box(b"trak", box(b"mdia", box(b"minf", table)))


@pytest.mark.parametrize("kind", [b"gpmd", b"camm", b"rtmd"])
@pytest.mark.parametrize(("per_chunk", "same", "wide"), [(1, False, False), (2, True, True), (3, False, True)])
def test_a_track_of_positions_is_wiped_and_no_other_byte(kind: bytes, per_chunk: int, same: bool, wide: bool) -> None:
    samples = [b"place-%d" % number for number in range(5)] if same else [b"p" * number for number in (3, 9, 1, 4, 2)]
    before, after = b"picture before ", b" picture after"
    media = box(b"mdat", before, *samples, after)
    described = track(kind, samples, per_chunk=per_chunk, same=same, wide=wide, at=8 + len(before))
    data = bytearray(media + box(b"moov", described, box(b"udta", box(b"\xa9nam", b"title"))))
    assert blank_boxes(data)
    assert data[: len(media)] == box(b"mdat", before, bytes(sum(map(len, samples))), after)
    moov = next(found for found in boxes(Source.of_buffer(data)) if found.kind == b"moov")
    assert [found.kind for found in boxes(Source.of_buffer(data), moov.body, moov.end)] == [b"free", b"udta"]


def test_tracks_of_pictures_and_sound_stay() -> None:
    media = box(b"mdat", b"abcdef")
    moov = box(b"moov", track(b"avc1", [b"abc", b"def"], per_chunk=1, same=False, wide=False, at=8))
    data = bytearray(media + moov)
    assert not blank_boxes(data)
    assert data == media + moov


@pytest.mark.parametrize("missing", [b"stsz", b"stsc", b"stco"])
def test_a_track_of_positions_whose_samples_cannot_be_found_is_refused(missing: bytes) -> None:
    described = track(b"gpmd", [b"place"], per_chunk=1, same=False, wide=False, at=8).replace(missing, b"skip")
    with pytest.raises(CannotRepair, match="track of positions"):
        blank_boxes(bytearray(box(b"mdat", b"place") + box(b"moov", described)))


def test_a_track_of_positions_in_fragments_is_refused() -> None:
    described = track(b"gpmd", [], per_chunk=1, same=False, wide=False, at=8)
    with pytest.raises(CannotRepair, match="track of positions"):
        blank_boxes(bytearray(box(b"moov", described) + box(b"moof", bytes(8)) + box(b"mdat", b"place")))


def test_a_track_of_nothing_known_stays() -> None:
    data = box(b"moov", track(b"gpmd", [b"p"], per_chunk=1, same=False, wide=False, at=8).replace(b"stsd", b"skip"))
    assert not blank_boxes(bytearray(data))


def test_boxes_in_boxes_without_end_are_no_error() -> None:
    data = b""
    for _ in range(3_000):
        data = box(b"moov", data)
    assert not blank_boxes(bytearray(data))


def test_a_packet_of_xmp_is_blanked_and_one_inside_the_media_stays() -> None:
    media = box(b"mdat", made.XMP)
    data = bytearray(media + uuid_box(XMP_UUID, made.XMP))
    assert blank_boxes(data)
    assert data[: len(media)] == media
    assert b"GPS" not in data[len(media) :]


@given(st.data())
def test_damage_is_never_an_error_and_never_moves_a_byte(data: st.DataObject) -> None:
    described = track(b"gpmd", [b"place", b"again"], per_chunk=1, same=False, wide=True, at=8)
    tagged = tags(box(numbers(1), value(PLACE)), keys=(b"location",))
    whole = bytearray(box(b"mdat", b"placeagain") + box(b"moov", described, tagged, box(b"udta", box(b"loci", PLACE))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    del whole[data.draw(st.integers(0, len(whole))) :]
    length = len(whole)
    with suppress(CannotRepair):
        blank_boxes(whole)
    assert len(whole) == length


def test_a_real_video_still_plays_to_its_end(tmp_path: Path) -> None:
    path = made.video(tmp_path / "a.mov", seconds=0.5, tags={"com.apple.quicktime.location.ISO6709": PLACE.decode()})
    before = made.ends(path)
    data = bytearray(path.read_bytes())
    assert blank_boxes(data)
    path.write_bytes(data)
    assert made.ends(path) == before
    with av.open(str(path)) as container:
        assert PLACE.decode() not in container.metadata.values()

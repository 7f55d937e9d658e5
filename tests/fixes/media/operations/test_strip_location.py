from __future__ import annotations

import json
import shutil
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.fixes.media.runner import repaired
from rednote_lint.media import jpeg, png, riff
from rednote_lint.media.ai_labels import labels_of
from rednote_lint.media.source import Chunk
from rednote_lint.model import MediaEdit

from .. import made

MADE: dict[str, Callable[[Path], Path]] = {
    "a.jpg": made.labelled_jpeg,
    "a.png": made.labelled_png,
    "a.webp": made.labelled_webp,
    "a.heic": made.labelled_heic,
    "a.tiff": made.labelled_tiff,
}


def stripped(source: Path) -> Path:
    return repaired([MediaEdit(path=str(source), operation="strip-location")], lambda share: None, in_place=False).path


def located_video(path: Path) -> Path:
    """Write a video with a position in its tags, as a phone does, and in user data, as an older one does."""
    tags = {"com.apple.quicktime.location.ISO6709": "+31.2304+121.4737/", "title": "walk", "AIGC": made.AIGC}
    if path.suffix == ".mov":
        return made.video(path, seconds=1, tags=tags)
    made.video(path, seconds=1, tags={"title": "walk", "AIGC": made.AIGC})
    return with_user_data(path)


def with_user_data(path: Path) -> Path:
    """Put the old position box into the index of a video that has its index at the end."""
    data = bytearray(path.read_bytes())
    place = b"\xa9xyz" + (18).to_bytes(2, "big") + b"\x15\xc7" + b"+31.2304+121.4737/"
    user_data = (len(place) + 4).to_bytes(4, "big") + place
    user_data = (len(user_data) + 8).to_bytes(4, "big") + b"udta" + user_data
    moov = data.index(b"moov") - 4
    size = int.from_bytes(data[moov : moov + 4], "big")
    assert moov + size == len(data)
    data[moov : moov + 4] = (size + len(user_data)).to_bytes(4, "big")
    path.write_bytes(data + user_data)
    return path


def told(path: Path) -> dict[str, object]:
    """Return everything that exiftool sees, embedded pictures and tracks too."""
    command = ["exiftool", "-json", "-ee", "-a", "-G1", "-u", "-n", str(path)]
    out = subprocess.run(command, capture_output=True, check=False).stdout
    return dict(json.loads(out)[0])


needs_exiftool = pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")


@needs_exiftool
@pytest.mark.parametrize("name", [*MADE, "a.mp4", "a.mov"])
def test_exiftool_sees_no_position_and_no_serial_number(tmp_path: Path, name: str) -> None:
    source = MADE[name](tmp_path / name) if name in MADE else located_video(tmp_path / name)
    before, after = told(source), told(stripped(source))
    hidden = ("gps", "serial", "iso6709", "makernote")
    assert any(word in key.lower() for word in hidden for key in before), before
    assert not [key for key in after if any(word in key.lower() for word in hidden)]
    assert made.SERIAL not in json.dumps(after)


@needs_exiftool
@pytest.mark.parametrize("name", MADE)
def test_exiftool_sees_everything_else_as_before(tmp_path: Path, name: str) -> None:
    source = MADE[name](tmp_path / name)
    before, after = told(source), told(stripped(source))
    hidden = ("gps", "serial", "makernote", "maker", "file", "directory", "sourcefile", "exiftool", "system")
    kept = {key: value for key, value in before.items() if not any(word in key.lower() for word in hidden)}
    assert kept
    assert {key: after.get(key) for key in kept} == kept


@pytest.mark.parametrize("name", [*MADE, "a.mp4", "a.mov"])
def test_labels_stay_byte_for_byte(tmp_path: Path, name: str) -> None:
    source = MADE[name](tmp_path / name) if name in MADE else located_video(tmp_path / name)
    before = labels_of(source)
    assert before
    assert labels_of(stripped(source)) == before


@pytest.mark.parametrize("name", MADE)
def test_pixels_orientation_and_colours_stay(tmp_path: Path, name: str) -> None:
    source = MADE[name](tmp_path / name)
    with Image.open(source) as before, Image.open(stripped(source)) as after:
        assert np.array_equal(np.asarray(before), np.asarray(after))
        assert before.getexif().get(0x0112) == after.getexif().get(0x0112)
        assert before.info.get("icc_profile") == after.info.get("icc_profile")
        assert not after.getexif().get_ifd(0x8825)
        assert after.getexif().get_ifd(0x8769).get(0x829A) == before.getexif().get_ifd(0x8769).get(0x829A)


def test_a_second_picture_in_the_file_is_cleaned_too(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    preview = made.labelled_jpeg(tmp_path / "b.jpg").read_bytes()
    source.write_bytes(source.read_bytes() + preview)
    after = stripped(source).read_bytes()
    tail = after[-len(preview) :]
    assert jpeg.split(tail)
    assert made.SERIAL.encode() not in after
    assert len(after) == len(source.read_bytes())


def test_the_tags_of_a_video_that_say_nothing_of_a_place_stay(tmp_path: Path) -> None:
    with av.open(str(stripped(located_video(tmp_path / "a.mov")))) as container:
        assert container.metadata["title"] == "walk"
        assert not [key for key in container.metadata if "location" in key.lower()]


def test_the_stream_of_a_video_stays_byte_for_byte(tmp_path: Path) -> None:
    source = located_video(tmp_path / "a.mp4")
    before, after = source.read_bytes(), stripped(source).read_bytes()
    start, end = before.index(b"mdat"), before.index(b"moov")
    assert before[start:end] == after[start:end]
    assert b"+31.2304" not in after


def test_a_file_without_a_position_is_refused(tmp_path: Path) -> None:
    made.scene().save(tmp_path / "a.jpg")
    with pytest.raises(CannotRepair):
        stripped(tmp_path / "a.jpg")


@pytest.mark.parametrize("cut", [30, 60, 200, 1000, 3000])
def test_a_broken_file_is_refused_and_never_a_traceback(tmp_path: Path, cut: int) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg")
    source.write_bytes(source.read_bytes()[:cut])
    try:
        result = stripped(source)
    except CannotRepair:
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg"]
    else:
        assert made.SERIAL.encode() not in result.read_bytes()


def test_a_length_that_lies_costs_no_picture(tmp_path: Path) -> None:
    source = made.labelled_jpeg(tmp_path / "a.jpg", orientation=1)
    data = bytearray(source.read_bytes())
    block = data.index(b"Exif\0\0") + 6
    order = "<" if data[block : block + 2] == b"II" else ">"
    entry = data.index(struct.pack(order + "H", 0x927C), block)
    data[entry + 4 : entry + 8] = struct.pack(order + "I", 0x00FF_FFFF)  # The maker note claims 16 MB.
    source.write_bytes(data)
    result = stripped(source)
    assert labels_of(result) == labels_of(source)
    with Image.open(source) as before, Image.open(result) as after:
        assert np.array_equal(np.asarray(before), np.asarray(after))


def test_a_webp_whose_picture_spells_a_name_of_a_block_is_cleaned_all_the_same(tmp_path: Path) -> None:
    source = made.labelled_webp(tmp_path / "a.webp")
    form, parts = riff.split_riff(source.read_bytes())
    source.write_bytes(riff.join_riff(form, [parts[0], Chunk(b"ICCP", b"an EXIF of nothing"), *parts[1:]]))
    after = stripped(source).read_bytes()
    assert made.SERIAL.encode() not in after
    assert Chunk(b"ICCP", b"an EXIF of nothing") in riff.split_riff(after)[1]


def test_a_raw_copy_of_a_block_in_a_png_goes_whole(tmp_path: Path) -> None:
    text = b"\nexif\n      4\n" + made.SERIAL.encode().hex().encode()
    parts = png.split_png(made.labelled_png(tmp_path / "b.png").read_bytes())
    raw = Chunk(b"tEXt", b"Raw profile type exif\0" + text)
    (tmp_path / "a.png").write_bytes(png.join_png([parts[0], raw, *parts[1:]]))
    after = png.split_png(stripped(tmp_path / "a.png").read_bytes())
    assert raw not in after
    assert len(after) == len(parts)


@pytest.mark.parametrize("name", ["parameters", "XML:com.adobe.xmp"])
def test_a_png_with_a_broken_text_is_cleaned_and_the_text_kept(tmp_path: Path, name: str) -> None:
    parts = png.split_png(made.labelled_png(tmp_path / "b.png").read_bytes())
    broken = Chunk(b"zTXt", name.encode() + b"\0\0this was never packed")
    (tmp_path / "a.png").write_bytes(png.join_png([parts[0], broken, *parts[1:]]))
    after = png.split_png(stripped(tmp_path / "a.png").read_bytes())
    assert broken in after
    assert not [chunk for chunk in after if made.SERIAL.encode() in chunk.data]


def test_a_packed_text_loses_its_place(tmp_path: Path) -> None:
    packed = Chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(made.XMP))
    made.scene().save(tmp_path / "b.png")
    parts = png.split_png((tmp_path / "b.png").read_bytes())
    (tmp_path / "a.png").write_bytes(png.join_png([parts[0], packed, *parts[1:]]))
    result = stripped(tmp_path / "a.png")
    texts = [
        png.text_of(chunk.kind, chunk.data) for chunk in png.split_png(result.read_bytes()) if chunk.kind == b"iTXt"
    ]
    assert [keyword for keyword, _ in texts] == ["XML:com.adobe.xmp"]
    assert b"GPS" not in texts[0][1]
    assert b"xmp-7" in texts[0][1]


def test_another_container_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRepair, match="convert it first"):
        stripped(made.video(tmp_path / "a.mkv", seconds=0.2))

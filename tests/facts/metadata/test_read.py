"""Metadata as real tools write them must be found in every container, within bounds."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest

from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.metadata import Metadata, read_metadata
from rednote_lint.facts.metadata.tags import TAG_LIMIT, VALUE_LIMIT
from tests.media_made import exif_block, label, png_chunk, save_jpeg, save_png, save_video, scene, xmp_packet

GPS = {1: "S", 2: (33.0, 51.0, 54.5), 3: "E", 4: (151.0, 12.0, 34.0)}
TC260 = 'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'


def tags(path: Path) -> Metadata:
    metadata = read_metadata(str(path))
    assert isinstance(metadata, Metadata)
    return metadata


def test_exif_of_a_jpeg_tells_camera_serials_and_place(tmp_path: Path) -> None:
    block = exif_block({0x010F: "Canon", 0x0110: "EOS R6"}, {0xA431: "0012345678", 0xA435: "L-77"}, GPS)
    metadata = tags(save_jpeg(tmp_path / "a.jpg", exif=block))
    assert metadata.values("exif.Make") == ("Canon",)
    assert metadata.values("device.serial") == ("0012345678", "L-77")
    assert metadata.values("gps.position") == ("-33.86514, 151.20944",)
    assert metadata.gaps == ()


@pytest.mark.parametrize("suffix", ["webp", "png", "heic", "avif", "tiff"])
def test_exif_is_read_from_every_still_format(tmp_path: Path, suffix: str) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    path = tmp_path / f"a.{suffix}"
    scene(160, 120).save(path, exif=exif_block({0x0110: "Pixel 9"}, gps=GPS))
    metadata = tags(path)
    assert metadata.values("exif.Model") == ("Pixel 9",)
    assert metadata.values("gps.position") == ("-33.86514, 151.20944",)


@pytest.mark.parametrize(
    "gps", [{2: (0.0, 0.0, 0.0), 4: (0.0, 0.0, 0.0)}, {2: (99.0, 0.0, 0.0), 4: (1.0, 0.0, 0.0)}, {1: "N", 3: "E"}]
)
def test_a_place_that_is_none_is_not_told(tmp_path: Path, gps: dict[int, object]) -> None:
    assert tags(save_jpeg(tmp_path / "a.jpg", exif=exif_block(gps=gps))).values("gps.position") == ()


def test_xmp_place_and_serial_of_a_raw_converter(tmp_path: Path) -> None:
    packet = xmp_packet('exif:GPSLatitude="31,13.824N" exif:GPSLongitude="121,28.422W" aux:SerialNumber="42"')
    metadata = tags(save_jpeg(tmp_path / "a.jpg", xmp=packet))
    assert metadata.values("gps.position") == ("31.23040, -121.47370",)
    assert metadata.values("device.serial") == ("42",)


@pytest.mark.parametrize("key", ["location", "com.apple.quicktime.location.ISO6709", "location-eng"])
def test_the_place_a_phone_writes_into_a_video(tmp_path: Path, key: str) -> None:
    path = save_video(tmp_path / "a.mov", metadata={key: "+31.2304+121.4737+012.3/"})
    assert tags(path).values("gps.position")[0] in ("31.23040, 121.47370", "31.23039, 121.47369")


def test_the_classic_user_data_of_mp4(tmp_path: Path) -> None:
    metadata = {"comment": "vid:v0300fg10000abc", "location": "+48.8577+002.2950/", "title": "旅行"}
    found = tags(save_video(tmp_path / "a.mp4", metadata=metadata, keys=False))
    assert found.values("container.comment") == ("vid:v0300fg10000abc",)
    (place,) = found.values("gps.position")
    assert [round(float(part), 3) for part in place.split(", ")] == [48.858, 2.295]
    assert found.values("container.title") == ("旅行",)


def test_bytedance_keys_of_mp4_and_tags_of_mkv(tmp_path: Path) -> None:
    given = {"aigc_info": '{"aigc_label_type":1}', "vid_md5": "0" * 32, "AIGC": label()}
    for name in ("a.mp4", "a.mkv"):
        found = {tag.key.lower(): tag.value for tag in tags(save_video(tmp_path / name, metadata=given)).tags}
        assert found["container.vid_md5"] == "0" * 32
        assert found["ai.label"] == "1"
        assert found["ai.platform_label"] == "1"


def test_the_aigc_label_wherever_the_standard_puts_it(tmp_path: Path) -> None:
    wrapped = '{"AIGC": ' + label("2") + "}"
    nested = xmp_packet(TC260, f"<TC260:AIGC>{label().replace(chr(34), '&quot;')}</TC260:AIGC>")
    paths = {
        save_png(tmp_path / "text.png", AIGC=label()): "1",
        save_png(tmp_path / "international.png", AIGC=label(producer="豆包")): "1",
        save_jpeg(tmp_path / "comment.jpg", exif=exif_block(inner={0x9286: b"ASCII\0\0\0" + wrapped.encode()})): "2",
        save_jpeg(tmp_path / "bare.jpg", exif=exif_block(inner={0x9286: wrapped.encode()})): "2",
        save_jpeg(tmp_path / "xmp.jpg", xmp=nested): "1",
        save_jpeg(tmp_path / "spread.jpg", xmp=xmp_packet(TC260, "<TC260:Label>3</TC260:Label>")): "3",
        save_png(tmp_path / "broken.png", AIGC='{"Label": "3", "ContentProducer"'): "3",
        save_png(tmp_path / "odd.png", AIGC="yes"): "unknown",
    }
    for path, value in paths.items():
        assert tags(path).values("ai.label") == (value,), path.name


def test_a_comment_that_talks_about_aigc_is_no_label(tmp_path: Path) -> None:
    block = exif_block(inner={0x9286: b"ASCII\0\0\0a talk on AIGC in Shanghai"})
    assert tags(save_jpeg(tmp_path / "a.jpg", exif=block)).values("ai.label") == ()


def test_user_comments_in_utf16_follow_the_byte_order_of_the_block(tmp_path: Path) -> None:
    text = "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1"
    block = exif_block(inner={0x9286: b"UNICODE\0" + text.encode("utf-16-be")})
    swapped = block if block[6:8] == b"MM" else exif_block(inner={0x9286: b"UNICODE\0" + text.encode("utf-16-le")})
    assert tags(save_jpeg(tmp_path / "a.jpg", exif=swapped)).values("ai.generator") == ("Stable Diffusion",)


def test_compressed_text_is_read_and_a_bomb_is_not_unpacked_whole(tmp_path: Path) -> None:
    small = png_chunk(b"zTXt", b"parameters\0\0" + zlib.compress(b"Steps: 9, Sampler: DDIM, CFG scale: 7"))
    bomb = png_chunk(b"zTXt", b"bomb\0\0" + zlib.compress(b"x" * 50_000_000))
    plain = save_png(tmp_path / "a.png").read_bytes()
    (tmp_path / "b.png").write_bytes(plain[:33] + small + bomb + plain[33:])
    metadata = tags(tmp_path / "b.png")
    assert metadata.values("ai.generator") == ("Stable Diffusion",)
    assert len(metadata.values("png.bomb")[0]) == VALUE_LIMIT


def test_the_exif_that_imagemagick_writes_into_png(tmp_path: Path) -> None:
    block = exif_block({0x0110: "Pixel 9"}, gps=GPS)
    text = f"\nexif\n{len(block):8}\n{block.hex()}\n"
    metadata = tags(save_png(tmp_path / "a.png", **{"Raw profile type exif": text}))
    assert metadata.values("exif.Model") == ("Pixel 9",)
    assert metadata.values("gps.position") == ("-33.86514, 151.20944",)


def test_text_behind_the_picture_is_found(tmp_path: Path) -> None:
    plain = save_png(tmp_path / "a.png").read_bytes()
    late = png_chunk(b"tEXt", b"AIGC\0" + label().encode())
    (tmp_path / "b.png").write_bytes(plain[:-12] + late + plain[-12:])
    assert tags(tmp_path / "b.png").values("ai.label") == ("1",)


def test_a_flood_of_tags_is_bounded_and_hides_no_label(tmp_path: Path) -> None:
    plain = save_png(tmp_path / "a.png").read_bytes()
    flood = b"".join(png_chunk(b"tEXt", b"k%d\0v%d" % (n, n)) for n in range(3_000))
    late = png_chunk(b"tEXt", b"AIGC\0" + label().encode())
    (tmp_path / "b.png").write_bytes(plain[:33] + flood + late + plain[33:])
    metadata = tags(tmp_path / "b.png")
    assert len(metadata.tags) == TAG_LIMIT
    assert metadata.values("ai.label") == ("1",)


def test_a_file_cut_short_gives_what_stands_before_the_cut_and_says_so(tmp_path: Path) -> None:
    data = save_png(tmp_path / "a.png", AIGC=label()).read_bytes()
    (tmp_path / "b.png").write_bytes(data[: len(data) // 2])
    metadata = tags(tmp_path / "b.png")
    assert metadata.values("ai.label") == ("1",)
    assert "ends before" in metadata.gaps[0].en


def test_a_video_without_its_index_says_so(tmp_path: Path) -> None:
    data = save_video(tmp_path / "a.mp4", metadata={"comment": "x"}).read_bytes()
    (tmp_path / "b.mp4").write_bytes(data[: data.index(b"moov") - 4])
    assert any("moov" in gap.en for gap in tags(tmp_path / "b.mp4").gaps)


def test_a_box_that_claims_more_than_the_file_has_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    data = bytearray(save_video(tmp_path / "a.mp4", metadata={"comment": "vid:v14044abcdefg"}).read_bytes())
    at = data.index(b"moov") - 4
    data[at : at + 4] = struct.pack(">I", 0x7FFFFFF0)
    (tmp_path / "b.mp4").write_bytes(bytes(data))
    metadata = tags(tmp_path / "b.mp4")
    assert metadata.values("container.comment") == ("vid:v14044abcdefg",)
    assert metadata.gaps


def test_what_cannot_be_opened_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").write_bytes(b"")
    assert isinstance(read_metadata(str(tmp_path / "empty.jpg")), Unreadable)
    assert isinstance(read_metadata(str(tmp_path / "missing.jpg")), Unreadable)


def test_a_file_that_is_no_medium_leaves_a_gap(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("not a video at all, " * 20, encoding="utf-8")
    assert tags(tmp_path / "notes.mp4").gaps


def test_the_files_name_is_a_tag(tmp_path: Path) -> None:
    assert tags(save_jpeg(tmp_path / "snaptik_1.jpg")).values("file.name") == ("snaptik_1.jpg",)


def test_a_gif_has_nothing_but_its_name(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    scene(64, 64).save(buffer, "GIF")
    (tmp_path / "a.gif").write_bytes(buffer.getvalue())
    metadata = tags(tmp_path / "a.gif")
    assert [tag.key for tag in metadata.tags] == ["file.name"]
    assert metadata.gaps == ()

"""Headers of images and videos, from files that the test draws and encodes."""

import io
import os
import struct
import zlib
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from rednote_lint.facts.base import Unreadable
from rednote_lint.facts.headers.images import read_image
from rednote_lint.facts.headers.videos import read_video
from rednote_lint.media.file_type import sniff


def draw(path, size=(120, 80), frames=1, **options):
    pictures = [Image.effect_noise(size, 60).convert("RGB") for _ in range(frames)]
    more = {"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}
    pictures[0].save(path, **more, **options)
    return path


def film(path, size=(64, 48), frames=10, codec="h264", rate=10, sound=False, aspect=None, **options):
    with av.open(str(path), "w", **options) as movie:
        stream = movie.add_stream(codec, rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        voice = movie.add_stream("aac", rate=44100) if sound else None
        for number in range(frames):
            picture = np.full((size[1], size[0], 3), number * 9 % 256, np.uint8)
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        movie.mux(stream.encode())
        if voice is not None:
            silence = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
            silence.sample_rate = 44100
            movie.mux(voice.encode(silence))
            movie.mux(voice.encode())
    return path


def turned(path, out):
    """Write a quarter turn into the track header of an MP4, as phones do."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 4 + 40
    data[start : start + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    out.write_bytes(data)
    return out


def png_claiming(path, width, height):
    """Write a PNG whose header claims a size that is not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT\0\0\0\0")
    return path


@pytest.mark.parametrize(
    ("name", "format_", "kind"),
    [
        ("a.jpg", "JPEG", "jpeg"),
        ("a.png", "PNG", "png"),
        ("a.webp", "WEBP", "webp"),
        ("a.gif", "GIF", "gif"),
        ("a.bmp", "BMP", "bmp"),
        ("a.tif", "TIFF", "tiff"),
        ("a.avif", "AVIF", "avif"),
    ],
)
def test_the_type_is_told_by_content(tmp_path, name, format_, kind):
    path = draw(tmp_path / name, format=format_)
    header = read_image(str(path))
    assert (header.type, header.width, header.height, header.well_named) == (kind, 120, 80, True)
    assert header.bytes == path.stat().st_size and header.damage is None
    disguised = path.rename(tmp_path / "x.jpg" if kind != "jpeg" else tmp_path / "x.png")
    assert (read_image(str(disguised)).type, read_image(str(disguised)).well_named) == (kind, False)


def test_heic(tmp_path):
    heif = pytest.importorskip("pillow_heif")
    path = tmp_path / "a.heic"
    heif.from_pillow(Image.effect_noise((130, 90), 60).convert("RGB")).save(path, quality=50)
    header = read_image(str(path))
    assert (header.type, header.width, header.height) == ("heic", 130, 90)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_displayed_one(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    header = read_image(str(draw(tmp_path / "a.jpg", exif=exif)))
    assert (header.width, header.height) == ((120, 80) if orientation < 5 else (80, 120))


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_moving_pictures(tmp_path, name):
    assert read_image(str(draw(tmp_path / name, frames=3))).animated
    assert not read_image(str(draw(tmp_path / name))).animated


def test_live_photos(tmp_path):
    still = draw(tmp_path / "IMG_0001.jpg")
    assert read_image(str(still)).live == ""
    (tmp_path / "IMG_0001.MOV").write_bytes(b"x")
    assert read_image(str(still)).live == "pair"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a GCamera:MotionPhoto="1"/></x:xmpmeta>'
    assert read_image(str(draw(tmp_path / "phone.jpg", xmp=xmp))).live == "motion"


def test_a_turned_webp(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    header = read_image(str(draw(tmp_path / "a.webp", exif=exif)))
    assert (header.width, header.height) == (80, 120)
    lossless = read_image(str(draw(tmp_path / "b.webp", lossless=True)))
    assert (lossless.width, lossless.height) == (120, 80)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_picture_that_breaks_off_is_damaged(tmp_path, name):
    path = draw(tmp_path / name)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    header = read_image(str(path))
    assert header.damage is not None and header.width == 120


def test_a_thumbnail_inside_does_not_make_a_cut_picture_whole(tmp_path):
    small = io.BytesIO()
    Image.new("RGB", (8, 8)).save(small, "JPEG")
    path = draw(tmp_path / "a.jpg", comment=small.getvalue())
    assert read_image(str(path)).damage is None
    path.write_bytes(path.read_bytes()[:-200])
    assert read_image(str(path)).damage is not None


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"just words", b"<html></html>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_image_says_why(tmp_path, content):
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    answer = read_image(str(path))
    assert isinstance(answer, Unreadable) and answer.reason.en and answer.reason.zh


def test_a_huge_claim_is_refused_by_its_header(tmp_path):
    assert "pixels" in read_image(str(png_claiming(tmp_path / "a.png", 30000, 30000))).reason.en


@pytest.mark.posix("named pipes")
def test_folders_pipes_and_dead_links_are_no_files(tmp_path):
    (tmp_path / "a.jpg").mkdir()
    os.mkfifo(tmp_path / "b.jpg")
    (tmp_path / "c.jpg").symlink_to(tmp_path / "c.jpg")
    for name in ("a.jpg", "b.jpg", "c.jpg", "missing.jpg"):
        assert isinstance(read_image(str(tmp_path / name)), Unreadable)
        assert isinstance(read_video(str(tmp_path / name)), Unreadable)


def test_a_video_header(tmp_path):
    header = read_video(str(film(tmp_path / "a.mp4", sound=True)))
    assert (header.container, header.width, header.height, header.well_named) == ("mp4", 64, 48, True)
    assert header.duration == pytest.approx(1.0, abs=0.11)
    assert header.fps == pytest.approx(10)
    assert (header.video_codec, header.audio_codec, header.damage) == ("h264", "aac", None)


@pytest.mark.parametrize(
    ("name", "codec", "container"),
    [
        ("a.mov", "h264", "mov"),
        ("a.mkv", "h264", "mkv"),
        ("a.webm", "libvpx", "webm"),
        ("a.avi", "mpeg4", "avi"),
        ("a.flv", "h264", "flv"),
        ("a.ts", "h264", "ts"),
        ("a.mpg", "mpeg2video", "mpeg"),
    ],
)
def test_the_container_is_told_by_content(tmp_path, name, codec, container):
    path = film(tmp_path / name, codec=codec, rate=25)
    header = read_video(str(path))
    assert (header.container, header.well_named, header.audio_codec) == (container, True, "")
    disguised = path.rename(tmp_path / "x.wmv")
    assert (read_video(str(disguised)).container, read_video(str(disguised)).well_named) == (container, False)


def test_a_video_is_measured_as_it_is_shown(tmp_path):
    path = film(tmp_path / "a.mp4")
    header = read_video(str(turned(path, tmp_path / "b.mp4")))
    assert (header.width, header.height) == (48, 64)
    wide = read_video(str(film(tmp_path / "c.mp4", aspect=Fraction(2, 1))))
    assert (wide.width, wide.height) == (128, 48)


def test_a_video_that_breaks_off_is_damaged(tmp_path):
    path = film(tmp_path / "a.mp4", frames=60, container_options={"movflags": "faststart"})
    assert read_video(str(path)).damage is None
    path.write_bytes(path.read_bytes()[:-500])
    assert read_video(str(path)).damage is not None


def test_a_video_without_its_index_cannot_be_opened(tmp_path):
    path = film(tmp_path / "a.mp4", frames=60)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    assert isinstance(read_video(str(path)), Unreadable)


@pytest.mark.parametrize("content", [b"", b"just words", b"\0\0\0\x18ftypisom" + b"\0" * 99, b"FLV\x01\x05"])
def test_what_is_no_video_says_why(tmp_path, content):
    path = tmp_path / "a.mp4"
    path.write_bytes(content)
    assert isinstance(read_video(str(path)), Unreadable)


def test_a_picture_under_a_videos_name_is_no_video(tmp_path):
    path = draw(tmp_path / "a.png").rename(tmp_path / "a.mp4")
    assert "png" in read_video(str(path)).reason.en


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", "avif"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mov"),
        (b"\0\0\0\x14ftyp3gp4\0\0\0\0", "3gp"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mov"),
        (b".RMF\0\0", "rm"),
        (b"%PDF-1.7", "pdf"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "svg"),
        (b"", "unknown"),
    ],
)
def test_first_bytes(head, kind):
    assert sniff(head) == kind


def test_a_header_is_the_same_without_the_first_pictures_decoded(tmp_path, monkeypatch):
    path = film(tmp_path / "a.mp4", sound=True)
    header = read_video(str(path))
    monkeypatch.setattr("rednote_lint.facts.headers.videos.HEADER_ONLY", {})
    assert header == read_video(str(path))

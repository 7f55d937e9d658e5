from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from rednote_lint.facts.analysis.pictures import NotPicture, open_picture


def test_orientation_is_applied_and_size_is_the_displayed_one(tmp_path: Path) -> None:
    image = Image.new("RGB", (3000, 2000), "black")
    image.paste("white", (0, 0, 600, 600))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    image.save(tmp_path / "a.jpg", exif=exif)
    picture = open_picture(str(tmp_path / "a.jpg"))
    height, width = picture.frame.image.shape[:2]
    assert picture.size == (2000, 3000)
    assert min(width, height) <= 1440
    assert picture.frame.scale == pytest.approx(2000 / width, rel=0.01)
    assert picture.frame.image[20:100, -100:-20].mean() > 240 > picture.frame.image[20:100, 20:100].mean()


def test_transparency_is_shown_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (80, 60), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert open_picture(str(tmp_path / "a.png")).frame.image.min() == 255


def test_colours_are_blue_green_red(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), (255, 0, 0)).save(tmp_path / "a.png")
    assert open_picture(str(tmp_path / "a.png")).frame.image[20, 20].tolist() == [0, 0, 255]


def test_heic_opens(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.from_pillow(Image.new("RGB", (640, 480), (10, 200, 30))).save(tmp_path / "a.heic")
    assert open_picture(str(tmp_path / "a.heic")).size == (640, 480)


def test_the_first_picture_of_an_animation_counts(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("white", "black", "black")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    assert open_picture(str(tmp_path / "a.gif")).frame.image.mean() > 250


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_the_pictures_of_an_animation_are_counted(tmp_path: Path, name: str) -> None:
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("white", "black", "red")]
    frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
    picture = open_picture(str(tmp_path / name))
    assert picture.frames == 3
    assert picture.frame.image.mean() > 250


def test_a_still_picture_is_one(tmp_path: Path) -> None:
    for name in ("a.gif", "a.webp", "a.png", "a.jpg"):
        Image.new("RGB", (60, 40)).save(tmp_path / name)
        assert open_picture(str(tmp_path / name)).frames == 1


def test_what_a_phone_keeps_behind_a_photo_is_no_animation(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40)).save(
        tmp_path / "a.jpg", format="MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))]
    )
    assert open_picture(str(tmp_path / "a.jpg")).frames == 1


def test_a_truncated_jpeg_gives_what_is_left_and_says_so(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 800, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "a.jpg")
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(data[: len(data) * 2 // 3])
    picture = open_picture(str(tmp_path / "a.jpg"))
    assert picture.size == (800, 600)
    assert picture.damage


def test_a_header_that_claims_too_much_is_refused(tmp_path: Path) -> None:
    head = struct.pack(">IIBBBBB", 65535, 65535, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    (tmp_path / "a.png").write_bytes(data)
    with pytest.raises(NotPicture):
        open_picture(str(tmp_path / "a.png"))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"no picture"])
def test_what_is_no_picture_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(NotPicture):
        open_picture(str(tmp_path / "a.jpg"))

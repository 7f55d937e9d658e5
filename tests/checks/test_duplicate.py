"""`check: duplicate`, with the shipped rules."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from tests.media_made import checked, codes_of, save_jpeg, save_png, save_video, scene


def page(words: str) -> Image.Image:
    """Draw a page of a carousel: the same template, other words."""
    picture = Image.new("RGB", (900, 1200), "#f4ead8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 840, 1140), outline="#805030", width=12)
    draw.text((140, 300), words, fill="#402010", font_size=90)
    return picture


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    one, other = save_jpeg(tmp_path / "1.jpg"), save_jpeg(tmp_path / "2.jpg", scene(160, 120, 9))
    copy = tmp_path / "3.jpg"
    copy.write_bytes(one.read_bytes())
    report = checked(one, other, copy, kinds=("duplicate",))
    assert codes_of(report) == ["QL201"]
    assert report.findings[0].location.path == str(copy)
    assert report.findings[0].related[0].path == str(one)


def test_the_same_video_twice(tmp_path: Path) -> None:
    one, copy = save_video(tmp_path / "1.mp4"), tmp_path / "2.mp4"
    copy.write_bytes(one.read_bytes())
    assert codes_of(checked(one, copy, kinds=("duplicate",))) == ["QL201"]


def test_the_same_picture_in_another_size_and_compression(tmp_path: Path) -> None:
    picture = scene(900, 1200, 4)
    one = save_png(tmp_path / "1.png", picture)
    small = save_jpeg(tmp_path / "2.jpg", picture.resize((600, 800)), quality=60)
    assert codes_of(checked(one, small, kinds=("duplicate",))) == ["QL202"]


def test_pages_on_one_template_are_different_pictures(tmp_path: Path) -> None:
    pages = [save_jpeg(tmp_path / f"{n}.jpg", page(f"DAY {n}")) for n in range(1, 6)]
    assert codes_of(checked(*pages, kinds=("duplicate",))) == []


def test_two_shots_of_one_scene_are_different_pictures(tmp_path: Path) -> None:
    picture = scene(960, 1200, 6)
    shots = [save_jpeg(tmp_path / f"{n}.jpg", picture.crop((40 * n, 0, 900 + 40 * n, 1200))) for n in (0, 1)]
    assert codes_of(checked(*shots, kinds=("duplicate",))) == []


def test_plain_pictures_are_not_compared(tmp_path: Path) -> None:
    plain = [save_jpeg(tmp_path / f"{n}.jpg", Image.new("RGB", (300 + n, 400), "beige")) for n in (0, 1)]
    assert codes_of(checked(*plain, kinds=("duplicate",))) == []

"""Bars, light, detail and screenshots of drawn pictures, and of videos encoded here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from rednote_lint.facts.analysis.analyze import Pass, analyze, profile_for
from rednote_lint.facts.analysis.analyzers import QUALITY
from rednote_lint.facts.analysis.quality import Quality
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.parameters import Parameters
from rednote_lint.model import AssetKind, Box
from tests.media_made import save_jpeg, save_video, scene


def quality_of(path: Path, kind: AssetKind = AssetKind.IMAGE) -> Quality:
    wanted = Pass(kind=kind, specs=(QUALITY,), profile=profile_for(QUALITY.needs), parameters=Parameters(ending=4.2))
    analysis = analyze(str(path), wanted)
    assert isinstance(analysis, MediaAnalysis) and analysis.quality is not None
    return analysis.quality


def barred(picture: Image.Image, size: tuple[int, int], colour: str = "black") -> Image.Image:
    canvas = Image.new("RGB", size, colour)
    canvas.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return canvas


def bright(seed: int, width: int, height: int) -> Image.Image:
    return Image.blend(scene(width, height, seed), Image.new("RGB", (width, height), "#b0a090"), 0.4)


def poster(size: tuple[int, int], ground: str, ink: str) -> Image.Image:
    """Draw a title page: big letters on a plain ground, as carousels often start."""
    picture = Image.new("RGB", size, ground)
    draw = ImageDraw.Draw(picture)
    for line in range(4):
        top = size[1] // 3 + line * size[1] // 12
        draw.text((size[0] // 6, top), "WEEKEND NOTES", fill=ink, font_size=size[1] // 16)
    return picture


def test_letterbox_and_pillarbox_of_pictures(tmp_path: Path) -> None:
    above = quality_of(save_jpeg(tmp_path / "a.jpg", barred(bright(1, 720, 405), (720, 1280))))
    aside = quality_of(save_jpeg(tmp_path / "b.jpg", barred(bright(2, 405, 720), (1280, 720))))
    assert above.inside is not None and aside.inside is not None
    assert np.abs(np.subtract(above.inside, Box(0, 437, 720, 405))).max() <= 2
    assert np.abs(np.subtract(aside.inside, Box(437, 0, 405, 720))).max() <= 2
    assert (above.upright, aside.upright) == (False, True)
    assert above.bars == pytest.approx(1 - 405 / 1280, abs=0.01)


def test_bars_are_told_in_pixels_of_the_displayed_picture(tmp_path: Path) -> None:
    quality = quality_of(save_jpeg(tmp_path / "a.jpg", barred(bright(1, 2880, 1620), (2880, 3840))))
    assert quality.size == (2880, 3840)
    assert quality.inside is not None
    assert np.abs(np.subtract(quality.inside, Box(0, 1110, 2880, 1620))).max() <= 5


@pytest.mark.parametrize(
    "picture",
    [
        bright(3, 720, 960),
        poster((1080, 1440), "black", "white"),
        poster((1080, 1440), "white", "black"),
        poster((1080, 1440), "#101010", "#f0c040"),
        barred(bright(4, 600, 600), (720, 960), "white"),
        barred(bright(5, 720, 900), (720, 960)).crop((0, 30, 720, 960)),
    ],
    ids=["photo", "dark-poster", "white-poster", "grey-poster", "white-frame", "one-bar-only"],
)
def test_pictures_without_bars(tmp_path: Path, picture: Image.Image) -> None:
    assert quality_of(save_jpeg(tmp_path / "a.jpg", picture, quality=85)).bars == 0


def test_bars_of_a_video_that_ends_in_a_full_card(tmp_path: Path) -> None:
    body = [barred(bright(seed, 360, 200), (360, 640)) for seed in range(10)]
    card = [Image.new("RGB", (360, 640), "#806040")] * 3
    path = save_video(tmp_path / "a.mp4", [*body, *card], fps=1)
    quality = quality_of(path, AssetKind.VIDEO)
    assert quality.inside is not None
    assert np.abs(np.subtract(quality.inside, Box(0, 220, 360, 200))).max() <= 3


def test_a_caption_in_the_bar_of_a_video_does_not_hide_it(tmp_path: Path) -> None:
    frames = [barred(bright(seed, 360, 200), (360, 640)) for seed in range(8)]
    for frame in frames:
        ImageDraw.Draw(frame).text((60, 500), "what a day", fill="white", font_size=30)
    assert quality_of(save_video(tmp_path / "a.mp4", frames, fps=1), AssetKind.VIDEO).bars > 0.6


def test_a_scene_that_is_dark_for_a_while_has_no_bars(tmp_path: Path) -> None:
    dark = [barred(bright(seed, 360, 200), (360, 640)) for seed in range(4)]
    light = [bright(seed, 360, 640) for seed in range(4, 8)]
    assert quality_of(save_video(tmp_path / "a.mp4", [*dark, *light], fps=1), AssetKind.VIDEO).bars == 0


def test_light(tmp_path: Path) -> None:
    black = Image.fromarray((np.asarray(scene(640, 480)) // 8).astype(np.uint8))
    assert quality_of(save_jpeg(tmp_path / "a.jpg", black)).light < 60
    assert quality_of(save_jpeg(tmp_path / "b.jpg", scene(640, 480))).light > 120
    assert quality_of(save_jpeg(tmp_path / "c.jpg", poster((640, 480), "black", "white"))).light > 120


@pytest.mark.parametrize(("factor", "at_most"), [(3, 0.34), (4, 0.25), (12, 0.17)])
def test_enlarged_pictures_use_a_part_of_their_resolution(tmp_path: Path, factor: int, at_most: float) -> None:
    for seed in range(4):
        small = scene(1080 // factor, 1440 // factor, seed)
        large = small.resize((1080, 1440), Image.Resampling.BICUBIC)
        detail = quality_of(save_jpeg(tmp_path / "a.jpg", large, quality=90)).detail
        assert detail is not None and detail <= at_most


def test_sharp_pictures_use_all_of_it(tmp_path: Path) -> None:
    for seed in range(4):
        assert quality_of(save_jpeg(tmp_path / "a.jpg", scene(1080, 1440, seed), quality=85)).detail == 1.0
    assert quality_of(save_jpeg(tmp_path / "b.jpg", poster((1080, 1440), "white", "black"))).detail in (1.0, None)


def test_a_blurred_background_does_not_count(tmp_path: Path) -> None:
    sharp = scene(1080, 1440, 5)
    picture = sharp.filter(ImageFilter.GaussianBlur(12))
    picture.paste(sharp.crop((300, 300, 800, 1000)), (300, 300))
    assert quality_of(save_jpeg(tmp_path / "a.jpg", picture, quality=90)).detail == 1.0


def test_a_plain_picture_says_nothing_of_detail(tmp_path: Path) -> None:
    assert quality_of(save_jpeg(tmp_path / "a.jpg", Image.new("RGB", (800, 800), "teal"))).detail is None


def phone_screen(width: int, height: int, ground: str, ink: str, island: bool) -> Image.Image:
    """Draw a phone's screen: clock and battery above, an app's page, the home indicator below."""
    picture = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(picture)
    unit = height / 100
    draw.text((width * 0.09, unit * 1.6), "9:41", fill=ink, font_size=int(unit * 1.8))
    for number in range(3):
        left = width * (0.8 + 0.05 * number)
        draw.rectangle((left, unit * 1.9, left + width * 0.035, unit * 3.1), fill=ink)
    if island:
        draw.rounded_rectangle((width * 0.37, unit * 1.3, width * 0.63, unit * 4.4), unit, fill="black")
    picture.paste(scene(width, int(unit * 50), 3), (0, int(unit * 12)))
    for line in range(6):
        draw.text((width * 0.08, unit * (66 + 4 * line)), "someone said something", fill=ink, font_size=int(unit * 2))
    draw.rounded_rectangle((width * 0.32, height - unit * 1.4, width * 0.68, height - unit * 0.8), unit, fill=ink)
    return picture


@pytest.mark.parametrize("size", [(1170, 2532), (1080, 2400), (750, 1334)])
@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("#000000", "white")])
def test_screenshots_of_phones(tmp_path: Path, size: tuple[int, int], ground: str, ink: str) -> None:
    picture = phone_screen(*size, ground, ink, island=ground == "white")
    assert quality_of(save_jpeg(tmp_path / "a.jpg", picture, quality=85)).screenshot


def test_what_is_no_screenshot(tmp_path: Path) -> None:
    for picture in (
        scene(1080, 1920),
        poster((1080, 1920), "white", "black"),
        phone_screen(1170, 2532, "white", "black", island=False).crop((0, 150, 1170, 2532)),
        phone_screen(1170, 2532, "white", "black", island=False).resize((1170, 1500)),
    ):
        assert not quality_of(save_jpeg(tmp_path / "a.jpg", picture, quality=85)).screenshot

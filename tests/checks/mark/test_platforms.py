"""Marks of platforms, editors and stock agencies of which no real sample was at hand, drawn over moving pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.checks.mark.test_kind import found
from tests.clips_made import Paint, text, write_clip
from tests.media_made import save_png, scene

SIZE = (432, 768)
TEMPLATES = Path(__file__).parents[3] / "rules" / "watermark" / "templates"
HAN = next((font for font in ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",) if Path(font).exists()), None)


def codes(path: Path) -> list[str]:
    return sorted({finding.code for finding in found(path)})


def clip(tmp_path: Path, paint: Paint, seconds: float = 4.0, **drawn: bool) -> Path:
    return write_clip(tmp_path / "a.mp4", seconds=seconds, size=SIZE, paint=paint, **drawn)


def glyph(draw: ImageDraw.ImageDraw, logo: str, at: tuple[float, float], name: str, size: int = 34) -> None:
    shape = Image.open(TEMPLATES / f"{logo}.png").convert("L").resize((size, size))
    draw.bitmap(at, shape, fill="white")
    text(draw, (at[0] + size + 10, at[1] + 4), name, 26)


@pytest.mark.parametrize(
    ("logo", "code"),
    [
        ("instagram-camera", "WM131"),
        ("snapchat-ghost", "WM133"),
        ("pinterest-pin", "WM139"),
    ],
)
def test_a_logo_beside_a_bare_name_says_whose_mark_it_is(tmp_path: Path, logo: str, code: str) -> None:
    assert codes(clip(tmp_path, lambda d, t: glyph(d, logo, (20, 20), "nina.crochet"))) == [code]


def test_the_account_in_a_mark_is_no_other_platform_s(tmp_path: Path) -> None:
    def mark(draw: ImageDraw.ImageDraw, moment: float) -> None:
        text(draw, (66, 20), "Likee", 30)
        glyph(draw, "instagram-camera", (20, 60), "@nina.crochet")

    assert codes(clip(tmp_path, mark)) == ["WM161"]


def test_a_bare_name_without_a_logo_is_no_mark(tmp_path: Path) -> None:
    assert codes(clip(tmp_path, lambda d, t: text(d, (20, 24), "nina.crochet", 26))) == []


@pytest.mark.parametrize(("words", "code"), [("YouTube", "WM132"), ("Lemon8", "WM162")])
def test_a_word_alone_is_a_mark_where_it_keeps_its_exact_place(tmp_path: Path, words: str, code: str) -> None:
    assert codes(clip(tmp_path, lambda d, t: text(d, (290, 720), words, 26))) == [code]


def test_a_word_alone_on_a_sign_that_shakes_with_the_camera_is_none(tmp_path: Path) -> None:
    def sign(draw: ImageDraw.ImageDraw, moment: float) -> None:
        x, y = 270 + 5 * np.sin(5.3 * moment), 700 + 4 * np.cos(4.1 * moment)
        draw.rectangle((x - 12, y - 8, x + 130, y + 40), fill=(30, 60, 120))
        text(draw, (x, y), "YouTube", 26)

    assert codes(clip(tmp_path, sign)) == []


def test_a_sign_that_is_read_twice_while_it_passes_is_not_its_own_account(tmp_path: Path) -> None:
    def sign(draw: ImageDraw.ImageDraw, moment: float) -> None:
        draw.rectangle((50 + 20 * moment, 82, 220 + 20 * moment, 130), fill=(30, 60, 120))
        text(draw, (60 + 20 * moment, 90), "Snapchat", 26)

    assert codes(clip(tmp_path, sign)) == []


def test_a_word_alone_before_a_camera_that_stands_still_is_none(tmp_path: Path) -> None:
    def light(draw: ImageDraw.ImageDraw, moment: float) -> None:
        draw.ellipse((30, 60 + 40 * moment, 130, 160 + 40 * moment), fill=(200, 150, 90))
        text(draw, (290, 720), "YouTube", 26)

    assert codes(clip(tmp_path, light, still=True)) == []


def test_a_title_in_the_middle_and_a_subtitle_are_none(tmp_path: Path) -> None:
    def talk(draw: ImageDraw.ImageDraw, moment: float) -> None:
        text(draw, (216, 60), "Threads", 34, "mm")
        text(draw, (216, 700), "Instagram" if moment < 3 else "and YouTube Shorts", 26, "mm")

    assert codes(clip(tmp_path, talk)) == []


@pytest.mark.parametrize("words", ["Made with KineMaster", "InShot"])
def test_the_mark_of_an_editor(tmp_path: Path, words: str) -> None:
    findings = found(clip(tmp_path, lambda d, t: text(d, (416, 740), words, 24, "rs")))
    assert [finding.severity for finding in findings] == ["warning"]
    assert findings[0].code in ("WM144", "WM145", "WM146", "WM147")
    assert any(name in findings[0].message.en for name in ("InShot", "KineMaster", "VivaVideo", "Filmora"))


@pytest.mark.parametrize(
    ("words", "code"),
    [("Kwai", "WM122"), ("Snapchat", "WM165"), ("InShot", "WM143")],
)
def test_the_card_at_the_end(tmp_path: Path, words: str, code: str) -> None:
    def ends(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 5.0:
            draw.rectangle((0, 0, *SIZE), fill=(250, 250, 250))
            draw.text((216, 320), words, font=ImageFont.load_default(60), fill=(30, 30, 30), anchor="mm")

    (finding,) = found(clip(tmp_path, ends, seconds=7.5))
    assert finding.code == code
    assert finding.location.time == pytest.approx((5.0, 7.5), abs=0.3)


def test_credits_that_name_the_editor_in_a_sentence_are_none(tmp_path: Path) -> None:
    def ends(draw: ImageDraw.ImageDraw, moment: float) -> None:
        if moment >= 5.0:
            draw.rectangle((0, 0, *SIZE), fill=(10, 10, 10))
            text(draw, (216, 320), "edited with InShot by my sister", 24, "mm")
            text(draw, (216, 400), "THE END", 34, "mm")

    assert codes(clip(tmp_path, ends, seconds=7.5)) == []


def tiles(draw: ImageDraw.ImageDraw, words: str) -> None:
    for row in range(5):
        for column in range(2):
            text(draw, (30 + 210 * column + 40 * (row % 2), 60 + 150 * row), words, 26)


@pytest.mark.parametrize("words", ["shutterstock", "Adobe Stock"])
def test_the_name_of_a_stock_agency_laid_over_a_video(tmp_path: Path, words: str) -> None:
    findings = found(clip(tmp_path, lambda d, t: tiles(d, words)))
    assert {finding.code for finding in findings} == {"WM181"}
    assert all("licensed?" in finding.message.en and "授权" in finding.message.zh for finding in findings)


def test_the_name_of_a_stock_agency_in_the_middle_of_a_picture(tmp_path: Path) -> None:
    picture = scene(720, 1280).point(lambda level: int(level * 0.7))
    text(ImageDraw.Draw(picture), (360, 640), "gettyimages", 54, "mm")
    save_png(tmp_path / "a.png", picture)
    (finding,) = found(tmp_path / "a.png")
    assert (finding.code, finding.severity) == ("WM182", "warning")


def test_a_tiled_picture_is_told_once_for_the_pattern(tmp_path: Path) -> None:
    picture = scene(*SIZE).point(lambda level: int(level * 0.7))
    tiles(ImageDraw.Draw(picture), "shutterstock")
    save_png(tmp_path / "a.png", picture)
    assert codes(tmp_path / "a.png") == ["WM181"]


def test_a_credit_for_a_picture_is_none(tmp_path: Path) -> None:
    picture = scene(720, 1280).point(lambda level: int(level * 0.7))
    text(ImageDraw.Draw(picture), (360, 1240), "Photo by Ann Lee for Getty Images", 30, "mm")
    save_png(tmp_path / "a.png", picture)
    assert codes(tmp_path / "a.png") == []


@pytest.mark.skipif(HAN is None, reason="no font with Chinese characters")
@pytest.mark.parametrize(("words", "code"), [("快手", "WM121"), ("视频号 · 小鹿", "WM127")])
def test_a_chinese_word_alone(tmp_path: Path, words: str, code: str) -> None:
    assert HAN is not None
    font = ImageFont.truetype(HAN, 28)
    path = clip(tmp_path, lambda d, t: d.text((412, 740), words, font=font, fill="white", anchor="rs"))
    assert codes(path) == [code]


@pytest.mark.skipif(HAN is None, reason="no font with Chinese characters")
@pytest.mark.parametrize("moving", [True, False])
def test_the_eye_of_weibo_beside_a_chinese_account(tmp_path: Path, moving: bool) -> None:
    assert HAN is not None
    font = ImageFont.truetype(HAN, 30)

    def mark(draw: ImageDraw.ImageDraw) -> None:
        shape = Image.open(TEMPLATES / "weibo-eye.png").convert("L").resize((46, 42))
        draw.bitmap((180, 712), shape, fill="white")
        draw.text((232, 716), "@小鹿的日常", font=font, fill="white")

    if moving:
        path = clip(tmp_path, lambda d, t: mark(d))
    else:
        picture = scene(*SIZE).point(lambda level: int(level * 0.7))
        mark(ImageDraw.Draw(picture))
        path = tmp_path / "a.png"
        save_png(path, picture)
    assert codes(path) == ["WM135"]

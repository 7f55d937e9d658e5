"""Pictures and videos compared by their hashes: copies, and look-alikes that are none."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from rednote_lint.facts.alike import picture_likeness, video_likeness
from rednote_lint.facts.analysis.looks import LookAnalyzer
from rednote_lint.facts.traces import Trace
from rednote_lint.facts.video.frames import Frame
from tests.media_made import scene


def frame(picture: Image.Image, time: float | None = None) -> Frame:
    return Frame(time=time, image=np.asarray(picture.convert("RGB"))[:, :, ::-1], scale=1.0)


def still(picture: Image.Image) -> Trace:
    analyzer = LookAnalyzer()
    analyzer.process(frame(picture))
    look = analyzer.finish()
    return Trace(path="x", hashes=look.hashes, fingerprint=look.thumbnail)


def clip(pictures: Sequence[Image.Image], *, start: float = 0.0) -> Trace:
    analyzer = LookAnalyzer()
    for number, picture in enumerate(pictures):
        analyzer.process(frame(picture, start + 2.0 * number))
    look = analyzer.finish()
    return Trace(path="x", hashes=look.hashes, times=look.times)


def card(words: str) -> Image.Image:
    picture = Image.new("RGB", (900, 1200), "#f4ead8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 840, 1140), outline="#805030", width=12)
    draw.text((140, 300), words, fill="#402010", font_size=90)
    return picture


def panel(*words: str) -> Image.Image:
    """Draw words on two halves of one colour each: most of the card is alike whatever they are."""
    picture = Image.new("RGB", (900, 1200), "#c8dcc8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((450, 0, 900, 1200), fill="#5a785a")
    for line, word in enumerate(words):
        draw.text((100, 270 + 140 * line), word, fill="#961414", font_size=110)
    return picture


def compressed(picture: Image.Image) -> Image.Image:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=40)
    return Image.open(held)


def cropped(picture: Image.Image) -> Image.Image:
    """Cut off five per cent of the width and of the height."""
    width, height = picture.size
    return picture.crop((round(0.02 * width), round(0.05 * height), round(0.97 * width), height))


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return scene(900, 1200, 4)


def test_a_copy_is_found_compressed_smaller_and_cropped(picture: Image.Image) -> None:
    half = picture.resize((450, 600))
    copies = [compressed(picture), half, cropped(picture), compressed(cropped(half))]
    assert all(picture_likeness(still(copy), still(picture)) > 0.8 for copy in copies)
    assert all(picture_likeness(still(picture), still(copy)) > 0.8 for copy in copies)


@pytest.mark.parametrize(
    ("one", "other"),
    [(("COFFEE", "GARDEN"), ("FLOWER", "SUNDAY")), (("COFFEE", "SUNDAY"), ("COFFEE", "TEMPLE"))],
)
def test_other_words_on_two_panels_are_no_copy(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert picture_likeness(still(panel(*one)), still(panel(*other))) == 0.0
    assert picture_likeness(still(panel(*one)), still(cropped(compressed(panel(*one))))) > 0.8


def test_no_two_cards_of_one_template_with_words_of_one_length_are_copies() -> None:
    words = [
        "COFFEE",
        "GARDEN",
        "FLOWER",
        "SUNDAY",
        "MONDAY",
        "FRIDAY",
        "TEMPLE",
        "SILVER",
        "SECRET",
        "SPRING",
        "TRAVEL",
        "HARBOR",
    ]
    cards = [panel(words[number * 5 % 7], word) for number, word in enumerate(words)]
    stills = [still(one) for one in cards]
    assert not any(picture_likeness(one, other) for one, other in combinations(stills, 2))
    assert all(picture_likeness(one, still(compressed(card))) > 0.8 for one, card in zip(stills, cards, strict=True))


def test_other_pictures_are_none(picture: Image.Image) -> None:
    assert not any(picture_likeness(still(scene(900, 1200, seed)), still(picture)) for seed in range(5, 12))


def test_cards_of_one_template_are_none() -> None:
    for words in ("DAY 2", "OSAKA", "TEA AND\nRICE"):
        assert not picture_likeness(still(card("KYOTO")), still(card(words)))
    assert not picture_likeness(still(card("DAY 1")), still(card("DAY 2")))


def test_two_shots_of_one_scene_are_none() -> None:
    wide = scene(980, 1200, 6)
    shots = [still(wide.crop((left, 0, left + 900, 1200))) for left in (0, 80)]
    assert not picture_likeness(*shots)


@pytest.mark.parametrize("colour", ["black", "white", "#808080"])
def test_plain_pictures_are_not_compared(colour: str) -> None:
    plain = still(Image.new("RGB", (400, 300), colour))
    assert plain.hashes == () and picture_likeness(plain, plain) == 0.0


def test_a_video_is_found_compressed_and_cut_at_the_start() -> None:
    scenes = [scene(320, 240, seed) for seed in range(20, 28)]
    copy = clip([compressed(one) for one in scenes[2:]])
    assert video_likeness(copy, clip(scenes)) == 1.0
    assert video_likeness(clip(scenes), copy) == 1.0


def test_other_videos_are_none() -> None:
    scenes = [scene(320, 240, seed) for seed in range(20, 28)]
    assert video_likeness(clip([scene(320, 240, seed) for seed in range(40, 48)]), clip(scenes)) == 0.0
    only_the_ending = [*(scene(320, 240, seed) for seed in range(40, 47)), scenes[-1]]
    assert video_likeness(clip(only_the_ending), clip(scenes)) == 0.0
    assert video_likeness(clip(list(reversed(scenes))), clip(scenes)) < 0.5

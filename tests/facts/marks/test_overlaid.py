from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from rednote_lint.facts.marks.overlaid import Steadiness, steadiness, steady_logo
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box
from tests.clips_made import text
from tests.media_made import scene

SIZE = (360, 640)
PLACE = Box(20, 580, 110, 30)
TEMPLATES = Path(__file__).parents[3] / "rules" / "watermark" / "templates"
Paint = Callable[[ImageDraw.ImageDraw, int], None]


def frames(paint: Paint, shift: int = 23, count: int = 5) -> list[Frame]:
    """Cut five views out of a scene, each `shift` pixels further, and paint over them."""
    world = scene(SIZE[0] + 8 * 23, SIZE[1] + 8 * 23)
    views = []
    for index in range(count):
        picture = world.crop((index * shift, index * shift, index * shift + SIZE[0], index * shift + SIZE[1]))
        paint(ImageDraw.Draw(picture), index)
        bgr = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[..., ::-1])
        views.append(Frame(time=float(index), image=bgr, scale=1.0))
    return views


def word(draw: ImageDraw.ImageDraw, at: tuple[float, float]) -> None:
    text(draw, at, "YouTube", 26)


def measured(paint: Paint, shift: int = 23) -> Steadiness:
    found = steadiness(frames(paint, shift), PLACE)
    assert found is not None
    return found


def test_a_word_in_one_place_over_a_moving_picture_is_an_overlay() -> None:
    assert measured(lambda draw, index: word(draw, (20, 580))).is_overlay


def test_a_word_that_shakes_with_the_camera_is_none() -> None:
    shaken = measured(lambda draw, index: word(draw, (20 + (0, 5, -3, 4, -5)[index], 580 + (0, -3, 4, 2, -4)[index])))
    assert not shaken.is_overlay
    assert shaken.inside < 0.7


def test_a_word_in_a_picture_that_stands_still_is_none() -> None:
    still = measured(lambda draw, index: word(draw, (20, 580)), shift=0)
    assert not still.is_overlay
    assert still.around > 0.9


def test_a_word_on_a_screen_in_a_picture_that_stands_still_is_none() -> None:
    world = scene(SIZE[0] + 8 * 23, SIZE[1] + 8 * 23)
    views = []
    for frame in frames(lambda draw, index: word(draw, (20, 580))):
        room = np.ascontiguousarray(np.asarray(world.crop((0, 0, *SIZE)).convert("RGB"))[..., ::-1])
        room[520:640, 0:180] = frame.image[520:640, 0:180]
        views.append(Frame(time=frame.time, image=room, scale=1.0))
    found = steadiness(views, PLACE)
    assert found is not None
    assert found.around < 0.75 < found.scene
    assert not found.over_picture


def test_a_word_on_a_plain_bar_over_a_moving_picture_is_none() -> None:
    def bar(draw: ImageDraw.ImageDraw, index: int) -> None:
        draw.rectangle((0, 572, SIZE[0], 618), fill=(150, 20, 30))
        word(draw, (20, 580))

    on_bar = measured(bar)
    assert on_bar.plate
    assert not on_bar.is_overlay
    assert not on_bar.over_picture


def test_a_word_on_slides_of_several_colors_is_none() -> None:
    def slide(draw: ImageDraw.ImageDraw, index: int) -> None:
        draw.rectangle((0, 0, *SIZE), fill=((90, 60, 60), (40, 80, 90))[index % 2])
        draw.rectangle((40 + 30 * index, 100, 300, 400), fill=(200, 30 * index, 120))
        word(draw, (20, 580))

    assert not measured(slide).is_overlay


def test_a_word_on_a_soft_ground_that_changes_is_an_overlay() -> None:
    def sky(draw: ImageDraw.ImageDraw, index: int) -> None:
        for y in range(500, SIZE[1]):
            draw.line((0, y, SIZE[0], y), fill=(40 + 12 * index, 60 + (y - 500) // 2, 90))
        word(draw, (20, 580))

    assert measured(sky).is_overlay
    assert not measured(lambda draw, index: sky(draw, 0), shift=0).is_overlay


def test_fewer_than_three_frames_tell_nothing() -> None:
    assert steadiness(frames(lambda draw, index: None, count=2), PLACE) is None


@pytest.mark.parametrize("logo", ["instagram-camera", "snapchat-ghost", "weibo-eye", "facebook-initial"])
def test_the_logo_beside_a_name_is_told_from_others_by_the_edges_that_stay(logo: str) -> None:
    shape = Image.open(TEMPLATES / f"{logo}.png").convert("L").resize((30, 30))

    def mark(draw: ImageDraw.ImageDraw, index: int) -> None:
        draw.bitmap((20, 578), shape, fill="white")
        text(draw, (56, 580), "nina", 26)

    views = frames(mark)
    scores = {
        path.stem: found.score
        for path in TEMPLATES.glob("*-*.png")
        if (found := steady_logo(views, Box(52, 580, 70, 30), str(path))) is not None
    }
    best = max(scores, key=lambda name: scores[name])
    assert best == logo
    assert scores.pop(logo) > 0.66
    assert max(scores.values()) < 0.66


def test_no_logo_beside_a_plain_word() -> None:
    views = frames(lambda draw, index: word(draw, (20, 580)))
    for path in TEMPLATES.glob("*-*.png"):
        found = steady_logo(views, PLACE, str(path))
        assert found is not None
        assert found.score < 0.62, path.stem


def test_a_logo_is_not_sought_in_fewer_than_three_frames() -> None:
    assert steady_logo(frames(lambda draw, index: None, count=1), PLACE, str(TEMPLATES / "weibo-eye.png")) is None

from __future__ import annotations

import numpy as np
import pytest

from rednote_lint.facts.marks.end_card import Background, BackgroundAnalyzer, card_start, plain
from rednote_lint.facts.video.frames import Frame

DARK = (14, 14, 26)


def shown(covered: list[float]) -> list[Frame]:
    """Return frames, ten a second, of which the given shares are covered by the ground of a card, top down."""
    frames = []
    for index, share in enumerate(covered):
        image = np.full((200, 200, 3), 160, np.uint8)
        top, bottom = 34, 166  # the part that is measured
        image[top : top + round((bottom - top) * share)] = DARK[::-1]
        frames.append(Frame(time=index / 10, image=image, scale=1.0))
    return frames


@pytest.mark.parametrize(
    ("covered", "start"),
    [
        ([0, 0, 0, 0, 0, 1, 1, 1], 0.5),
        ([0, 0, 0, 0, 0, 0.3, 0.5, 0.9, 0.9], 0.5),
        ([0, 0, 0, 0, 0, 0.9, 0, 0.9, 0.9], 0.5),
        ([0.9, 0.9, 0, 0, 0, 0, 0.9, 0.9], 0.6),
        ([0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.9, 0.9], 0.6),
        ([0, 0, 0, 0, 0], None),
    ],
)
def test_a_card_begins_with_the_first_frame_that_it_covers(covered: list[float], start: float | None) -> None:
    found = card_start(shown(covered), Background(shades=plain(*DARK), share=0.9))
    assert found == (None if start is None else pytest.approx(start))


def ramp(start: tuple[int, int, int], end: tuple[int, int, int], *, side: int = 200) -> np.typing.NDArray[np.uint8]:
    """Return a picture that shades from one colour at the top into another at the bottom: blue, green, red."""
    rows = np.linspace(start, end, side)[:, None, ::-1]
    return np.repeat(rows, side, axis=1).astype(np.uint8)


def background_of(image: np.typing.NDArray[np.uint8]) -> Background:
    analyzer = BackgroundAnalyzer()
    analyzer.process(Frame(time=1.0, image=image, scale=1.0))
    found = analyzer.finish()
    assert found is not None
    return found


def test_a_background_may_shade_from_one_colour_into_another() -> None:
    shaded = ramp((150, 40, 230), (255, 60, 120))
    shaded[90:110, 60:140] = 255  # a name
    assert background_of(shaded).share > 0.8


def test_a_busy_scene_is_no_background() -> None:
    busy = np.random.default_rng(7).integers(0, 255, (25, 25, 3), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    assert background_of(busy).share < 0.3


def test_a_white_card_begins_after_a_scene_that_is_white_for_the_most_part() -> None:
    scene, card = np.full((200, 200, 3), 250, np.uint8), np.full((200, 200, 3), 250, np.uint8)
    scene[120:166] = 60  # furniture before a white wall
    card[90:100, 60:140] = 30
    frames = [Frame(time=index / 10, image=scene if index < 8 else card, scale=1.0) for index in range(16)]
    assert card_start(frames, background_of(card)) == pytest.approx(0.8)

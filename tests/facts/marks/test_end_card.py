from __future__ import annotations

import numpy as np
import pytest

from rednote_lint.facts.marks.end_card import BackgroundColor, card_start
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
    found = card_start(shown(covered), BackgroundColor(colour=DARK, share=0.9))
    assert found == (None if start is None else pytest.approx(start))

"""Lines of still images: long pictures are read tile by tile, at their own scale."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from rednote_lint.facts.analysis.lines import CLOSE_SIDE, MARK_WIDTH, LineAnalyzer, still_lines
from rednote_lint.facts.analysis.ocr import ENGINE, Reader
from rednote_lint.facts.video.frames import Frame
from tests.clips_made import text
from tests.media_made import scene


@pytest.mark.parametrize("is_wide", [False, True])
def test_lines_of_a_long_picture_are_read_wherever_they_stand(is_wide: bool) -> None:
    width, height = (5400, 600) if is_wide else (600, 5400)
    picture = scene(width, height).point(lambda level: level // 4)
    planted = {}
    for words, share in (("buy it today", 0.1), ("two for one", 0.33), ("only this week", 0.61), ("ask me how", 0.97)):
        along = round(max(width, height) * share)
        planted[words] = (min(along, width - 420), height // 2) if is_wide else (width // 9, along)
        text(ImageDraw.Draw(picture), planted[words], words, 32)
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    lines = still_lines(ENGINE.reader(), Frame(time=None, image=pixels, scale=2.0))
    for words, at in planted.items():
        (box,) = (line.box for line in lines if line.text == words)
        assert abs(box.x - 2 * at[0]) < 30
        assert abs(box.y - 2 * at[1]) < 40


def test_a_picture_of_ordinary_shape_is_read_once() -> None:
    picture = Image.new("RGB", (400, 300), "gray")
    text(ImageDraw.Draw(picture), (60, 120), "buy it today", 32)
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    lines = still_lines(ENGINE.reader(), Frame(time=None, image=pixels, scale=1.0))
    assert [line.text for line in lines] == ["buy it today"]


class Searched(Reader):
    """Finds one line of a height, from one frame on, and notes at which size each frame was searched."""

    def __init__(self, height: int, since: int = 0) -> None:
        self.sides: list[int] = []
        self._height, self._since = height, since

    def find(self, image: NDArray[np.uint8], side: int) -> NDArray[np.float32]:
        self.sides.append(side)
        right, bottom = 400, 100 + self._height
        line = np.array([[[100, 100], [right, 100], [right, bottom], [100, bottom]]], np.float32)
        return line if len(self.sides) > self._since else line[:0]

    def recognise(self, crops: Sequence[NDArray[np.uint8]]) -> list[tuple[str, float]]:
        return [("buy it today", 0.99) for _ in crops]


@pytest.mark.parametrize(
    ("reader", "widest", "close"),
    [
        (Searched(90), None, [0, 8, 16]),
        (Searched(30), None, [0, 4, 8, 12, 16]),
        (Searched(30, since=5), None, [0, 6, 10, 14, 18]),
        (Searched(90), MARK_WIDTH, [0, 4, 8, 12, 16]),
    ],
    ids=["large lines", "small lines", "small lines later", "marks"],
)
def test_frames_are_searched_closely_more_often_where_something_small_stands(
    reader: Searched, widest: float | None, close: list[int]
) -> None:
    analyzer = LineAnalyzer(lambda: reader, widest=widest)
    noise = np.random.default_rng(2)
    for index in range(20):
        image = noise.integers(0, 255, (1920, 1080, 3), np.uint8)
        analyzer.process(Frame(time=2.0 * index, image=image, scale=1.0))
    assert [index for index, side in enumerate(reader.sides) if side == CLOSE_SIDE] == close

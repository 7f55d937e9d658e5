"""Lines of still images: long pictures are read tile by tile, at their own scale."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from rednote_lint.facts.analysis.lines import still_lines
from rednote_lint.facts.analysis.ocr import ENGINE
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

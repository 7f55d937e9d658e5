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


@pytest.mark.parametrize("share", [0.1, 0.33, 0.61, 0.97])
@pytest.mark.parametrize("is_wide", [False, True])
def test_a_line_of_a_long_picture_is_read_wherever_it_stands(share: float, is_wide: bool) -> None:
    width, height = (5400, 600) if is_wide else (600, 5400)
    picture = scene(width, height).point(lambda level: level // 4)
    at = (min(round(width * share), width - 420), round(height * 0.5) if is_wide else round(height * share))
    text(ImageDraw.Draw(picture), at, "buy it today", 32)
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    lines = still_lines(ENGINE.reader(), Frame(time=None, image=pixels, scale=2.0))
    boxes = [line.box for line in lines if line.text == "buy it today"]
    assert len(boxes) == 1
    assert abs(boxes[0].x - 2 * at[0]) < 30
    assert abs(boxes[0].y - 2 * at[1]) < 40


def test_a_picture_of_ordinary_shape_is_read_once() -> None:
    picture = Image.new("RGB", (400, 300), "gray")
    text(ImageDraw.Draw(picture), (60, 120), "buy it today", 32)
    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    lines = still_lines(ENGINE.reader(), Frame(time=None, image=pixels, scale=1.0))
    assert [line.text for line in lines] == ["buy it today"]

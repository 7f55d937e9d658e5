"""Detection and recognition: corners of lines in pixels of the picture, texts, and pictures that show nothing."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from rednote_lint.facts.analysis.ocr import THREADS, models
from rednote_lint.facts.analysis.ocr_models import TextDetector, TextRecognizer, level
from tests.clips_made import text

FILES = models()
assert FILES is not None
DETECTOR, RECOGNIZER = TextDetector(FILES[0], THREADS), TextRecognizer(FILES[1], THREADS)


def drawn(size: tuple[int, int], *lines: tuple[str, tuple[int, int]]) -> NDArray[np.uint8]:
    picture = Image.new("RGB", size, (60, 60, 60))
    for words, at in lines:
        text(ImageDraw.Draw(picture), at, words, 28)
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


def test_lines_are_found_in_reading_order_with_their_corners_clockwise() -> None:
    picture = drawn((640, 480), ("second row", (60, 300)), ("right", (400, 100)), ("left", (60, 100)))
    quads = DETECTOR(picture)
    assert quads.shape == (3, 4, 2)
    assert [word for word, _ in RECOGNIZER([level(picture, quad) for quad in quads])] == ["left", "right", "second row"]
    for quad in quads:
        assert quad[0][0] < quad[1][0]
        assert quad[1][1] < quad[2][1]
        assert quad[3][0] < quad[2][0]
    assert abs(quads[0][:, 0].min() - 60) < 10
    assert abs(quads[0][:, 1].min() - 105) < 12


@pytest.mark.parametrize("size", [(640, 480), (33, 31), (700, 24), (24, 700)])
def test_a_plain_picture_of_any_shape_has_no_line(size: tuple[int, int]) -> None:
    assert DETECTOR(drawn(size)).shape == (0, 4, 2)


def test_a_line_in_a_flat_picture_stays_inside_it() -> None:
    picture = drawn((900, 40), ("a flat picture", (300, 2)))
    (quad,) = DETECTOR(picture)
    assert 0 <= quad[:, 1].min() < quad[:, 1].max() <= 40
    assert RECOGNIZER([level(picture, quad)])[0][0] == "a flat picture"


def test_crops_of_any_length_come_back_in_their_order() -> None:
    words = ["one", "two and three and four and five", "six", "seven", "eight nine", "ten", "eleven", "twelve"]
    crops = [drawn((20 + 15 * len(word), 40), (word, (8, 2))) for word in words]
    assert [word for word, _ in RECOGNIZER(crops)] == words
    assert RECOGNIZER([]) == []


def test_a_crop_without_letters_reads_as_nothing() -> None:
    ((word, score),) = RECOGNIZER([np.full((40, 200, 3), 90, np.uint8)])
    assert (word, score) == ("", 0.0)

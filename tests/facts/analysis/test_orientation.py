"""Other views of a crop: which are tried, and how a column of characters becomes a row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from rednote_lint.facts.analysis.ocr import ENGINE
from rednote_lint.facts.analysis.orientation import Orientation, is_turned_by_the_library, other_views


def column(letters: str, size: int = 40) -> Image.Image:
    """Draw upright letters below one another, white on grey."""
    picture = Image.new("RGB", (size, round(len(letters) * size * 1.2)), (90, 90, 90))
    for index, letter in enumerate(letters):
        ImageDraw.Draw(picture).text(
            (size / 2, (index + 0.5) * size * 1.2), letter, font=ImageFont.load_default(size), fill="white", anchor="mm"
        )
    return picture


def turned(picture: Image.Image) -> NDArray[np.uint8]:
    """Turn a picture as the library turns a tall line."""
    return np.ascontiguousarray(np.rot90(np.asarray(picture)[:, :, ::-1]))


def test_a_column_becomes_a_row_that_can_be_read() -> None:
    views = {view.orientation: view.image for view in other_views(turned(column("CAMPDAY88")), is_tall=True)}
    ((text, score),) = ENGINE.reader().recognise([views[Orientation.COLUMN]])
    assert (text, score > 0.8) == ("CAMPDAY88", True)


def test_only_what_stands_upright_in_the_picture_may_be_a_column() -> None:
    crop = turned(column("CAMPDAY88"))
    wide = [view.orientation for view in other_views(crop, is_tall=False)]
    tall = [view.orientation for view in other_views(crop, is_tall=True)]
    assert (wide, tall) == ([Orientation.MIRRORED, Orientation.TURNED], [Orientation.TURNED, Orientation.COLUMN])


def test_short_and_empty_crops_are_left_alone() -> None:
    assert list(other_views(np.zeros((40, 60, 3), np.uint8), is_tall=True)) == []
    flat = list(other_views(np.full((40, 400, 3), 90, np.uint8), is_tall=True))
    assert Orientation.COLUMN not in [view.orientation for view in flat]


def test_a_box_is_turned_from_one_and_a_half_times_its_width() -> None:
    assert is_turned_by_the_library(100, 150)
    assert not is_turned_by_the_library(100, 149)

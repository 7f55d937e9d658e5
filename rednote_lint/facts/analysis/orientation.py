"""Other ways to look at a line that reads badly: in a mirror, upside down, turned, as a column of characters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WIDE = 1.8
"""Width divided by height of the crops that are looked at in other ways: shorter ones say too little."""
_TALL = 1.5
"""Height divided by width from which the library turns what it cuts out by 90 degrees."""
_CELL = 1.15
"""Largest height of one character of a column, as a share of the column's width."""
_MARGIN = 0.04
"""White space left and right of a character, as a share of the height of a row."""
_MOST_CELLS = 60
_INK = 0.02
"""Share of a row's pixels from which it belongs to a character."""


class Orientation(StrEnum):
    """How a line has to be looked at to be read."""

    UPRIGHT = "upright"
    MIRRORED = "mirrored"
    TURNED = "turned"
    """Upside down, or by 90 degrees the other way than the crop was turned."""
    COLUMN = "column"
    """Upright characters below one another."""


class View(NamedTuple):
    """A crop as it may be read."""

    orientation: Orientation
    image: NDArray[np.uint8]


def other_views(crop: NDArray[np.uint8], *, is_tall: bool) -> Iterator[View]:
    """Yield what else may be legible in a crop.

    Args:
        crop: a line as the library cut it out and turned it level; blue, green, red.
        is_tall: the line stands higher than wide in the picture, thus the crop is turned by 90 degrees.
    """
    import numpy as np

    if crop.shape[1] < _WIDE * crop.shape[0]:
        return
    if not is_tall:  # The letters of a column lie on their side, and in a mirror they read as others.
        yield View(Orientation.MIRRORED, np.ascontiguousarray(crop[:, ::-1]))
    yield View(Orientation.TURNED, np.ascontiguousarray(crop[::-1, ::-1]))
    if is_tall and (row := _in_a_row(np.ascontiguousarray(np.rot90(crop, -1)))) is not None:
        yield View(Orientation.COLUMN, row)


def is_turned_by_the_library(width: int, height: int) -> bool:
    """Say whether the library turns a box of this size in pixels when it cuts it out."""
    return height >= _TALL * width


def _in_a_row(column: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Put the characters of a column side by side; None where it does not fall into characters."""
    import cv2
    import numpy as np

    ink = _ink(column)
    cells = _cells(ink)
    if not 2 <= len(cells) <= _MOST_CELLS:
        return None
    side = max(max(end - start for start, end in cells), column.shape[1])
    margin = max(round(_MARGIN * side), 1)
    background = [int(level) for level in np.median(column.reshape(-1, 3), axis=0)]
    padded = []
    for start, end in cells:
        drawn = np.flatnonzero(ink[start:end].any(axis=0))
        cell = column[start:end, int(drawn[0]) : int(drawn[-1]) + 1]
        above = (side - (end - start)) // 2
        below = side - (end - start) - above
        padded.append(cv2.copyMakeBorder(cell, above, below, margin, margin, cv2.BORDER_CONSTANT, value=background))
    return np.asarray(cv2.hconcat(padded), np.uint8)


def _ink(column: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Tell letters from their ground: of two levels of grey, letters fill the smaller part."""
    import cv2
    import numpy as np

    _, light = cv2.threshold(cv2.cvtColor(column, cv2.COLOR_BGR2GRAY), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = np.asarray(light, np.bool_)
    return np.asarray(~ink if float(ink.mean()) > 0.5 else ink)


def _cells(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the rows of each character; strokes that lie within the height of one character are one."""
    import numpy as np

    rows = np.flatnonzero(ink.mean(axis=1) > _INK)
    limit = _CELL * ink.shape[1]
    cells: list[tuple[int, int]] = []
    for row in rows.tolist():
        start, end = cells[-1] if cells else (row, row)
        if cells and (row == end or row + 1 - start <= limit):
            cells[-1] = (start, row + 1)
        else:
            cells.append((row, row + 1))
    return cells

"""Detects black bars: letterbox above and below, pillarbox left and right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shares = NDArray[np.float32]

BLACK = 26
"""Brightest level of a black pixel: limited-range black is 16, and compression adds some noise."""
SMALLEST = 0.025
"""Share of the height (or width) that each of the two bars covers at least."""
PURE = 0.03
"""Share of the bars of a still image that may be something else: nearly nothing, for posters have dark margins, too."""
PURE_MOVING = 0.12
"""The same of a video, over all its time: captions and marks often stand in the bars."""
_FILLED = 0.6
"""Share of the first line behind a bar that is picture: a bar ends straight, a dark background does not."""
_BLUR = 3
"""Lines over which scaling may smear the edge of a bar."""


class Bars(Record, frozen=True, kw_only=True):
    """Two bars and what lies between them, in pixels of the picture that was measured."""

    inside: Box
    share: float
    """Part of the picture that they cover, 0 to 1."""
    upright: bool
    """True: left and right; False: above and below."""


def lit_lines(grey: NDArray[np.uint8]) -> tuple[Shares, Shares]:
    """Return the share of each row, and of each column, that is not black."""
    import cv2
    import numpy as np

    _, light = cv2.threshold(grey, BLACK, 1, cv2.THRESH_BINARY)
    height, width = light.shape
    rows, columns = (cv2.reduce(light, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel() for axis in (1, 0))
    return np.asarray(rows / width, np.float32), np.asarray(columns / height, np.float32)


def find_bars(rows: Shares, columns: Shares, pure: float) -> Bars | None:
    """Find bars by the shares of lines that are not black; of a video, by the most that each line ever has.

    Args:
        rows: from `lit_lines`.
        columns: from `lit_lines`.
        pure: mean share of a bar that may be something else.
    """
    height, width = len(rows), len(columns)
    if (found := _between(rows, pure)) is not None:
        top, bottom = found
        return Bars(inside=Box(0, top, width, bottom - top), share=1 - (bottom - top) / height, upright=False)
    if (found := _between(columns, pure)) is not None:
        left, right = found
        return Bars(inside=Box(left, 0, right - left, height), share=1 - (right - left) / width, upright=True)
    return None


def _between(shares: Shares, pure: float) -> tuple[int, int] | None:
    """Return where the picture starts and ends, when both sides are bars of similar size that end straight."""
    lines = len(shares)
    picture = (shares >= _FILLED).nonzero()[0]
    if len(picture) == 0:
        return None
    start, end = int(picture[0]), int(picture[-1]) + 1
    before, behind = start, lines - end
    if min(before, behind) < max(SMALLEST * lines, 2 * _BLUR) or 2 * min(before, behind) < max(before, behind):
        return None
    sides = (shares[: start - _BLUR], shares[end + _BLUR :])
    straight = sides[0][-1] <= 0.5 * _FILLED and sides[1][0] <= 0.5 * _FILLED
    return (start, end) if straight and all(float(side.mean()) <= pure for side in sides) else None

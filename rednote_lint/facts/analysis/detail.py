"""Measures the detail of a picture against what its number of pixels promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GRID = 8
_TEXTURED = 4.0
"""Mean gradient of a piece of the picture that has something to be sharp."""
_ENOUGH = 6
"""Pieces of 64 that must have something, else nothing is said."""
# A picture that loses next to nothing when shrunk by a factor and enlarged again has no detail finer than that. What is
# lost is taken relative to the gradients, in the sharpest tenth, so that a blurred background does not count.
_LOST = ((6.0, 0.08), (4.0, 0.062), (3.0, 0.057))


def detail_of(grey: NDArray[np.uint8]) -> float | None:
    """Return the share of the picture's resolution that its detail uses.

    Args:
        grey: levels of grey, rows top down.

    Returns:
        1.0 for a sharp picture, 0.33, 0.25 or 0.17 for one that seems enlarged three times, four times or more (or
        out of focus as much); None when there is too little in it to tell.
    """
    import cv2
    import numpy as np

    if min(grey.shape) < 16 * _GRID:
        return None
    across = cv2.Sobel(grey, cv2.CV_16S, 1, 0, ksize=3)
    down = cv2.Sobel(grey, cv2.CV_16S, 0, 1, ksize=3)
    gradient = _pieces(np.abs(across) + np.abs(down))
    textured = gradient > _TEXTURED
    if int(textured.sum()) < _ENOUGH:
        return None
    for factor, most in _LOST:
        lost = _pieces(_loss(grey, factor))[textured] / gradient[textured]
        if float(np.percentile(lost, 90)) < most:
            return round(1 / factor, 2)
    return 1.0


def _loss(grey: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    height, width = grey.shape
    small = cv2.resize(grey, (round(width / factor), round(height / factor)), interpolation=cv2.INTER_AREA)
    again = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.absdiff(grey, again), np.uint8)


def _pieces(levels: NDArray[np.generic]) -> NDArray[np.floating]:
    """Return the mean of each piece of an even grid."""
    import cv2
    import numpy as np

    # Shrinking by area takes exactly the means.
    return np.asarray(cv2.resize(levels.astype(np.float32), (_GRID, _GRID), interpolation=cv2.INTER_AREA), np.float32)

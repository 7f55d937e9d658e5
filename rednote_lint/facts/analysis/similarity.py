"""Similarity of pictures: whether two are the same to a viewer, by their thumbnails."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOSE = 10
"""Levels of grey by which two thumbnails may differ at any spot of 2 × 2 cells: other compression or size makes a few,
another character on the same template makes more than twenty."""
_LIVELY = 6.0
"""Spread of levels below which a thumbnail is too plain to compare."""


def are_similar(one: bytes, other: bytes, close: float = CLOSE) -> bool:
    """Tell whether two thumbnails of the same size show the same picture, up to `close` levels of grey."""
    if not one or len(one) != len(other):
        return False
    first, second = _levels(one), _levels(other)
    if first is None or second is None:
        return False
    import cv2

    return float(abs(cv2.blur(first - second, (2, 2))).max()) <= close


@lru_cache(maxsize=2_048)
def _levels(thumbnail: bytes) -> NDArray[np.float32] | None:
    """Return a thumbnail as numbers, kept because each is compared with all others; None for one that is too plain."""
    import numpy as np

    levels = np.frombuffer(thumbnail, np.uint8).astype(np.float32).reshape(-1, FINGERPRINT_SIDE)
    return levels if float(levels.std()) >= _LIVELY else None

"""Similarity of pictures: whether two are the same to a viewer, by their thumbnails."""

from __future__ import annotations

from rednote_lint.facts.analysis.quality import FINGERPRINT_SIDE

CLOSE = 10
"""Levels of grey by which two thumbnails may differ at any spot of 2 × 2 cells: other compression or size makes a few,
another character on the same template makes more than twenty."""
_LIVELY = 6.0
"""Spread of levels below which a thumbnail is too plain to compare."""


def are_similar(one: bytes, other: bytes) -> bool:
    """Tell whether two thumbnails of the same size show the same picture."""
    import cv2
    import numpy as np

    if not one or len(one) != len(other):
        return False
    levels = [np.frombuffer(data, np.uint8).astype(np.float32).reshape(-1, FINGERPRINT_SIDE) for data in (one, other)]
    if min(float(level.std()) for level in levels) < _LIVELY:
        return False
    return float(np.abs(cv2.blur(levels[0] - levels[1], (2, 2))).max()) <= CLOSE

"""Sizes of crops and canvases whose ratio lies in a band."""

from __future__ import annotations

import math

from msgspec import UNSET

from rednote_lint.fixes.media.base import CannotRepair
from rednote_lint.model.arguments import CropRatio, PadRatio


def nearest_ratio(width: int, height: int, arguments: CropRatio | PadRatio) -> float:
    """Return the allowed ratio (width / height) that is nearest to the picture's own.

    Raises:
        CannotRepair: no band is given, or the ratio lies in it already.
    """
    low = 0.0 if arguments.min is UNSET else float(arguments.min)
    high = math.inf if arguments.max is UNSET else float(arguments.max)
    own = width / height
    if low <= own <= high:
        raise CannotRepair("its ratio is allowed already", "其宽高比已符合要求")
    return low if own < low else high


def cropped_size(width: int, height: int, ratio: float) -> tuple[int, int]:
    """Return the largest size of a ratio inside another size."""
    if width / height > ratio:
        return max(int(height * ratio), 1), height
    return width, max(int(width / ratio), 1)


def padded_size(width: int, height: int, ratio: float) -> tuple[int, int]:
    """Return the smallest size of a ratio around another size."""
    if width / height > ratio:
        return width, math.ceil(width / ratio)
    return math.ceil(height * ratio), height

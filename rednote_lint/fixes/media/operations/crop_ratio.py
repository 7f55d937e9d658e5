"""Crops a picture or video to an allowed ratio, around its centre or its most salient window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rednote_lint.fixes.media.base import Advance, MediaOutcome
from rednote_lint.fixes.media.frames import change_every_frame, cut
from rednote_lint.fixes.media.ratios import cropped_size, nearest_ratio
from rednote_lint.model import Box
from rednote_lint.model.arguments import CropRatio, Focus

if TYPE_CHECKING:
    from rednote_lint.fixes.media.frames import Frame

_SMALL = 320
"""Longer side, in pixels, at which interest is measured: detail finer than that is grain."""


def repair(source: Path, target: Path, arguments: CropRatio, advance: Advance) -> MediaOutcome:
    """Crop; `arguments`: `min`, `max`, `focus` (`saliency`, the default, or `centre`).

    A video is cropped to the same rectangle throughout, chosen in its first frame.
    """
    focus = arguments.focus or Focus.SALIENCY
    chosen: list[Box] = []

    def crop(frame: Frame) -> Frame:
        if not chosen:
            height, width = frame.shape[:2]
            size = cropped_size(width, height, nearest_ratio(width, height, arguments))
            chosen.append(salient(frame, *size) if focus is Focus.SALIENCY else central(width, height, *size))
        return cut(frame, chosen[0])

    return change_every_frame(source, target, crop, advance)


def central(width: int, height: int, new_width: int, new_height: int) -> Box:
    """Return the middle of a picture."""
    return Box((width - new_width) // 2, (height - new_height) // 2, new_width, new_height)


def salient(frame: Frame, new_width: int, new_height: int) -> Box:
    """Return the window with the strongest edges; among equal ones the most central."""
    import cv2
    import numpy as np

    height, width = frame.shape[:2]
    scale = min(1.0, _SMALL / max(width, height))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    grey = frame if frame.ndim == 2 else frame[..., :3].mean(axis=2)
    small = cv2.resize(grey.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    energy = np.abs(cv2.Sobel(small, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(small, cv2.CV_32F, 0, 1))
    if new_width < width:
        return Box(_best_start(energy.sum(axis=0), width, new_width), 0, new_width, height)
    return Box(0, _best_start(energy.sum(axis=1), height, new_height), width, new_height)


def _best_start(profile: Any, length: int, kept: int) -> int:
    import numpy as np

    window = max(round(kept / length * len(profile)), 1)
    sums = np.convolve(profile, np.ones(window), "valid")
    centre = (len(sums) - 1) / 2
    near_best = np.flatnonzero(sums >= sums.max() * 0.999)
    best = near_best[np.argmin(np.abs(near_best - centre))]
    return min(round(float(best) / len(profile) * length), length - kept)

"""Views of one place of a video: what stands in a box at the moments between two samples."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.video.decoding import Clip

FINE = 0.08
"""Seconds between the moments at which the appearance of a line is sought."""


def key_of(clip: Clip, time: float) -> float:
    """Return the key frame from which the frame at a moment is decoded."""
    return max((key for key in clip.keys if key <= time), default=clip.keys[0])


def views_of(clip: Clip, box: Box, start: float, end: float) -> list[tuple[float, NDArray[np.uint8]]]:
    """Cut the place of a line out of the frames between two moments."""
    views: list[tuple[float, NDArray[np.uint8]]] = []
    with closing(clip.between(start, end)) as frames:
        for frame in frames:
            assert frame.time is not None
            if frame.time <= start + 1e-3 or frame.time >= end - 1e-3:
                continue
            if not views or frame.time - views[-1][0] >= FINE:
                views.append((frame.time, _cut(frame, box)))
    return views


def _cut(frame: Frame, box: Box) -> NDArray[np.uint8]:
    margin = box.h * 0.08
    left, top = (box.x - margin) / frame.scale, (box.y - margin) / frame.scale
    right, bottom = (box.x + box.w + margin) / frame.scale, (box.y + box.h + margin) / frame.scale
    cut: NDArray[np.uint8] = frame.image[max(int(top), 0) : int(bottom) + 1, max(int(left), 0) : int(right) + 1].copy()
    return cut

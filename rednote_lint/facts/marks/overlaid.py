"""Overlay test: whether what stands in a box keeps its exact place while the picture around it moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rednote_lint.facts.marks.logos import STEPS, LogoSeen, deviation
from rednote_lint.facts.marks.moving_logo import outline_of
from rednote_lint.facts.marks.static_edges import agreed_slopes, shared_edges
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAMES = 5
"""Frames that are compared: the median of their slopes keeps what at least three of them share."""

LETTER = 48.0
"""Height in pixels to which the box is scaled down: compression shifts edges by less than a pixel of it."""

SURROUNDINGS = 1.5
"""Width of the frame around the box, in heights of the box."""

KEPT = 0.72
"""Least share of the slopes inside the box that all frames have in common. Letters that move with a hand-held camera
keep less than 0.6."""

CARRIED = 0.6
"""Share of the slopes inside the box below which its content moved on: letters over a lively picture keep more."""

MOVING = 0.75
"""Greatest share of the slopes around the box that the frames have in common; where nothing moves it is nearly 1."""

GLYPH_LINE = 64.0
"""Height in pixels to which a line is scaled down before a logo is sought among the steady edges beside it."""

GLYPH = (0.45, 2.2)
"""Least and greatest height of such a logo, in heights of the line's box."""

PLAIN = 8.0
"""Standard deviation of edge strengths below which a place is too flat to be compared with anything."""

FLAT = 6.0
"""Mean slope, in levels, below which the surroundings are too flat to tell whether they move."""


PLATE = 0.3
"""Width of the strip around the box, in heights of the box, in which a plate shows."""

LEVELS = 6
"""Levels by which compression changes a plain or unchanging place."""


class Steadiness(Record, frozen=True, kw_only=True):
    """How much of the slopes of several frames is the same in all of them, 0 to 1."""

    inside: float
    """In the box."""
    around: float
    """Around the box; of the whole picture where it is flat there."""
    scene: float = 0.0
    """In the whole picture."""
    plate: bool = False
    """Whether the strip right around the box is plain in every frame, or does not change at all: a bar, a slide."""

    @property
    def is_overlay(self) -> bool:
        """Whether the box keeps its exact place over a moving picture."""
        return self.inside >= KEPT and self.over_picture

    @property
    def keeps_place(self) -> bool:
        """Whether the box may still show what it showed."""
        return self.inside >= CARRIED

    @property
    def over_picture(self) -> bool:
        """Whether the picture moves behind the box, and not only a screen or a window in it."""
        return self.around <= MOVING and self.scene <= MOVING and not self.plate


def steadiness(frames: Sequence[Frame], box: Box) -> Steadiness | None:
    """Measure how steady a box and its surroundings are; None for fewer than three frames of one size.

    Args:
        frames: moments at which the box should show the same.
        box: in displayed pixels.
    """
    if len(frames) < 3 or len({frame.image.shape for frame in frames}) > 1:
        return None
    views = [_view(frame, box) for frame in frames]
    if min(views[0].shape) < 8:
        return None
    common, usual = _slopes(views)
    mask = _inside(frames[0], box, common.shape)
    plate = _on_plate(frames, views, box, mask)
    inside = _share(common[mask], usual[mask])
    scene = _share(*_slopes([_whole(frame) for frame in frames]))
    around = scene if usual[~mask].mean() < FLAT else _share(common[~mask], usual[~mask])
    return Steadiness(inside=inside, around=around, scene=scene, plate=plate)


def _share(common: NDArray[np.float32], usual: NDArray[np.float32]) -> float:
    """Return the share of slopes that frames have in common."""
    return round(float(common.sum() / max(usual.sum(), 1e-6)), 3)


def steady_logo(frames: Sequence[Frame], box: Box, template: str) -> LogoSeen | None:
    """Match the outline of a template with the edges that frames share left of a box or above it.

    Args:
        frames: moments at which the logo stands in the same place.
        box: the line beside the logo, in displayed pixels.
        template: path of the template, white on black.
    """
    import cv2
    import numpy as np

    if len(frames) < 3 or len({frame.image.shape for frame in frames}) > 1:
        return None
    scale = min(GLYPH_LINE * frames[0].scale / max(box.h, 1), 1.0)
    left, top, right, bottom = _beside(frames[0], box)
    pieces = [cv2.cvtColor(frame.image[top:bottom, left:right], cv2.COLOR_BGR2GRAY) for frame in frames]
    edges = shared_edges(
        [np.asarray(cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)) for piece in pieces]
    )
    line = box.h / frames[0].scale * scale
    best = LogoSeen(box=box, score=-1.0)
    height = GLYPH[0] * line
    while height <= GLYPH[1] * line:
        shape = outline_of(template, round(height))
        height *= STEPS
        tall, wide = shape.shape
        if tall >= edges.shape[0] or wide >= edges.shape[1]:
            continue
        scores = cv2.matchTemplate(edges, shape, cv2.TM_CCOEFF_NORMED)
        scores[deviation(edges, (wide, tall)) < PLAIN] = -1.0
        _, score, _, (x, y) = cv2.minMaxLoc(np.nan_to_num(scores, nan=-1.0, posinf=-1.0, neginf=-1.0))
        if score > best.score:
            place = frames[0].displayed(left + x / scale, top + y / scale, wide / scale, tall / scale)
            best = LogoSeen(box=place, score=round(float(score), 3))
    return best


def _beside(frame: Frame, box: Box) -> tuple[int, int, int, int]:
    """Return where the logo of a line may stand: left of it, above it, or in the left end of its own box."""
    height, width = frame.image.shape[:2]
    x, y, w, h = (side / frame.scale for side in box)
    across = min(x + max(1.6 * h, 0.4 * w), width)
    return max(int(x - 2.0 * h), 0), max(int(y - 2.4 * h), 0), int(across), min(int(y + 1.4 * h) + 1, height)


def _on_plate(frames: Sequence[Frame], views: Sequence[NDArray[np.uint8]], box: Box, inside: NDArray[np.bool_]) -> bool:
    """Whether the strip around a box is plain in every frame, or the same in all of them."""
    import cv2
    import numpy as np

    reach = max(round(PLATE * box.h / frames[0].scale * _scale(frames[0], box)), 2)
    grown = cv2.dilate(inside.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    strip = np.array([view[grown & ~inside] for view in views], np.int16)
    if strip.size == 0:
        return False
    plain = all(float(np.ptp(np.percentile(levels, (10, 90)))) <= LEVELS for levels in strip)
    return plain or float(np.percentile(np.ptp(strip, axis=0), 60)) <= LEVELS


def _slopes(views: Sequence[NDArray[np.uint8]]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the strength of the slopes that most views share, and the mean strength of theirs."""
    import cv2
    import numpy as np

    across = np.array([cv2.Sobel(view, cv2.CV_16S, 1, 0) for view in views])
    down = np.array([cv2.Sobel(view, cv2.CV_16S, 0, 1) for view in views])
    usual = np.hypot(across.astype(np.float32), down.astype(np.float32)).mean(axis=0) / 8
    common = np.hypot(agreed_slopes(across).astype(np.float32), agreed_slopes(down).astype(np.float32)) / 8
    return np.asarray(common, np.float32), np.asarray(usual, np.float32)


def _view(frame: Frame, box: Box) -> NDArray[np.uint8]:
    """Cut the box and its surroundings out of a frame, in grey, scaled to `LETTER`."""
    import cv2
    import numpy as np

    left, top, right, bottom = _bounds(frame, box)
    grey = cv2.cvtColor(frame.image[top:bottom, left:right], cv2.COLOR_BGR2GRAY)
    scale = _scale(frame, box)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    return np.asarray(small, np.uint8)


def _bounds(frame: Frame, box: Box) -> tuple[int, int, int, int]:
    height, width = frame.image.shape[:2]
    margin = SURROUNDINGS * box.h / frame.scale
    x, y, w, h = (side / frame.scale for side in box)
    return (
        max(int(x - margin), 0),
        max(int(y - margin), 0),
        min(int(x + w + margin), width),
        min(int(y + h + margin), height),
    )


def _scale(frame: Frame, box: Box) -> float:
    return min(LETTER * frame.scale / max(box.h, 1), 1.0)


def _inside(frame: Frame, box: Box, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    import numpy as np

    left, top, _, _ = _bounds(frame, box)
    scale = _scale(frame, box)
    x, y = (box.x / frame.scale - left) * scale, (box.y / frame.scale - top) * scale
    w, h = box.w / frame.scale * scale, box.h / frame.scale * scale
    mask = np.zeros(shape, np.bool_)
    mask[max(round(y), 0) : max(round(y + h), 1), max(round(x), 0) : max(round(x + w), 1)] = True
    return mask


def _whole(frame: Frame) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    small = cv2.resize(frame.image, (216, 216), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)

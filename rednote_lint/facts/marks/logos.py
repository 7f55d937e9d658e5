"""Template match of logos: templates compared at several sizes with the whitest channel of a picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 576
"""Pictures are searched with a shorter side of this many pixels."""

PATCH = 0.3
"""Side of the lower corners that are kept, as a share of the shorter side."""

LEAST_CONTRAST = 3.0
"""Standard deviation, in levels, below which a place is too flat to be compared with anything."""

STEPS = 1.09
"""Factor from one size to the next."""


class LogoSeen(Record, frozen=True, kw_only=True):
    """Where a logo was seen."""

    box: Box
    """In displayed pixels."""
    score: float
    """Normalised correlation with the template, 0 to 1."""


class Patch(Record, frozen=True, kw_only=True):
    """A piece of a picture, kept to be searched later."""

    png: bytes
    """Grey: of each pixel the smallest of its three channels, which is high only where it is white."""
    x: int
    y: int
    """Its upper left corner in displayed pixels."""
    scale: float
    """Displayed pixels per pixel of the patch."""


class CornerAnalyzer:
    """Keeps the lower corners of a still image, where tools that generate pictures put their sign."""

    def __init__(self) -> None:
        self._patches: tuple[Patch, ...] = ()

    def process(self, frame: Frame) -> None:
        """Keep the corners of a still image."""
        if frame.time is None:
            self._patches = tuple(_corner(frame, left=left) for left in (True, False))

    def repeat(self, time: float) -> None:
        """Do nothing: videos are not kept."""

    def finish(self) -> tuple[Patch, ...]:
        """Return the corners."""
        return self._patches


def seek(patch: Patch, template: str, heights: tuple[float, float]) -> LogoSeen | None:
    """Return the place of a patch that resembles a template most, at any size between two.

    Args:
        patch: the piece of the picture.
        template: path of the template, white on black.
        heights: least and greatest height of the logo, in displayed pixels.
    """
    import cv2
    import numpy as np

    grey = cv2.imdecode(np.frombuffer(patch.png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        return None
    found = best_match(np.asarray(grey, np.uint8), template, (heights[0] / patch.scale, heights[1] / patch.scale))
    if found is None:
        return None
    score, (x, y, w, h) = found
    scale = patch.scale
    box = Box(patch.x + round(x * scale), patch.y + round(y * scale), round(w * scale), round(h * scale))
    return LogoSeen(box=box, score=round(score, 3))


def best_match(
    grey: NDArray[np.uint8], template: str, heights: tuple[float, float]
) -> tuple[float, tuple[int, int, int, int]] | None:
    """Return score and x, y, width, height of the best match in a grey picture, or None where nothing can match."""
    import cv2
    import numpy as np

    best: tuple[float, tuple[int, int, int, int]] | None = None
    shape = shape_of(template)
    height = heights[0]
    while height <= heights[1] * 1.001:
        size = (max(round(shape.shape[1] * height / shape.shape[0]), 4), max(round(height), 4))
        height *= STEPS
        if size[0] >= grey.shape[1] or size[1] >= grey.shape[0]:
            continue
        small = cv2.resize(shape, size, interpolation=cv2.INTER_AREA)
        scores = cv2.matchTemplate(grey, small, cv2.TM_CCOEFF_NORMED)
        # On a flat ground the correlation is undefined, and some versions of the library call it perfect.
        scores[deviation(grey, size) < LEAST_CONTRAST] = -1.0
        _, score, _, (x, y) = cv2.minMaxLoc(np.nan_to_num(scores, nan=-1.0, posinf=-1.0, neginf=-1.0))
        if best is None or score > best[0]:
            best = (float(score), (int(x), int(y), *size))
    return best


def whitest(image: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """Return the smallest channel of each pixel, with the picture scaled by `scale`."""
    import cv2
    import numpy as np

    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    return np.asarray(small.min(axis=2), np.uint8)


def _corner(frame: Frame, *, left: bool) -> Patch:
    import cv2

    height, width = frame.image.shape[:2]
    side = max(round(PATCH * min(height, width)), 1)
    x, y = (0 if left else width - side), height - side
    scale = min(SIDE / min(height, width), 1.0)
    grey = whitest(frame.image[y : y + side, x : x + side], scale)
    _, png = cv2.imencode(".png", grey)
    return Patch(
        png=png.tobytes(), x=round(x * frame.scale), y=round(y * frame.scale), scale=frame.scale * side / grey.shape[1]
    )


def deviation(grey: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.float64]:
    """Return the standard deviation of every window of a size, in the layout of `matchTemplate`."""
    import cv2
    import numpy as np

    sums, squares = cv2.integral2(grey)
    w, h = size
    count = w * h
    mean = _windows(np.asarray(sums, np.float64), w, h) / count
    square = _windows(np.asarray(squares, np.float64), w, h) / count
    return np.sqrt(np.maximum(square - mean * mean, 0.0))


def _windows(table: NDArray[np.float64], w: int, h: int) -> NDArray[np.float64]:
    total: NDArray[np.float64] = table[h:, w:] - table[:-h, w:] - table[h:, :-w] + table[:-h, :-w]
    return total


@cache
def shape_of(path: str) -> NDArray[np.uint8]:
    """Return a template in grey, white on black.

    Raises:
        FileNotFoundError: there is no such picture.
    """
    import cv2
    import numpy as np

    # Not `imread`, which opens no path with Chinese characters on Windows.
    shape = cv2.imdecode(np.frombuffer(Path(path).read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if shape is None:
        raise FileNotFoundError(path)
    return np.asarray(shape, np.uint8)

"""End cards: measures the plain or shaded background of the last frame, and finds the first frame that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 22
"""Levels by which a pixel may differ from the background in each channel and still belong to it."""

SHADED = 0.75
"""Part of a frame that a ground which shades must cover: walls and skies out of focus cover less."""

ALIKE = 0.75
"""Part of two backgrounds that covers the same pixels when both frames show one card; its words may still move."""

EVEN = 12
"""Levels between neighbouring pixels of a background, at most: no edge runs between them."""

ROUNDS = 6
"""Fits of the background, each without the pixels that lay far from the last one."""

MIDDLE = (0.6, 0.66)
"""Shares of width and height that are measured, around the centre."""

FLICKER = 0.15
"""Seconds for which a card may vanish again while it comes in."""

ENTRANCE = 0.4
"""Seconds that a card takes at most to cover the picture."""

_SMALL = (160, 160)


Shading = tuple[float, float, float, float, float, float]
"""Level of one channel: factors of 1, x, y, x², xy and y², with x and y from -1 to 1 over the middle of a frame."""


class Background(Record, frozen=True, kw_only=True):
    """The smooth ground that covers most of a frame: of one colour, or shading from one into another."""

    shades: tuple[Shading, Shading, Shading]
    """Of red, green and blue."""
    share: float
    """Part of the frame that it covers, 0 to 1."""
    time: float | None = None
    """Second of the frame."""


def plain(red: float, green: float, blue: float) -> tuple[Shading, Shading, Shading]:
    """Return the shades of a background of one colour, by its levels 0 to 255."""
    return _even(red), _even(green), _even(blue)


class BackgroundAnalyzer:
    """Measures the background of the last frame; of a still image, of itself."""

    def __init__(self) -> None:
        self._last: tuple[float | None, NDArray[np.uint8]] | None = None

    def process(self, frame: Frame) -> None:
        """Keep a small copy of the frame."""
        self._last = (frame.time, _thumbnail(frame))

    def repeat(self, time: float) -> None:
        """Note that the last frame still stands."""
        if self._last is not None:
            self._last = (time, self._last[1])

    def finish(self) -> Background | None:
        """Return the background of the last frame."""
        if self._last is None:
            return None
        time, small = self._last
        colour, shaded = _most_frequent(small), _fitted(small)
        shades = shaded if _share(small, shaded) >= SHADED else colour
        return Background(shades=shades, share=round(_share(small, shades), 3), time=time)


def card_start(frames: Iterable[Frame], background: Background) -> float | None:
    """Return the second since which the frames show the card that the last frame shows, its entrance included.

    Args:
        frames: all frames of the last seconds, in order of time.
        background: background of the last frame.
    """
    covers = [(frame.time or 0.0, _covered(_thumbnail(frame), background.shades)) for frame in frames]
    seen = [(time, _agreement(cover, covers[-1][1])) for time, cover in covers]
    start: int | None = None
    for index, (time, alike) in enumerate(seen):
        if alike >= ALIKE:
            start = index if start is None else start
            shown = time
        elif start is not None and time - shown > FLICKER:
            start = None
    return None if start is None else seen[_entered(seen, start)][0]


def _entered(seen: list[tuple[float, float]], start: int) -> int:
    """Go back from the first frame that shows a card fully to the first one that it has begun to cover."""
    import statistics

    arrived = seen[start][0]
    earlier = [alike for time, alike in seen[:start] if time < arrived - ENTRANCE]
    usual = statistics.median(earlier) if earlier else 0.0
    begun = usual + 0.15 * (1 - usual)
    while start > 0 and seen[start - 1][1] >= begun and seen[start - 1][0] >= arrived - ENTRANCE:
        start -= 1
    return start


def _thumbnail(frame: Frame) -> NDArray[np.uint8]:
    """Shrink the middle of a frame: bars and blurred surroundings that an editor put around a card do not count."""
    import cv2
    import numpy as np

    height, width = frame.half.shape[:2]
    left, top = int(width * (1 - MIDDLE[0]) / 2), int(height * (1 - MIDDLE[1]) / 2)
    middle = frame.half[top : height - top, left : width - left]
    return np.asarray(cv2.resize(middle, _SMALL, interpolation=cv2.INTER_AREA), np.uint8)


def _most_frequent(small: NDArray[np.uint8]) -> tuple[Shading, Shading, Shading]:
    """Return the most frequent colour, in steps of 16 levels and then exactly."""
    import numpy as np

    coarse = (small >> 4).astype(np.int32)
    codes = (coarse[..., 2] << 8) | (coarse[..., 1] << 4) | coarse[..., 0]
    most = np.bincount(codes.ravel()).argmax()
    blue, green, red = np.median(small[codes == most], axis=0).astype(int)
    return plain(int(red), int(green), int(blue))


def _fitted(small: NDArray[np.uint8]) -> tuple[Shading, Shading, Shading]:
    """Fit the shades of a background to the pixels without edges, again and again without those that lie apart."""
    import cv2
    import numpy as np

    terms = _terms(small.shape[0]).reshape(-1, 6)
    levels = small[..., ::-1].reshape(-1, 3).astype(np.float64)
    edges = cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=2)
    kept = edges.ravel() <= EVEN
    factors = np.zeros((6, 3))
    for round_ in range(ROUNDS):
        if kept.sum() < terms.shape[1]:
            break
        factors = np.linalg.lstsq(terms[kept], levels[kept], rcond=None)[0]
        apart = np.abs(levels - terms @ factors).max(axis=1)
        wide = float(np.quantile(apart[kept], 0.75)) if round_ < ROUNDS / 2 else 0.0
        kept = apart <= max(NEAR, wide)
    red, green, blue = (_shading(factors[:, channel].tolist()) for channel in range(3))
    return red, green, blue


def _even(level: float) -> Shading:
    return _shading([level, 0, 0, 0, 0, 0])


def _shading(factors: list[float]) -> Shading:
    one, x, y, xx, xy, yy = (round(float(factor), 2) for factor in factors)
    return one, x, y, xx, xy, yy


def _covered(small: NDArray[np.uint8], shades: tuple[Shading, Shading, Shading]) -> NDArray[np.bool_]:
    """Return the pixels that belong to a background: rows × columns."""
    import numpy as np

    ground = _terms(small.shape[0]) @ np.array(shades[::-1]).T
    return np.asarray(np.abs(small - ground).max(axis=2) <= NEAR)


def _share(small: NDArray[np.uint8], shades: tuple[Shading, Shading, Shading]) -> float:
    return float(_covered(small, shades).mean())


def _terms(side: int) -> NDArray[np.float64]:
    """Return 1, x, y, x², xy and y² of every pixel of a square: rows × columns × 6."""
    import numpy as np

    y, x = np.meshgrid(np.linspace(-1, 1, side), np.linspace(-1, 1, side), indexing="ij")
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)


def _agreement(cover: NDArray[np.bool_], last: NDArray[np.bool_]) -> float:
    """Return which part of two covers both have, 0 to 1."""
    either = (cover | last).sum()
    return float((cover & last).sum() / either) if either else 0.0

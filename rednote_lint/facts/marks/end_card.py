"""End cards: measures the flat background colour of the last frame, and finds the first frame that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEAR = 22
"""Levels by which a pixel may differ from the background colour in each channel and still belong to the background."""

MIDDLE = (0.6, 0.66)
"""Shares of width and height that are measured, around the centre."""

FLICKER = 0.15
"""Seconds for which a card may vanish again while it comes in."""

ENTRANCE = 0.4
"""Seconds that a card takes at most to cover the picture."""

_SMALL = (160, 160)


class BackgroundColor(Record, frozen=True, kw_only=True):
    """The colour that covers most of a frame."""

    colour: tuple[int, int, int]
    """Red, green, blue."""
    share: float
    """Part of the frame that it covers, 0 to 1."""
    time: float | None = None
    """Second of the frame."""


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

    def finish(self) -> BackgroundColor | None:
        """Return the background of the last frame."""
        if self._last is None:
            return None
        time, small = self._last
        colour, share = _background(small)
        return BackgroundColor(colour=colour, share=round(share, 3), time=time)


def card_start(frames: Iterable[Frame], background: BackgroundColor) -> float | None:
    """Return the second since which the frames show the card that the last frame shows, its entrance included.

    Args:
        frames: all frames of the last seconds, in order of time.
        background: background of the last frame.
    """
    seen = [(frame.time or 0.0, _covered(_thumbnail(frame), background.colour)) for frame in frames]
    start: int | None = None
    for index, (time, share) in enumerate(seen):
        if share >= 0.6 * background.share:
            start = index if start is None else start
            shown = time
        elif start is not None and time - shown > FLICKER:
            start = None
    return None if start is None else seen[_entered(seen, start, background.share)][0]


def _entered(seen: list[tuple[float, float]], start: int, full: float) -> int:
    """Go back from the first frame that shows a card fully to the first one that it has begun to cover."""
    import statistics

    arrived = seen[start][0]
    earlier = [share for time, share in seen[:start] if time < arrived - ENTRANCE]
    usual = statistics.median(earlier) if earlier else 0.0
    begun = usual + 0.15 * (full - usual)
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


def _background(small: NDArray[np.uint8]) -> tuple[tuple[int, int, int], float]:
    """Return the most frequent colour, in steps of 16 levels and then exactly, and the share of pixels near it."""
    import numpy as np

    coarse = (small >> 4).astype(np.int32)
    codes = (coarse[..., 2] << 8) | (coarse[..., 1] << 4) | coarse[..., 0]
    most = np.bincount(codes.ravel()).argmax()
    blue, green, red = np.median(small[codes == most], axis=0).astype(int)
    colour = (int(red), int(green), int(blue))
    return colour, _covered(small, colour)


def _covered(small: NDArray[np.uint8], colour: tuple[int, int, int]) -> float:
    import numpy as np

    distance = np.abs(small.astype(np.int16) - np.array(colour[::-1], np.int16)).max(axis=2)
    return float((distance <= NEAR).mean())

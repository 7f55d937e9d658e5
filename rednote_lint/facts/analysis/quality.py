"""Picture quality analyzer: bars, light, detail, fingerprint, and whether a picture is a screenshot."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple

from rednote_lint.facts.analysis.bars import PURE, PURE_MOVING, Bars, find_bars, lit_lines
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Box, Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Lines = tuple[NDArray[np.float32], NDArray[np.float32]]

FINGERPRINT_SIDE = 64
"""Width and height of the thumbnail that near-identical pictures are compared by."""
_LIGHT_SIDE = 128
_MOST_FRAMES = 1_000
"""Frames that are measured: their lines take some 8 KB each."""


class Quality(Record, frozen=True, kw_only=True):
    """What was measured of one picture or video."""

    size: tuple[int, int]
    """Width and height in displayed pixels."""
    inside: Box | None = None
    """The picture between its black bars, in displayed pixels; None without bars."""
    bars: float = 0.0
    """Part of the picture that the bars cover, 0 to 1."""
    upright: bool = False
    """Whether the bars stand left and right."""
    light: float = 255.0
    """Level (0 to 255) that all but the brightest hundredth of the picture stays below; of a video, the median."""
    detail: float | None = None
    """See `detail.detail_of`; only of still images."""
    screenshot: bool = False
    """Whether it is a phone's whole screen; only of still images."""
    fingerprint: str = ""
    """64 × 64 levels of grey, in base64; only of still images."""


class Still(NamedTuple):
    """What only a still image is asked; see `Quality`."""

    detail: float | None
    screenshot: bool
    fingerprint: str


class QualityAnalyzer:
    """Measures a still image, or a video as a whole.

    Args:
        ending: seconds at the end of a video in which bars are not measured, for an end card fills the picture.
    """

    def __init__(self, *, ending: float = 0.0) -> None:
        self._ending = ending
        self._size = (0, 0)
        self._scale = 1.0
        self._lines: list[tuple[float, Lines]] = []
        self._lights: list[float] = []
        self._still: Still | None = None

    def process(self, frame: Frame) -> None:
        """Measure the next frame."""
        import cv2
        import numpy as np

        grey = np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY), np.uint8)
        height, width = grey.shape
        self._size = (round(width * frame.scale), round(height * frame.scale))
        self._scale = frame.scale
        if len(self._lights) < _MOST_FRAMES:
            self._lights.append(_light(frame))
            self._lines.append((frame.time or 0.0, lit_lines(grey)))
        if frame.time is None:
            self._still = _of_still(grey)

    def repeat(self, time: float) -> None:
        """Nothing new is seen while the picture stands still."""

    def finish(self) -> Quality | None:
        """Return the measurements; None when nothing was seen."""
        if not self._lights:
            return None
        bars = self._bars()
        still = self._still or Still(None, False, "")
        return Quality(
            size=self._size,
            inside=Box(*(round(side * self._scale) for side in bars.inside)) if bars else None,
            bars=round(bars.share, 4) if bars else 0.0,
            upright=bars.upright if bars else False,
            light=sorted(self._lights)[len(self._lights) // 2],
            detail=still.detail,
            screenshot=still.screenshot,
            fingerprint=still.fingerprint,
        )

    def _bars(self) -> Bars | None:
        """Find bars that stand through all frames but those of the ending."""
        import numpy as np

        last = self._lines[-1][0]
        body = [lines for time, lines in self._lines if time <= last - self._ending]
        if 2 * len(body) < len(self._lines):
            body = [lines for _, lines in self._lines]
        shape = [len(side) for side in body[0]]
        body = [lines for lines in body if [len(side) for side in lines] == shape]
        rows = np.max([rows for rows, _ in body], axis=0)
        columns = np.max([columns for _, columns in body], axis=0)
        return find_bars(rows, columns, PURE if self._still else PURE_MOVING)


def _light(frame: Frame) -> float:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(frame.half, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (_LIGHT_SIDE, _LIGHT_SIDE), interpolation=cv2.INTER_AREA)
    return round(float(np.percentile(small, 99)), 1)


def _of_still(grey: NDArray[np.uint8]) -> Still:
    import cv2

    from rednote_lint.facts.analysis.detail import detail_of
    from rednote_lint.facts.analysis.screen import is_screenshot

    small = cv2.resize(grey, (FINGERPRINT_SIDE, FINGERPRINT_SIDE), interpolation=cv2.INTER_AREA)
    return Still(detail_of(grey), is_screenshot(grey), b64encode(small.tobytes()).decode("ascii"))

"""What stays while the picture moves: edges that outlast the frames of a stretch, as a logo laid over them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 432
"""Pixels of the shorter side at which edges are gathered: the logos that are known stand 18 to 50 pixels high then."""

SWITCH = 5.0
"""Seconds after which the marks that change their place have left the first one; photo slide shows, after 3.5."""

CARD = 4.2
"""Seconds that the longest known end card lasts; such an ending is left out where anything else remains."""

FRAMES = 5
"""Frames of which a stretch is made: a median of more tells little more."""

_KEPT = 12
_BRIGHTEST = 300.0
_LEVELS = 8


class Edges(Record, frozen=True, kw_only=True):
    """The edges that stay over one stretch of a video."""

    png: bytes
    """Grey: how strong the edge is, in steps; the whole frame, with a shorter side of `SIDE` pixels."""
    scale: float
    """Displayed pixels per pixel of it."""
    first: float
    """Second of the first frame it was gathered from."""
    last: float
    """Second of the last one."""


class StaticEdges(Record, frozen=True, kw_only=True):
    """What stays in the first seconds of a video, and what stays after them."""

    early: Edges | None = None
    late: Edges | None = None


class StaticEdgesAnalyzer:
    """Gathers the edges of a video's frames; sees nothing in still images."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self._early: list[tuple[float, NDArray[np.uint8]]] = []
        self._late: list[tuple[float, NDArray[np.uint8]]] = []
        self._scale = 1.0

    def process(self, frame: Frame) -> None:
        """Keep a small grey copy of the frame, unless there are plenty."""
        if frame.time is None:
            return
        grey = shrunk(frame)
        self._scale = frame.scale * frame.image.shape[1] / grey.shape[1]
        if frame.time < SWITCH - 0.1:
            self._early.append((frame.time, grey))
        elif frame.time > SWITCH:
            self._late.append((frame.time, grey))
        if len(self._late) > _KEPT:
            self._late = self._late[::2]

    def repeat(self, time: float) -> None:
        """Do nothing: a picture that stands still tells nothing new."""

    def finish(self) -> StaticEdges:
        """Return the edges that stayed."""
        end = self._late[-1][0] if self._late else 0.0
        body = [kept for kept in self._late if kept[0] < end - CARD] or self._late
        return StaticEdges(early=self._gathered(self._early), late=self._gathered(body))

    def _gathered(self, kept: list[tuple[float, NDArray[np.uint8]]]) -> Edges | None:
        import cv2

        if not kept:
            return None
        spread = kept if len(kept) <= FRAMES else [kept[i * (len(kept) - 1) // (FRAMES - 1)] for i in range(FRAMES)]
        _, png = cv2.imencode(".png", lasting([grey for _, grey in spread]))
        return Edges(png=png.tobytes(), scale=self._scale, first=spread[0][0], last=spread[-1][0])


def shrunk(frame: Frame) -> NDArray[np.uint8]:
    """Return a frame in grey, with a shorter side of `SIDE` pixels."""
    import cv2
    import numpy as np

    height, width = frame.image.shape[:2]
    factor = SIDE / min(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.cvtColor(cv2.resize(frame.image, size, interpolation=way), cv2.COLOR_BGR2GRAY), np.uint8)


def lasting(greys: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return how strong the edges are that most of the pictures share; one picture's own edges when it is alone."""
    import cv2
    import numpy as np

    across = _agreed(np.array([cv2.Sobel(grey, cv2.CV_16S, 1, 0) for grey in greys]))
    down = _agreed(np.array([cv2.Sobel(grey, cv2.CV_16S, 0, 1) for grey in greys]))
    strength = np.hypot(across.astype(np.float32), down.astype(np.float32))
    levels = (np.minimum(strength, _BRIGHTEST) * (255 / _BRIGHTEST)).astype(np.uint8)
    return np.asarray(levels // _LEVELS * _LEVELS, np.uint8)


def _agreed(slopes: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the median slope of each pixel; of two slopes the smaller one, and none where they disagree."""
    import numpy as np

    if len(slopes) == 2:
        smaller = np.minimum(np.abs(slopes[0]), np.abs(slopes[1]))
        return np.where(np.sign(slopes[0]) == np.sign(slopes[1]), np.sign(slopes[0]) * smaller, 0).astype(np.int16)
    ordered = np.sort(slopes, axis=0)
    return np.asarray(ordered[len(slopes) // 2], np.int16)

"""Static edges: those that most frames of a stretch share, as the edges of a logo laid over a moving picture do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rednote_lint.facts.parameters import Stretches
from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 432
"""Pixels of the shorter side at which edges are gathered: the logos that are known stand 18 to 50 pixels high then."""

FRAMES = 5
"""Frames of which a stretch is made: a median of more tells little more."""

_SLACK, _KEPT = 0.1, 12  # seconds before the move that belong to neither stretch; frames of the late one
_BRIGHTEST, _LEVELS = 300.0, 8


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
    """The static edges of the first seconds of a video, and those of the rest."""

    stretches: Stretches
    """How the video was divided."""
    early: Edges | None = None
    late: Edges | None = None


class StaticEdgesAnalyzer:
    """Gathers the static edges of a video; of still images, none.

    Args:
        stretches: how the video is divided; one result for each.
    """

    def __init__(self, stretches: Sequence[Stretches]) -> None:
        self._gatherers = [_Gatherer(one) for one in stretches]

    def process(self, frame: Frame) -> None:
        """Keep a small grey copy of the frame, unless there are plenty."""
        if frame.time is None or not self._gatherers:
            return
        grey = shrunk(frame)
        scale = frame.scale * frame.image.shape[1] / grey.shape[1]
        for gatherer in self._gatherers:
            gatherer.add(frame.time, grey, scale)

    def repeat(self, time: float) -> None:
        """Do nothing: a picture that stands still tells nothing new."""

    def finish(self) -> tuple[StaticEdges, ...]:
        """Return the edges that stayed."""
        return tuple(gatherer.finish() for gatherer in self._gatherers)


class _Gatherer:
    """Gathers the edges of the two stretches of one division."""

    def __init__(self, stretches: Stretches) -> None:
        self._stretches = stretches
        self._early: list[tuple[float, NDArray[np.uint8]]] = []
        self._late: list[tuple[float, NDArray[np.uint8]]] = []
        self._scale = 1.0

    def add(self, time: float, grey: NDArray[np.uint8], scale: float) -> None:
        self._scale = scale
        if time < self._stretches.moves_after - _SLACK:
            self._early.append((time, grey))
        elif time > self._stretches.moves_after:
            self._late.append((time, grey))
        if len(self._late) > _KEPT:
            self._late = self._late[::2]

    def finish(self) -> StaticEdges:
        end = self._late[-1][0] if self._late else 0.0
        body = [kept for kept in self._late if kept[0] < end - self._stretches.card] or self._late
        return StaticEdges(stretches=self._stretches, early=self._gathered(self._early), late=self._gathered(body))

    def _gathered(self, kept: list[tuple[float, NDArray[np.uint8]]]) -> Edges | None:
        import cv2

        if not kept:
            return None
        spread = kept if len(kept) <= FRAMES else [kept[i * (len(kept) - 1) // (FRAMES - 1)] for i in range(FRAMES)]
        _, png = cv2.imencode(".png", shared_edges([grey for _, grey in spread]))
        return Edges(png=png.tobytes(), scale=self._scale, first=spread[0][0], last=spread[-1][0])


def shrunk(frame: Frame) -> NDArray[np.uint8]:
    """Return a frame in grey, with a shorter side of `SIDE` pixels."""
    import cv2
    import numpy as np

    height, width = frame.half.shape[:2]
    factor = SIDE / min(height, width)
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.cvtColor(cv2.resize(frame.half, size, interpolation=way), cv2.COLOR_BGR2GRAY), np.uint8)


def shared_edges(greys: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return how strong the edges are that most of the pictures share; one picture's own edges when it is alone."""
    import cv2
    import numpy as np

    across = agreed_slopes(np.array([cv2.Sobel(grey, cv2.CV_16S, 1, 0) for grey in greys]))
    down = agreed_slopes(np.array([cv2.Sobel(grey, cv2.CV_16S, 0, 1) for grey in greys]))
    strength = np.hypot(across.astype(np.float32), down.astype(np.float32))
    levels = (np.minimum(strength, _BRIGHTEST) * (255 / _BRIGHTEST)).astype(np.uint8)
    return np.asarray(levels // _LEVELS * _LEVELS, np.uint8)


def agreed_slopes(slopes: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the median slope of each pixel; of two slopes the smaller one, and none where they disagree."""
    import numpy as np

    if len(slopes) == 2:
        smaller = np.minimum(np.abs(slopes[0]), np.abs(slopes[1]))
        return np.where(np.sign(slopes[0]) == np.sign(slopes[1]), np.sign(slopes[0]) * smaller, 0).astype(np.int16)
    return _median(slopes)


def _median(layers: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the median of each place; of an even number of layers, the larger of the two.

    A sorting network of whole layers: `sort` along this axis takes forty times as long.
    """
    import numpy as np

    middle = len(layers) // 2
    sorted_layers = list(layers)
    for end in range(len(layers) - 1, middle - 1, -1):  # Each round brings the largest layer that is left to `end`.
        for index in range(end):
            one, other = sorted_layers[index], sorted_layers[index + 1]
            sorted_layers[index], sorted_layers[index + 1] = np.minimum(one, other), np.maximum(one, other)
    return np.asarray(sorted_layers[middle], np.int16)

"""Frames, and the `Analyzer` protocol: one decode feeds each frame to every analyzer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from rednote_lint.model import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


R_co = TypeVar("R_co", covariant=True)

HALVED_SIDE = 864
"""Pixels of the shorter side from which `Frame.half` is smaller than the picture: half of it is enough for each."""


@dataclass(frozen=True)
class Frame:
    """One displayed picture: a sampled frame of a video, or a still image."""

    time: float | None
    """Seconds from the start of the video; None for a still image."""
    image: NDArray[np.uint8]
    """Blue, green, red; rows top down; in displayed orientation and aspect; possibly scaled down."""
    scale: float
    """Displayed pixels per pixel of `image`: 1.0 for an unscaled frame, 1.5 for 1080 shown as 720."""
    glimpse: bool = False
    """Decoded between two samples, small, for the analyzers that ask for it."""

    @cached_property
    def half(self) -> NDArray[np.uint8]:
        """The image at half its size, to make thumbnails of: pixels are averaged faster in fours than by fractions."""
        import cv2
        import numpy as np

        height, width = (side // 2 for side in self.image.shape[:2])
        if min(height, width) < HALVED_SIDE // 2:
            return self.image
        even = self.image[: 2 * height, : 2 * width]
        return np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)

    def displayed(self, x: float, y: float, w: float, h: float) -> Box:
        """Turn a rectangle of `image` into one of the displayed picture."""
        return Box(round(x * self.scale), round(y * self.scale), round(w * self.scale), round(h * self.scale))


class Analyzer(Protocol[R_co]):
    """Processes every sampled frame of an asset, in order of time, and returns a result at the end.

    A frame must not be kept (memory is bounded by nobody keeping frames); small crops and numbers may be.
    """

    def process(self, frame: Frame) -> None:
        """Process the next frame; never called again after `finish`."""
        ...

    def repeat(self, time: float) -> None:
        """Learn that at `time` (seconds) the picture still is the last frame, which is not processed again."""
        ...

    def finish(self) -> R_co:
        """Return the result, as something msgspec can encode, so that it can be stored."""
        ...

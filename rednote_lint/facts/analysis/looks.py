"""Perceptual hashes of pictures and frames, which stay nearly the same under compression, scaling and slight crops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.float32]

HASH_SIDE = 12
"""Rows and columns of the cosine transform that a hash keeps one bit of each: 18 bytes."""
THUMBNAIL_SIDE = 64
LIVELY = 8.0
"""Spread of the levels of grey below which a picture is too plain to compare."""
MOST_FRAMES = 240
"""Frames of a video that are kept."""
_SIDE = 256
_DCT_SIDE = 48
_CROP = 0.05
"""Part of a side that somebody may have cut off."""


class Look(Record, frozen=True, kw_only=True):
    """What a picture or a video looks like; nothing of what is too plain to compare."""

    hashes: tuple[bytes, ...] = ()
    """Of a picture: the whole, then crops; of a video: one of each frame."""
    times: tuple[float, ...] = ()
    """Of a video: the seconds of these frames."""
    thumbnail: bytes = b""
    """Of a picture: 64 × 64 levels of grey."""


class LookAnalyzer:
    """Hashes a still image, or each frame of a video that differs from the one before."""

    def __init__(self) -> None:
        self._hashes: list[bytes] = []
        self._times: list[float] = []
        self._thumbnail = b""

    def process(self, frame: Frame) -> None:
        """Hash the next frame."""
        import cv2
        import numpy as np

        if len(self._hashes) >= MOST_FRAMES:
            return
        grey = cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY)
        square = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
        if float(square.std()) < LIVELY:
            return
        if frame.time is not None:
            self._hashes.append(_hash(square))
            self._times.append(round(frame.time, 2))
            return
        self._hashes = [_hash(square), *(_hash(crop) for crop in _crops(square))]
        small = cv2.resize(grey, (THUMBNAIL_SIDE, THUMBNAIL_SIDE), interpolation=cv2.INTER_AREA)
        self._thumbnail = bytes(small.tobytes())

    def repeat(self, time: float) -> None:
        """Nothing new is seen while the picture stands still."""

    def finish(self) -> Look:
        """Return the hashes."""
        return Look(hashes=tuple(self._hashes), times=tuple(self._times), thumbnail=self._thumbnail)


def _hash(square: Grey) -> bytes:
    """Keep of each low frequency whether it is stronger than the median."""
    import cv2
    import numpy as np

    small = cv2.resize(square, (_DCT_SIDE, _DCT_SIDE), interpolation=cv2.INTER_AREA)
    low = cv2.dct(small)[:HASH_SIDE, :HASH_SIDE].ravel()
    return bytes(np.packbits(low > np.median(low)).tobytes())


def _crops(square: Grey) -> list[Grey]:
    """Cut off what somebody may have cut off: at one or two sides, or all around."""
    cut = round(_CROP * _SIDE)
    none, even = (0, 0), (cut // 2, cut - cut // 2)
    ends = (none, (cut, 0), (0, cut))
    pairs = [(x, y) for x in ends for y in ends if (x, y) != (none, none)]
    pairs += [(even, even), (even, none), (none, even), ((cut, cut), (cut, cut))]
    return [square[y[0] : _SIDE - y[1], x[0] : _SIDE - x[1]] for x, y in pairs]

"""Renders a JPEG of a place in a picture or video: the exact frame, scaled, with the place's box drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Asset, AssetKind, Box, Location

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHOWN = 0.5
"""Seconds that a frame of a moving picture is on the screen at most."""
QUALITY = 85
"""Of the JPEG, 0 to 100."""
RED = (48, 38, 214)
"""Colour of the box, in the order blue, green, red."""
STROKE = 0.006
"""Thickness of the box's lines, as a share of the width."""


def illustrate(asset: Asset, location: Location, width: int) -> bytes | None:
    """Return a JPEG of the place in an image or video, its box drawn; None when no picture of it can be had.

    Args:
        asset: the image or video.
        location: of a video, the frame at the start of `time` is shown, without `time` the first; `box`, in displayed
            pixels, is drawn.
        width: of the JPEG, in pixels; the height keeps the displayed aspect.
    """
    import cv2
    import numpy as np

    frame = _frame(asset, location)
    if frame is None:
        return None
    shown = _scaled(frame, width)
    if location.box is not None:
        _draw(shown, location.box, width / (frame.image.shape[1] * frame.scale))
    encoded, data = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return np.asarray(data).tobytes() if encoded else None


def _frame(asset: Asset, location: Location) -> Frame | None:
    from rednote_lint.facts.analysis.pictures import NotPicture, open_picture

    if asset.kind is AssetKind.VIDEO:
        return _video_frame(asset.path, location.time.start if location.time is not None else 0.0)
    try:
        return open_picture(asset.path).frame
    except NotPicture:
        return None


def _video_frame(path: str, time: float) -> Frame | None:
    """Return the frame that is on the screen at a second; of a second after the end, the last frame."""
    from rednote_lint.facts.video.decoding import Clip, NotVideo

    try:
        clip = Clip(path)
    except NotVideo:
        return None
    with clip:
        if not clip.keys:
            return None
        moment = min(max(time, clip.keys[0]), clip.duration)
        key = max(second for second in clip.keys if second <= moment)
        # The frame nearly always came within the last half second; a slide show's may have stood since the key frame.
        return _last(clip.between(max(moment - SHOWN, key), moment)) or _last(clip.between(key, moment))


def _last(frames: Iterator[Frame]) -> Frame | None:
    return next(iter(deque(frames, maxlen=1)), None)


def _scaled(frame: Frame, width: int) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    height = max(round(frame.image.shape[0] * width / frame.image.shape[1]), 1)
    smaller = width < frame.image.shape[1]
    shown = cv2.resize(frame.image, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    return np.ascontiguousarray(shown, np.uint8)


def _draw(shown: NDArray[np.uint8], box: Box, factor: float) -> None:
    """Draw a box around the place, so that its lines hide nothing of it."""
    import cv2

    stroke = max(round(shown.shape[1] * STROKE), 2)
    left, top = round(box.x * factor) - stroke, round(box.y * factor) - stroke
    right, bottom = round((box.x + box.w) * factor) + stroke, round((box.y + box.h) * factor) + stroke
    for lower, upper in (((left, top), (right, top + stroke - 1)), ((left, bottom - stroke + 1), (right, bottom))):
        cv2.rectangle(shown, lower, upper, RED, cv2.FILLED)
    for lower, upper in (((left, top), (left + stroke - 1, bottom)), ((right - stroke + 1, top), (right, bottom))):
        cv2.rectangle(shown, lower, upper, RED, cv2.FILLED)

"""Renders a JPEG of a place in a picture or video: the exact frame, scaled, with the place's box drawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from rednote_lint.facts.video.frames import Frame
from rednote_lint.model import Asset, AssetKind, Box, Location, Thumbnail, Thumbnails

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rednote_lint.facts.video.decoding import Clip

SHOWN = 0.5
"""Seconds that a frame of a moving picture is on the screen at most."""
EXACT = 1e-3
"""Seconds by which a frame may come after a moment and count as being there: containers round times."""
QUALITY = 85
"""Of the JPEG, 0 to 100."""
SMALL_QUALITY = 78
"""Of a thumbnail, of which a report holds hundreds."""
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
    return illustrations(asset, (location,), width)[0]


def illustrations(asset: Asset, locations: Sequence[Location], width: int) -> list[bytes | None]:
    """Return a JPEG of each place in one image or video, from one decode; see `illustrate`."""
    made: list[bytes | None] = [None] * len(locations)
    for frame, index in _frames(asset, locations):
        made[index] = _jpeg(frame, locations[index].box, width)
    return made


def thumbnails(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
    """Return a small JPEG of each place in one image or video, from one decode, without its box.

    Args:
        asset: the image or video.
        locations: `time` chooses the frame of a video; see `illustrate`.
        side: pixels that neither side of a JPEG exceeds; smaller pictures keep their size.
    """
    from rednote_lint.facts.analysis.pictures import NotPicture, open_picture
    from rednote_lint.facts.video.decoding import Clip, NotVideo

    made: list[Thumbnail | None] = [None] * len(locations)
    seconds: float | None = None
    try:
        if asset.kind is AssetKind.VIDEO:
            with Clip(asset.path) as clip:
                seconds = clip.duration or None
                for frame, index in _video_frames(clip, locations):
                    made[index] = _thumbnail(frame, side)
        elif locations:
            made = [_thumbnail(open_picture(asset.path).frame, side)] * len(locations)
    except (NotPicture, NotVideo):
        pass
    return Thumbnails(pictures=tuple(made), seconds=seconds)


def _thumbnail(frame: Frame, side: int) -> Thumbnail | None:
    import cv2
    import numpy as np

    height, width = frame.image.shape[:2]
    shown = _scaled(frame, max(round(width * min(side / max(width, height), 1)), 1))
    encoded, data = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, SMALL_QUALITY])
    if not encoded:
        return None
    return Thumbnail(
        jpeg=np.asarray(data).tobytes(), width=round(width * frame.scale), height=round(height * frame.scale)
    )


def _jpeg(frame: Frame, box: Box | None, width: int) -> bytes | None:
    import cv2
    import numpy as np

    shown = _scaled(frame, width)
    if box is not None:
        _draw(shown, box, width / (frame.image.shape[1] * frame.scale))
    encoded, data = cv2.imencode(".jpg", shown, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return np.asarray(data).tobytes() if encoded else None


def _frames(asset: Asset, locations: Sequence[Location]) -> Iterator[tuple[Frame, int]]:
    """Yield the frames that places stand in, each with the number of its place."""
    from rednote_lint.facts.analysis.pictures import NotPicture, open_picture
    from rednote_lint.facts.video.decoding import Clip, NotVideo

    try:
        if asset.kind is not AssetKind.VIDEO:
            frame = open_picture(asset.path).frame
            yield from ((frame, index) for index in range(len(locations)))
            return
        with Clip(asset.path) as clip:
            yield from _video_frames(clip, locations)
    except (NotPicture, NotVideo):
        return


def _video_frames(clip: Clip, locations: Sequence[Location]) -> Iterator[tuple[Frame, int]]:
    """Yield the frames on the screen at the start of each place, decoding no group of pictures twice."""
    if not clip.keys:
        return
    starts = (0.0 if one.time is None else one.time.start for one in locations)
    moments = deque(sorted((min(max(start, clip.keys[0]), clip.duration), index) for index, start in enumerate(starts)))
    while moments:
        first = moments[0][0]
        key = _key(clip, first)
        run = [moments.popleft()]
        while moments and _key(clip, moments[0][0]) <= run[-1][0]:
            run.append(moments.popleft())
        # The frame nearly always came within the last half second; a slide show's may have stood since the key frame.
        begin = max(first - SHOWN, key)
        with closing(clip.between(begin, run[-1][0])) as frames:
            shown = list(_at_moments(frames, run))
        if begin > key and len(shown) < len(run):
            with closing(clip.between(key, run[-1][0])) as frames:
                shown = list(_at_moments(frames, run))
        yield from shown


def _at_moments(frames: Iterator[Frame], moments: Sequence[tuple[float, int]]) -> Iterator[tuple[Frame, int]]:
    """Yield for each moment, in order of time, the last frame that was there by then."""
    waiting = deque(moments)
    latest: Frame | None = None
    for frame in frames:
        while waiting and latest is not None and frame.time is not None and frame.time > waiting[0][0] + EXACT:
            yield latest, waiting.popleft()[1]
        latest = frame
    if latest is not None:
        yield from ((latest, index) for _, index in waiting)


def _key(clip: Clip, moment: float) -> float:
    return max(second for second in clip.keys if second <= moment)


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

"""Applies one change to every frame of a still picture or a video: what crops and pads have in common."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rednote_lint.fixes.media import pictures
from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.transcode import is_video, transcode
from rednote_lint.model import Box
from rednote_lint.model.arguments import Crop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]
    Change = Callable[[Frame], Frame]
    """From one upright frame, height x width x channels (RGB, RGBA) or height x width, to another."""


def change_every_frame(source: Path, target: Path, change: Change, advance: Advance) -> MediaOutcome:
    """Apply a change to a picture or to all frames of a video; a picture keeps its format where the platform takes it.

    Raises:
        CannotRepair: an animated picture, or a file that cannot be decoded.
    """
    if is_video(source):
        transcode(source, target, advance, change)
        return MediaOutcome(suffix=".mp4")
    import numpy as np
    from PIL import Image

    picture = pictures.read(source)
    if picture.frames > 1:
        raise CannotRepair("it is animated; use first-frame first", "这是动图：先使用 first-frame")
    changed = Image.fromarray(np.ascontiguousarray(change(np.asarray(picture.pixels))))
    advance(0.5)
    picture = msgspec.structs.replace(picture, pixels=changed)
    return MediaOutcome(suffix=pictures.save(picture, source, target, pictures.kept_format(picture)))


def kept_box(arguments: Crop) -> Box:
    """Return the rectangle that is kept.

    Raises:
        CannotRepair: it is no rectangle.
    """
    box = arguments.box
    if box.x < 0 or box.y < 0 or box.w < 1 or box.h < 1:
        raise CannotRepair("`box` must be x, y, width, height", "`box` 应为 x, y, 宽, 高")
    return box


def cut(frame: Frame, box: Box) -> Frame:
    """Return the part of a frame inside a box.

    Raises:
        CannotRepair: the box does not lie inside the frame.
    """
    height, width = frame.shape[:2]
    if not Box(0, 0, width, height).covers(box):
        raise CannotRepair(
            f"the rectangle does not lie inside the picture ({width}x{height})", f"该区域超出画面（{width}x{height}）"
        )
    return frame[box.y : box.bottom, box.x : box.right]

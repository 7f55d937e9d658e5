"""Pads a picture or video to an allowed ratio; nothing of it is cut."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import UNSET

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.frames import change_every_frame
from rednote_lint.fixes.media.ratios import nearest_ratio, padded_size
from rednote_lint.model.arguments import PadRatio

if TYPE_CHECKING:
    from rednote_lint.fixes.media.frames import Frame

_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_BLUR = 0.03
"""Standard deviation of the blur, as a share of the longer side."""


def repair(source: Path, target: Path, arguments: PadRatio, advance: Advance) -> MediaOutcome:
    """Widen the canvas; `arguments`: `min`, `max`, `fill` (`blur`, the default, or a colour such as `#ffffff`)."""
    fill = "blur" if arguments.fill is UNSET else arguments.fill
    colour = _COLOUR.fullmatch(fill)
    if fill != "blur" and colour is None:
        raise CannotRepair(f"`{fill}` is no colour such as #ffffff", f"`{fill}` 不是 #ffffff 形式的颜色")

    def pad(frame: Frame) -> Frame:
        height, width = frame.shape[:2]
        size = padded_size(width, height, nearest_ratio(width, height, arguments))
        ground = _blurred(frame, *size) if colour is None else _solid(frame, *size, colour)
        left, top = (size[0] - width) // 2, (size[1] - height) // 2
        ground[top : top + height, left : left + width] = frame if ground.ndim == frame.ndim else frame[..., None]
        return ground

    return change_every_frame(source, target, pad, advance)


def _solid(frame: Frame, width: int, height: int, colour: re.Match[str]) -> Frame:
    import numpy as np

    channels = frame.shape[2] if frame.ndim == 3 else 3
    pixel = [int(part, 16) for part in colour.groups()] + [255] * (channels - 3)
    return np.full((height, width, channels), pixel, dtype=np.uint8)


def _blurred(frame: Frame, width: int, height: int) -> Frame:
    """Return the picture's own middle, stretched over the canvas and blurred."""
    import cv2
    import numpy as np

    own_height, own_width = frame.shape[:2]
    scale = max(width / own_width, height / own_height)
    wide, tall = max(round(width / scale), 1), max(round(height / scale), 1)
    left, top = (own_width - wide) // 2, (own_height - tall) // 2
    middle = frame[top : top + tall, left : left + wide]
    small = cv2.resize(middle, (max(wide // 8, 1), max(tall // 8, 1)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), max(_BLUR * max(small.shape[:2]), 1.0))
    ground: Frame = np.ascontiguousarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC))
    return ground

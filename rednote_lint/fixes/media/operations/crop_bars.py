"""Crops uniform bars, after checking that they are uniform in every frame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rednote_lint.fixes.media.base import Advance, CannotRepair, MediaOutcome
from rednote_lint.fixes.media.frames import change_every_frame, cut, kept_box
from rednote_lint.model import Box
from rednote_lint.model.arguments import Crop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rednote_lint.fixes.media.frames import Frame

_NOISE = 12
"""Grey levels by which compression may disturb a bar."""
_STRAY = 0.01
"""Share of a bar's pixels that may differ more: codecs leak over the edge of the picture."""
_SEAM = 4
"""Pixels next to the picture that are not judged, for the same reason."""


def repair(source: Path, target: Path, arguments: Crop, advance: Advance) -> MediaOutcome:
    """Cut bars away; `arguments`: `box`, the picture without its bars.

    Raises:
        CannotRepair: something stands in a bar in some frame, such as a subtitle.
    """
    box = kept_box(arguments)

    def without_bars(frame: Frame) -> Frame:
        for bar in _bars(frame, box):
            _require_uniform(bar)
        return cut(frame, box)

    return change_every_frame(source, target, without_bars, advance)


def _bars(frame: Frame, box: Box) -> Iterator[Frame]:
    yield frame[: max(box.y - _SEAM, 0)]
    yield frame[box.bottom + _SEAM :]
    yield frame[:, : max(box.x - _SEAM, 0)]
    yield frame[:, box.right + _SEAM :]


def _require_uniform(bar: Frame) -> None:
    import numpy as np

    if not bar.size:
        return
    pixels = bar.reshape(-1, bar.shape[2] if bar.ndim == 3 else 1).astype(np.int16)
    away = np.abs(pixels - np.median(pixels, axis=0)).max(axis=1)
    if (away > _NOISE).mean() > _STRAY:
        raise CannotRepair(
            "something stands in the bars in at least one frame; crop it by hand if you can do without it",
            "至少有一帧的边条内有内容：若不需要可手动裁剪",
        )

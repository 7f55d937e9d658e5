"""Damage of JPEG data that decodes all the same: libjpeg goes on, and only warns of it."""

from __future__ import annotations

import re

from rednote_lint.media.jpeg import END_OF_IMAGE
from rednote_lint.media.native_stderr import give_back, native_stderr_caught
from rednote_lint.model import Bilingual

_WARNING = re.compile(
    rb"Corrupt JPEG data: (?P<data>.*)|Premature end of JPEG file|Inconsistent progression sequence.*"
)
_PADDING = re.compile(rb"(\d+) extraneous bytes before marker 0xd9")
_FEW = 4
"""Bytes before the end mark that some cameras leave there, whatever their value."""


def jpeg_damage(data: bytes) -> Bilingual | None:
    """Say what is wrong with the data of a JPEG that can be decoded; None for one that is whole.

    The picture is decoded at an eighth: all of its data is read, few pixels are made.
    """
    import cv2
    import numpy as np

    with native_stderr_caught() as lines:
        try:
            cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
        except cv2.error:
            return None  # It is not for this library: no word of damage.
    damage = None
    for line in lines:
        warning = _WARNING.match(line)
        if warning is None:
            give_back(line)
        elif not _is_padding(warning.group(), data):
            said = (warning["data"] or warning.group()).decode("ascii", "replace").strip()
            damage = Bilingual(
                en=f"its data is damaged: part of the picture is not as it was taken ({said})",
                zh="数据已损坏：部分画面与原图不符",
            )
    return damage


def _is_padding(warning: bytes, data: bytes) -> bool:
    """Tell bytes that a camera leaves between the picture and its end mark from data that no longer fits."""
    padding = _PADDING.search(warning)
    if padding is None:
        return False
    number = int(padding[1])
    return number <= _FEW or any(bytes([filler]) * number + END_OF_IMAGE in data for filler in (0, 0x20, 0xFF))

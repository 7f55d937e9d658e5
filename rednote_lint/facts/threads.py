"""Thread counts of decoding and analysis, and the environment variable that limits them to one."""

from __future__ import annotations

import os
from collections.abc import Mapping

VARIABLE = "REDNOTE_LINT_THREADS"
"""Set to `1` where a process is one of several workers: each of them then keeps one processor busy."""

_LARGE = 1920 * 1088
"""Pixels of a frame; larger ones are decoded in two threads, since nothing else takes as long by then."""


def is_one_of_several(environment: Mapping[str, str] = os.environ) -> bool:
    """Tell whether other processes need the other processors: nothing is decoded ahead, all is done in one thread."""
    return environment.get(VARIABLE) == "1"


def limit_threads() -> None:
    """Keep OpenCV to one thread where the process is one of several."""
    if is_one_of_several():
        import cv2

        cv2.setNumThreads(1)


def decoding_threads(pixels: int, environment: Mapping[str, str] = os.environ) -> int:
    """Return how many threads decode a video.

    Two cost a tenth more processor time than one, because what they decode ahead is often not needed.

    Args:
        pixels: of one frame.
        environment: of the process.
    """
    return 2 if pixels > _LARGE and not is_one_of_several(environment) else 1

"""Work counted instead of timed: the lines of Python that a call runs, the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(call: Callable[[], object]) -> int:
    """Return how many lines of Python a call runs, each turn of a loop and of a comprehension counted."""
    count = 0

    def local(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event in ("line", "call")
        return local

    before = sys.gettrace()
    sys.settrace(local)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


def growth(of: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times the work grows from a size to twice that size: 2 where it is proportional, 4 squared."""
    of(size)()  # What is made once is made here.
    return lines_run(of(2 * size)) / lines_run(of(size))

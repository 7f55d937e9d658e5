"""How far the reading of posts has come: known without reading anything twice, by the parts of what is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import TypeVar

T = TypeVar("T")


class Course:
    """The share of what was named that is read; a folder or a file has one part of what it lies in."""

    def __init__(self) -> None:
        self.share = 0.0
        """From 0 to 1; all that was given before lies in it."""
        self.is_over = False
        """Whether all posts were given."""
        self._part = 0.0, 1.0

    def parts(self, items: Sequence[T], weights: Sequence[float] | None = None) -> Iterator[T]:
        """Give what lies in the part at hand, each thing when all before it was read.

        Args:
            items: what lies there.
            weights: how much each of them counts; None: all the same.
        """
        whole = low, high = self._part
        width = (high - low) / ((sum(weights) if weights is not None else len(items)) or 1.0)
        for item, weight in zip(items, weights if weights is not None else repeat(1.0), strict=False):
            self._part, self.share = (low, low + weight * width), low
            yield item
            low += weight * width
        self._part, self.share = whole, high

    def reached(self, share: float) -> None:
        """Note how much of the part at hand is read, from 0 to 1."""
        low, high = self._part
        self.share = low + share * (high - low)

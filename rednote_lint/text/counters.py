"""How long a title or a body is, in the arithmetic of both clients.

The web creator centre counts UTF-16 code units, one above U+007F as two, and halves the sum, rounding up. No published
title exceeds 20 when a Chinese character counts one and every other UTF-16 code unit one half, which is therefore
taken for the app's counter. Both were read off the platform's own behaviour; see the sources of the rules.
"""

from __future__ import annotations

from collections import Counter as Frequencies
from collections.abc import Callable

from rednote_lint.model import Record

_HAN = range(0x4E00, 0xA000)


class Counter(Record, frozen=True, kw_only=True):
    """One way of counting."""

    name: str
    weight: Callable[[str], int]
    """Half points that one character counts."""
    rounds_up: bool

    def count(self, text: str) -> float:
        """Return how long a text is."""
        halves = sum(self.weight(char) * number for char, number in Frequencies(text).items())
        return float(-(-halves // 2)) if self.rounds_up else halves / 2

    def cut(self, text: str, limit: float) -> int:
        """Return how many code points of a text fit into a limit."""
        halves = 0
        for index, char in enumerate(text):
            halves += self.weight(char)
            if halves > 2 * limit:
                return index
        return len(text)


def _web(char: str) -> int:
    return 4 if ord(char) > 0xFFFF else 2 if ord(char) > 0x7F else 1


def _app(char: str) -> int:
    return 2 if ord(char) in _HAN or ord(char) > 0xFFFF else 1


WEB = Counter(name="web", weight=_web, rounds_up=True)
"""The counter of the web creator centre."""
APP = Counter(name="app", weight=_app, rounds_up=False)
"""The app's counter."""
CODE_POINTS = Counter(name="code points", weight=lambda char: 2, rounds_up=False)
"""Characters as Unicode numbers them."""

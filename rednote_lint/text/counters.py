"""How long a title or a body is, in the arithmetic of both clients.

The web creator centre counts UTF-16 code units, one above U+007F as two, and halves the sum, rounding up. No published
title exceeds 20 when a Chinese character counts one and every other UTF-16 code unit one half, which is therefore
taken for the app's counter. Both were read off the platform's own behaviour; see the sources of the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rednote_lint.model import Record

_HAN = range(0x4E00, 0xA000)
_LIGHT = re.compile("[^\u4e00-\u9fff\U00010000-\U0010ffff]+")
"""What the app counts one half."""


class Counter(Record, frozen=True, kw_only=True):
    """One way of counting."""

    name: str
    weight: Callable[[str], int]
    """Half points that one character counts."""
    weigh: Callable[[str], int]
    """The same of a whole text, told faster than character by character."""
    rounds_up: bool

    def count(self, text: str) -> float:
        """Return how long a text is."""
        halves = self.weigh(text)
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


def _weigh_on_web(text: str) -> int:
    """Return twice the UTF-16 code units, of which ASCII characters have one and count one."""
    return len(text.encode("utf-16-le", "surrogatepass")) - len(text.encode("ascii", "ignore"))


def _weigh_in_app(text: str) -> int:
    return len(text) + len(_LIGHT.sub("", text))


WEB = Counter(name="web", weight=_web, weigh=_weigh_on_web, rounds_up=True)
"""The counter of the web creator centre."""
APP = Counter(name="app", weight=_app, weigh=_weigh_in_app, rounds_up=False)
"""The app's counter."""
CODE_POINTS = Counter(name="code points", weight=lambda char: 2, weigh=lambda text: 2 * len(text), rounds_up=False)
"""Characters as Unicode numbers them."""

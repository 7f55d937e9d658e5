"""Folds a text: case, width, script style and traditional characters made equal, nearly always one for one."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from rednote_lint.text import tables


class Folded(NamedTuple):
    """A folded text and where each of its characters comes from."""

    text: str
    origins: tuple[int, ...] | None
    """Offset in the original of each character; None: the offsets are the same."""

    def origin(self, index: int) -> int:
        """Return the offset in the original of one character."""
        return index if self.origins is None else self.origins[index]

    def at(self, origin: int) -> int:
        """Return the first character that stems from this offset in the original, or from one behind it."""
        return origin if self.origins is None else bisect_left(self.origins, origin)


def fold(text: str) -> Folded:
    """Fold a text; only characters such as `℡` that become several make the offsets differ."""
    origins = None
    if not text.isascii():
        folding = tables.folding()
        if found := folding.found(text):
            if not folding.several.keys().isdisjoint(found):
                text, origins = _expand(text, folding.several)
            text = folding.apply(text, found)
    return Folded(_lower(text), origins)


def fold_key(text: str) -> str:
    """Fold a word of a rule, or a phrase of its context."""
    return fold(text).text


def _lower(text: str) -> str:
    """Lower what the table leaves, never changing the length as `İ` would; the table knows all such letters."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _expand(text: str, table: dict[str, str]) -> tuple[str, tuple[int, ...]]:
    pieces = [table.get(char, char) for char in text]
    origins = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return "".join(pieces), origins

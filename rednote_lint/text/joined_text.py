"""Joins the texts of a post, so that each search runs once over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rednote_lint.text.lazy import lazy
from rednote_lint.text.masks import BARRIER
from rednote_lint.text.views import Views

SEAM = "ʗ"
"""Stands between two texts: a letter that no word has, that stays itself in every reading, and that nothing bridges."""


class JoinedText:
    """The texts of a post, and all of them in one; what is found in the whole is judged in the text it lies in."""

    def __init__(self, texts: Sequence[Views]) -> None:
        self.texts = texts
        self.whole = texts[0] if len(texts) == 1 else _Joined(texts)

    def place(self, reading: str, offset: int) -> tuple[int, int]:
        """Return which text an offset lies in, and where that text begins.

        Args:
            reading: any reading of the whole.
            offset: in that reading.
        """
        if len(self.texts) == 1:
            return 0, 0
        return reading.count(SEAM, 0, offset), reading.rfind(SEAM, 0, offset) + 1


class _Joined(Views):
    """Texts one after the other; each is masked alone, because what a mask covers could begin in the one before."""

    def __init__(self, texts: Sequence[Views]) -> None:
        super().__init__(_join(text.original for text in texts))
        self._texts = texts

    @lazy
    def masked(self) -> str:
        return _join(text.masked for text in self._texts)


def _join(texts: Iterable[str]) -> str:
    return SEAM.join([text.replace(SEAM, BARRIER) for text in texts])

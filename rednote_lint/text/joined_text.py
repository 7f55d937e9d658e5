"""Joins the texts of a post, so that each search runs once over all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rednote_lint.text.lazy import lazy
from rednote_lint.text.masks import BARRIER, SEAM
from rednote_lint.text.squeezing.squeezed import Squeezed
from rednote_lint.text.views import Views


class JoinedText:
    """The texts of a post, and all of them in one; what is found in the whole is judged in the text it lies in."""

    def __init__(self, texts: Sequence[Views]) -> None:
        self.texts = texts
        self.whole = texts[0] if len(texts) == 1 else _Joined(texts)

    def seams(self, reading: str | Squeezed) -> Seams:
        """Return where the texts begin in a reading of the whole."""
        return Seams(reading) if len(self.texts) > 1 else _ALONE


class Seams:
    """Where texts begin in one reading of all of them, read once for any number of places.

    Args:
        reading: any reading of joined texts.
    """

    def __init__(self, reading: str | Squeezed) -> None:
        self.begins = [0]
        at = reading.find(SEAM)
        while at >= 0:
            self.begins.append(at + 1)
            at = reading.find(SEAM, at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        """Return which text an offset of the reading lies in, and where that text begins."""
        number = bisect_right(self.begins, offset) - 1
        return number, self.begins[number]


_ALONE = Seams("")


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

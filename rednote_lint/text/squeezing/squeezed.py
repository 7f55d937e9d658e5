"""A text without its separators, in characters or in codes, and where in the text each of its characters stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from rednote_lint.text import numpy_views, tables
from rednote_lint.text.lazy import lazy
from rednote_lint.text.separators import LETTERS, SEPARATORS
from rednote_lint.text.squeezing.letter_codes import WIDTH, listed_codes


class Squeezed:
    """A text without its separators; offsets are worked out only when there is a hit.

    Args:
        source: the text with separators.
    """

    def __init__(self, source: str) -> None:
        self._source = source

    @lazy
    def text(self) -> str:
        """The characters."""
        return SEPARATORS.sub("", self._source)

    @lazy
    def by_syllable(self) -> str:
        """The characters, each hanzi exchanged for the first of its sound."""
        return self.text.translate(tables.syllables())

    def source_offset(self, index: int) -> int:
        """Return where character `index` stands in the source."""
        here, there = self._runs
        run = bisect_right(here, index) - 1
        return there[run] + index - here[run]

    def source_offsets(self, start: int, end: int) -> Sequence[int]:
        """Return where the characters of a non-empty range stand in the source."""
        first, last = self.source_offset(start), self.source_offset(end - 1)
        if last - first == end - 1 - start:
            return range(first, last + 1)
        return [self.source_offset(index) for index in range(start, end)]

    def find(self, char: str, start: int = 0) -> int:
        """Return where a character stands, from some index on, or -1."""
        return self.text.find(char, start)

    @lazy
    def _runs(self) -> tuple[list[int], list[int]]:
        """Return, for each run of characters that stayed, its offset here and its offset in the source."""
        here: list[int] = []
        there: list[int] = []
        total = 0
        for match in LETTERS.finditer(self._source):
            here.append(total)
            there.append(match.start())
            total += match.end() - match.start()
        return here, there


class Coded(Squeezed):
    """A text that numpy wrote in codes, to be searched by these; its characters are made when they are asked for.

    Some characters share a code, so that what is found by codes is to be compared with them.

    Args:
        masked: the source before it was folded.
        letters: the codes.
        codes: the same in an array, with those of separators, after one for the beginning.
    """

    def __init__(self, masked: str, letters: bytes, codes: Any) -> None:
        self.letters = letters
        self._masked = masked
        self._codes = codes

    @lazy
    def text(self) -> str:
        """The characters."""
        return numpy_views.characters(self._masked, self._kept)

    def source_offset(self, index: int) -> int:
        """Return where character `index` stands in the source."""
        return int(self._kept[index]) - 1

    def source_offsets(self, start: int, end: int) -> Sequence[int]:
        """Return where the characters of a non-empty range stand in the source."""
        places = [place - 1 for place in self._kept[start:end].tolist()]
        return places if places[-1] - places[0] >= len(places) else range(places[0], places[-1] + 1)

    def find(self, char: str, start: int = 0) -> int:
        """Return where a character that is listed stands, from some index on, or -1."""
        at = self.letters.find(bytes(listed_codes()[char]), start * WIDTH)
        return at // WIDTH if at >= 0 else at

    @lazy
    def _kept(self) -> Any:
        return numpy_views.places(self._codes)


class Exchanged(Coded):
    """The same with the stand-ins of contact words exchanged."""

    @lazy
    def text(self) -> str:
        """The characters."""
        return exchanged(numpy_views.characters(self._masked, self._kept))


def exchanged(text: str) -> str:
    """Exchange the stand-ins of contact words in a folded text."""
    stand_ins = tables.stand_ins()
    return stand_ins.apply(text, stand_ins.found(text))

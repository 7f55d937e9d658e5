"""The ways in which one text is read, each made only when it is asked for, each with exact offsets."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from rednote_lint.text import tables
from rednote_lint.text.fold import Folded, fold
from rednote_lint.text.masks import mask
from rednote_lint.text.noise import NOISE, SIGNAL, is_attached


class Squeezed:
    """A text without its noise; offsets are worked out only when there is a hit."""

    def __init__(self, source: str) -> None:
        """Take the noise out of `source`, a folded text."""
        self._source = source
        self.text = NOISE.sub("", source)

    @cached_property
    def _runs(self) -> tuple[list[int], list[int]]:
        """Return, for each run of characters that stayed, its offset here and its offset in the source."""
        here: list[int] = []
        there: list[int] = []
        total = 0
        for match in SIGNAL.finditer(self._source):
            here.append(total)
            there.append(match.start())
            total += match.end() - match.start()
        return here, there

    def source_offset(self, index: int) -> int:
        """Return where character `index` stands in the source."""
        here, there = self._runs
        run = bisect_right(here, index) - 1
        return there[run] + index - here[run]


class Views:
    """One text of a post in all its readings."""

    def __init__(self, original: str, *, soft: bool = False) -> None:
        """Read nothing yet.

        Args:
            original: the text as it was typed or seen.
            soft: line ends do not end a sentence, as in subtitles and pictures.
        """
        self.original = original
        self.soft = soft

    @cached_property
    def bare(self) -> Folded:
        """The folded text with everything in it, for detectors."""
        return fold(self.original)

    @cached_property
    def folded(self) -> Folded:
        """The folded text, with barriers where no word rule looks; same length and offsets as `bare`."""
        return mask(self.bare, self.original)

    @cached_property
    def compact(self) -> Squeezed:
        """The folded text without noise."""
        return Squeezed(self.folded.text)

    @cached_property
    def replaced(self) -> Squeezed:
        """The folded text with the stand-ins of contact words exchanged, without noise."""
        return Squeezed(tables.stand_ins().apply(self.folded.text))

    @cached_property
    def sound(self) -> str:
        """The compact text by syllables; offsets are those of `compact`."""
        return self.compact.text.translate(tables.syllables())

    def folded_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded text's range for a range of the original."""
        origins = self.bare.origins
        return (start, end) if origins is None else (bisect_left(origins, start), bisect_left(origins, end))

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's range for a non-empty range of the folded text, with the marks attached to its end."""
        origin = self.folded.origin
        first, last = origin(start), origin(end - 1) + 1
        while last < len(self.original) and self.original[last] > "\u02ff" and is_attached(self.original[last]):
            last += 1
        return first, last

"""Views of a text: original, masked, folded, joined, compact, by syllable; each lazy, each with exact offsets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rednote_lint.model import MOST_PLACES
from rednote_lint.text import numpy_views
from rednote_lint.text.covered import Covered
from rednote_lint.text.deciphering import Deciphered, decipher, turn
from rednote_lint.text.detect import CONTACTS, Detector, detect
from rednote_lint.text.fold import Folded, fold
from rednote_lint.text.joining import Joined, has_nothing_to_join, join, unbroken
from rednote_lint.text.lazy import lazy
from rednote_lint.text.masks import mask
from rednote_lint.text.patterns.reach import Places
from rednote_lint.text.separators import is_attached
from rednote_lint.text.squeezing.squeezed import Coded, Exchanged, Squeezed, exchanged


class Views:
    """One text of a post in all its views.

    Args:
        original: the text as it was typed or seen.
        soft: line ends do not end a sentence, as in subtitles and pictures.
    """

    def __init__(self, original: str, *, soft: bool = False) -> None:
        self.original = original
        self.soft = soft

    @lazy
    def masked(self) -> str:
        """The original with barriers where no word rule looks."""
        return mask(self.original)

    @lazy
    def bare(self) -> Folded:
        """The folded text with everything in it, for detectors."""
        return _folded(self.original)

    @lazy
    def joined(self) -> Joined:
        """The bare text without invisible characters, letters set apart one by one side by side: for detectors too."""
        return join(self.bare.text)

    @lazy
    def deciphered(self) -> list[Deciphered]:
        """The joined text as it reads behind disguises: for detectors of contacts, beside the bare one."""
        return decipher(self.joined.text)

    @lazy
    def turned(self) -> list[Deciphered]:
        """The original with the letters that stand upside down or mirrored set upright: for the same detectors."""
        return turn(self.original, self.bare)

    @lazy
    def folded(self) -> Folded:
        """The folded text, with barriers where no word rule looks: what rules give their places in."""
        return _folded(self.masked)

    @lazy
    def unbroken(self) -> Joined:
        """The folded text without what breaks its words: for patterns, beside the folded text."""
        return unbroken(self.folded.text)

    @lazy
    def places(self) -> dict[str, Places]:
        """Reading of a long text -> where the strings begin in it that patterns require; told by the prefilters."""
        return {}

    @property
    def places_in_original(self) -> Places | None:
        """Where the strings begin in the original of a long text that patterns for it require of the bare text."""
        is_known = self.places and self.bare.origins is None and self.bare.text in self.places
        return self._placed_as_bare if is_known else None

    @lazy
    def _placed_as_bare(self) -> Places:
        return Places(self.original, self.places[self.bare.text].starts)

    @lazy
    def compact(self) -> Squeezed:
        """The folded text without separators."""
        masked = self.masked
        codes = numpy_views.compact(masked)
        return Squeezed(self.folded.text) if codes is None else Coded(masked, *codes)

    @lazy
    def replaced(self) -> Squeezed:
        """The folded text with the stand-ins of contact words exchanged, without separators."""
        masked = self.masked
        codes = numpy_views.replaced(masked)
        return Squeezed(exchanged(self.folded.text)) if codes is None else Exchanged(masked, *codes)

    @property
    def is_joined(self) -> bool:
        """Whether the joined text is another one than the bare text."""
        return len(self.joined.text) < len(self.bare.text)

    def folded_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded text's range for a range of the original."""
        return self.folded.at(start), self.folded.at(end)

    def unmasked_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the folded text's range for a non-empty range of the bare text."""
        origin = self.bare.origin
        return self.folded_range(origin(start), origin(end - 1) + 1)

    def sightings(self, detector: Detector) -> list[tuple[int, int]]:
        """Return what a detector finds in the bare or the joined text, as ranges of the folded text.

        In each reading of the text it looks for one more than are checked.
        """
        if detector not in self._sighted:
            bare = list(_enough(detector, self.bare.text))
            if self.is_joined:
                joined = (self.joined.source_range(*found) for found in _enough(detector, self.joined.text))
                covered = Covered(bare)
                for found in joined:
                    if not covered.holds(found):
                        covered.add(found)
                        bare.append(found)
            ranges = [self.unmasked_range(*found) for found in bare]
            if detector in CONTACTS:
                covered = Covered(ranges)
                for found in self._disguised(detector):
                    if not covered.meets(found):
                        covered.add(found)
                        ranges.append(found)
            self._sighted[detector] = ranges
        return self._sighted[detector]

    def _disguised(self, detector: Detector) -> Iterator[tuple[int, int]]:
        """Yield what a detector finds behind disguises, as ranges of the folded text."""
        for reading in self.deciphered:
            for found in _enough(detector, reading.text):
                yield self.unmasked_range(*self.joined.source_range(*reading.source_range(*found)))
        for reading in self.turned:
            for found in _enough(detector, reading.text):
                yield self.folded_range(*reading.source_range(*found))

    @lazy
    def _sighted(self) -> dict[Detector, list[tuple[int, int]]]:
        """What was found already: several rules ask for the same."""
        return {}

    def window(self, start: int, end: int, size: int) -> tuple[int, int]:
        """Widen a range of the folded text by the same number of visible characters on both sides."""
        if self._is_plain(start - size, end + size):
            return max(0, start - size), min(len(self.folded.text), end + size)
        joined = self.joined
        left = joined.before(self._bare_offset(start), size)
        right = joined.after(self._bare_offset(end), size, len(self.bare.text))
        return min(start, self._folded_offset(left)), max(end, self._folded_offset(right))

    def _is_plain(self, start: int, end: int) -> bool:
        """Say whether a reader counts every character of a range of the folded text; where unsure, it is counted."""
        folded = self.folded
        return folded.origins is None and has_nothing_to_join(self.original, folded.text, start, end)

    def _bare_offset(self, offset: int) -> int:
        """Return the bare text's offset for one of the folded text; they differ where several stand for one."""
        if self.folded.origins is None and self.bare.origins is None:
            return offset
        return self.bare.at(self.folded.origin(offset) if offset < len(self.folded.text) else len(self.original))

    def _folded_offset(self, offset: int) -> int:
        if self.folded.origins is None and self.bare.origins is None:
            return offset
        return self.folded.at(self.bare.origin(offset) if offset < len(self.bare.text) else len(self.original))

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's range for a non-empty range of the folded text, with the marks attached to its end."""
        origin = self.folded.origin
        first, last = origin(start), origin(end - 1) + 1
        while last < len(self.original) and self.original[last] > "\u02ff" and is_attached(self.original[last]):
            last += 1
        return first, last


def _enough(detector: Detector, text: str) -> Iterator[tuple[int, int]]:
    return islice(detect(detector, text), MOST_PLACES + 1)


def _folded(text: str) -> Folded:
    read = numpy_views.folded(text)
    return fold(text) if read is None else Folded(read, None)

"""The readings that every text needs, with numpy in processes that have loaded it anyway; same results as without.

Loading numpy takes longer than checking a thousand captions, so it is never loaded for this.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.noise import NOISE

_TOP = 0x110000
_HANZI_END = 0x32400
_RARE = "\U0010ffff"
"""Stands for a character that folds to several, for which the text must be read slowly."""


class Read(NamedTuple):
    """A text without noise, and its code points as an array where numpy made it."""

    text: str
    codes: Any = None


def compact(masked: str) -> Read | None:
    """Return a text folded and without noise in one step; None where numpy is absent or a character becomes several."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    read = _with_arrays(numpy).compact(masked)
    return None if _RARE in read.text else read


def by_syllable(read: Read) -> str:
    """Return a text with each hanzi exchanged for the first of its sound."""
    if read.codes is None:
        return read.text.translate(tables.syllables())
    return _with_arrays(sys.modules["numpy"]).by_syllable(read.codes)


class _Arrays:
    """Tables with one entry per code point."""

    def __init__(self, numpy: Any) -> None:
        self._read: Callable[[bytes, Any], Any] = numpy.frombuffer
        self._unit = numpy.uint32
        self._sound = numpy.arange(_TOP, dtype=numpy.uint32)
        sounds = tables.syllables()
        self._sound[list(sounds)] = self._codes("".join(sounds.values()))
        self._compact = numpy.arange(_TOP, dtype=numpy.uint32)
        self._fold(numpy)

    def _fold(self, numpy: Any) -> None:
        """Fill the table of the compact view: what a character folds to, 0 for noise, as is all past the hanzi."""
        folding = tables.folding()
        every = numpy.arange(_HANZI_END, dtype=numpy.uint32).tobytes().decode("utf-32-le", "surrogatepass")
        for match in NOISE.finditer(every):
            self._compact[match.start() : match.end()] = 0
        self._compact[_HANZI_END:] = 0
        self._compact[self._codes("".join(folding.table))] = self._compact[self._codes("".join(folding.table.values()))]
        self._compact[self._codes("".join(folding.several) + _RARE)] = ord(_RARE)
        self._compact[ord("A") : ord("Z") + 1] = self._compact[ord("a") : ord("z") + 1]

    def compact(self, text: str) -> Read:
        codes = self._compact[self._codes(text)]
        kept = codes[codes != 0]
        return Read(str(kept.tobytes(), "utf-32-le", "surrogatepass"), kept)

    def _codes(self, text: str) -> Any:
        return self._read(text.encode("utf-32-le", "surrogatepass"), self._unit)

    def by_syllable(self, codes: Any) -> str:
        return str(self._sound[codes].tobytes(), "utf-32-le", "surrogatepass")


@cache
def _with_arrays(numpy: Any) -> _Arrays:
    return _Arrays(numpy)

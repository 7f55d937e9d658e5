"""Computes the views that every text needs with numpy, in processes that have it; same results as without.

Loading numpy takes longer than checking a hundred captions, so that a run loads it for media, or for many posts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.separators import SEPARATORS

_TOP = 0x110000
_HANZI_END = 0x32400
_RARE = "\U0010ffff"
"""Sentinel for multi-character folds; forces the pure-Python path."""
_UTF32 = "utf-32"
"""In the machine's byte order, which Python knows best: `utf-32-le` takes twice as long."""


class Read(NamedTuple):
    """A text without separators, and its code points as arrays where numpy made it."""

    text: str
    codes: Any = None
    kept: Any = None
    """Where each of its characters stood, counted from 1."""


def load() -> None:
    """Load numpy: worth it for many texts."""
    import numpy  # noqa: F401


def compact(masked: str) -> Read | None:
    """Return a text folded and without separators in one step; None without numpy or for multi-character folds."""
    arrays = _arrays()
    if arrays is None:
        return None
    read = arrays.compact(masked)
    return None if _RARE in read.text else read


def folded(text: str) -> str | None:
    """Return a text folded; None where numpy is absent or a character becomes several."""
    arrays = _arrays()
    if arrays is None:
        return None
    read = arrays.folded(text)
    return None if _RARE in read else read


def replaced(masked: str) -> Read | None:
    """Return a text folded, with stand-ins exchanged and without separators, or None as for `compact`."""
    arrays = _arrays()
    if arrays is None:
        return None
    read = arrays.replaced(masked)
    return None if _RARE in read.text else read


def by_syllable(read: Read) -> str:
    """Return a text with each hanzi exchanged for the first of its sound."""
    arrays = _arrays()
    if read.codes is None or arrays is None:
        return read.text.translate(tables.syllables())
    return arrays.by_syllable(read.codes)


def _arrays() -> _Arrays | None:
    numpy = sys.modules.get("numpy")
    return None if numpy is None else _with_arrays(numpy)


class _Arrays:
    """Tables with one entry per code point."""

    def __init__(self, numpy: Any) -> None:
        self._read: Callable[[bytes, Any], Any] = numpy.frombuffer
        self._unit = numpy.uint32
        every = numpy.arange(_TOP, dtype=numpy.uint32)
        kept = self._kept(numpy)
        self._fold = self._folding(every)
        self._compact = numpy.where(kept[self._fold], self._fold, 0)
        self._sound = every.copy()
        sounds = tables.syllables()
        self._sound[list(sounds)] = self._codes("".join(sounds.values()))
        stand_ins = every.copy()
        self._exchange(stand_ins, tables.stand_ins().table)
        exchanged = stand_ins[self._fold]
        self._replaced = numpy.where(kept[exchanged], exchanged, 0)

    def _kept(self, numpy: Any) -> Any:
        """Tell for each folded character whether it is more than a separator; past the hanzi all are separators."""
        kept = numpy.zeros(_TOP, dtype=bool)
        kept[:_HANZI_END] = True
        letters = numpy.arange(_HANZI_END, dtype=numpy.uint32).tobytes().decode("utf-32-le", "surrogatepass")
        for match in SEPARATORS.finditer(letters):
            kept[match.start() : match.end()] = False
        kept[ord(_RARE)] = True
        return kept

    def _folding(self, every: Any) -> Any:
        """Return what each character folds to."""
        table = every.copy()
        folding = tables.folding()
        self._exchange(table, folding.table)
        table[self._codes("".join(folding.several) + _RARE)] = ord(_RARE)
        table[ord("A") : ord("Z") + 1] = table[ord("a") : ord("z") + 1]
        return table

    def _exchange(self, table: Any, exchanges: dict[str, str]) -> None:
        table[self._codes("".join(exchanges))] = self._codes("".join(exchanges.values()))

    def folded(self, text: str) -> str:
        return self._text(self._fold.take(self._encoded(text)))

    def compact(self, text: str) -> Read:
        return self._without_noise(self._compact.take(self._encoded(text)))

    def replaced(self, text: str) -> Read:
        return self._without_noise(self._replaced.take(self._encoded(text)))

    def by_syllable(self, codes: Any) -> str:
        return self._text(self._sound.take(codes))

    def _without_noise(self, codes: Any) -> Read:
        kept = codes.nonzero()[0]
        codes = codes[kept]
        return Read(self._text(codes), codes, kept)

    def _encoded(self, text: str) -> Any:
        """Return the code points after a byte order mark, which folds to itself, is a separator, and goes at last."""
        return self._read(text.encode(_UTF32, "surrogatepass"), self._unit)

    def _codes(self, text: str) -> Any:
        return self._encoded(text)[1:]

    def _text(self, codes: Any) -> str:
        return str(codes, _UTF32, "surrogatepass")


@cache
def _with_arrays(numpy: Any) -> _Arrays:
    return _Arrays(numpy)

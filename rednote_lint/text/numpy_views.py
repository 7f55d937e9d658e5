"""Computes the views that every text needs with numpy, in processes that have it; same results as without.

Loading numpy takes longer than checking a hundred captions, so that a run loads it for media, or for many posts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

from rednote_lint.text import tables
from rednote_lint.text.separators import SEPARATORS
from rednote_lint.text.squeezing import letter_codes

_TOP = 0x110000
_HANZI_END = 0x32400
_RARE = "\U0010ffff"
"""Sentinel for multi-character folds; forces the pure-Python path."""
_UTF32 = "utf-32"
"""In the machine's byte order, which Python knows best: `utf-32-le` takes twice as long."""
_SEPARATOR = letter_codes.SEPARATOR * 0x101
_DROPPED = bytes([letter_codes.SEPARATOR])

Codes = tuple[bytes, Any]
"""The letters of a text in the codes of `letter_codes`; and an array of all codes, after one for the beginning."""


def load() -> None:
    """Load numpy: worth it for many texts."""
    import numpy  # noqa: F401


def compact(masked: str) -> Codes | None:
    """Return a text folded and in codes; None where numpy is absent or a character becomes several."""
    arrays = _arrays()
    return None if arrays is None else arrays.compact(masked)


def replaced(masked: str) -> Codes | None:
    """Return a text folded, with stand-ins exchanged and in codes, or None as for `compact`."""
    arrays = _arrays()
    return None if arrays is None else arrays.replaced(masked)


def characters(masked: str, kept: Any) -> str:
    """Return the letters of a text that is in codes, folded."""
    return _with_arrays(sys.modules["numpy"]).folded(masked, kept)


def places(codes: Any) -> Any:
    """Return where letters stand in an array of codes: in the text one character before."""
    return (codes != _SEPARATOR).nonzero()[0]


def key_codes(keys: Sequence[str]) -> list[bytes]:
    """Return the codes of words of letters; numpy is there."""
    letters = _with_arrays(sys.modules["numpy"]).codes("".join(keys))
    ends = accumulate(map(len, keys), initial=0)
    return [letters[start * letter_codes.WIDTH : end * letter_codes.WIDTH] for start, end in pairwise(ends)]


def folded(text: str) -> str | None:
    """Return a text folded; None where numpy is absent or a character becomes several."""
    arrays = _arrays()
    if arrays is None:
        return None
    read = arrays.folded(text)
    return None if _RARE in read else read


def _arrays() -> _Arrays | None:
    numpy = sys.modules.get("numpy")
    return None if numpy is None else _with_arrays(numpy)


class _Arrays:
    """Tables with one entry per code point."""

    def __init__(self, numpy: Any) -> None:
        self._read: Callable[[bytes, Any], Any] = numpy.frombuffer
        self._unit = numpy.uint32
        every = numpy.arange(_TOP, dtype=numpy.uint32)
        self._fold = self._folding(every)
        codes = self._letter_codes(numpy)
        self._compact = codes[self._fold]
        stand_ins = every.copy()
        self._exchange(stand_ins, tables.stand_ins().table)
        self._replaced = codes[stand_ins[self._fold]]

    def _letter_codes(self, numpy: Any) -> Any:
        """Return the code of each folded character; past the hanzi all are separators."""
        listed = letter_codes.listed_codes()
        codes = numpy.full((_TOP, letter_codes.WIDTH), letter_codes.SEPARATOR, dtype=numpy.uint8)
        codes[:_HANZI_END] = numpy.resize(letter_codes.unlisted_codes(), (_HANZI_END, letter_codes.WIDTH))
        codes[[ord(char) for char in listed]] = list(listed.values())
        chars = numpy.arange(_HANZI_END, dtype=numpy.uint32).tobytes().decode("utf-32-le", "surrogatepass")
        for match in SEPARATORS.finditer(chars):
            codes[match.start() : match.end()] = letter_codes.SEPARATOR
        codes[ord(_RARE)] = letter_codes.SEVERAL
        return codes.view(numpy.uint16).ravel()

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

    def folded(self, text: str, kept: Any = None) -> str:
        codes = self._fold.take(self._encoded(text))
        return self._text(codes if kept is None else codes[kept])

    def compact(self, text: str) -> Codes | None:
        return self._letters(self._compact, text)

    def replaced(self, text: str) -> Codes | None:
        return self._letters(self._replaced, text)

    def codes(self, text: str) -> bytes:
        codes: bytes = self._compact.take(self._codes(text)).tobytes()
        return codes

    def _letters(self, table: Any, text: str) -> Codes | None:
        codes = table.take(self._read(text.encode(_UTF32, "surrogatepass"), self._unit))
        letters = codes.tobytes().translate(None, _DROPPED)
        return None if letter_codes.SEVERAL in letters else (letters, codes)

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

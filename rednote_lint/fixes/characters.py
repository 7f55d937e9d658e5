"""Repairs single characters: full-width hashes, invisible characters, trailing blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rednote_lint.model import TextRange

_ALWAYS = "\u00ad\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_JOINERS = "\u200c\u200d"
_INVISIBLE = re.compile(f"[{_ALWAYS}{_JOINERS}]+")
_TRAILING = re.compile(rf"[ \t\u00a0\u3000{_ALWAYS}{_JOINERS}]+(?=\r|\n|\Z)")


def invisible(text: str, place: TextRange) -> Iterator[tuple[TextRange, str]]:
    """Yield what to delete: zero-width and direction characters, and blanks at the end of a line.

    A joiner stays where it shapes what is seen: inside an emoji sequence, or between letters of a script that joins.
    """
    at_ends = [found.span() for found in _TRAILING.finditer(text, place.start) if found.start() < place.end]
    for start, end in at_ends:
        yield TextRange(start, end), ""
    for found in _INVISIBLE.finditer(text, place.start, place.end):
        joins = set(found[0]) <= set(_JOINERS) and _shapes(text, found.start(), found.end())
        if not joins and not any(start < found.end() and found.start() < end for start, end in at_ends):
            yield TextRange(*found.span()), ""


def wide_hashes(text: str, place: TextRange) -> Iterator[tuple[TextRange, str]]:
    """Yield each full-width `＃` with the `#` that makes it a tag."""
    for found in re.compile("＃").finditer(text, place.start, place.end):
        yield TextRange(*found.span()), "#"


def glued_tags(text: str, place: TextRange) -> Iterator[tuple[TextRange, str]]:
    """Yield each `#` that follows a tag at once, with a blank before it."""
    for found in re.compile(r"(?<=[^\s#＃])#(?=[^\s#＃])").finditer(text, place.start + 1, place.end):
        yield TextRange(*found.span()), " #"


def whole(text: str, place: TextRange) -> Iterator[tuple[TextRange, str]]:
    """Yield the range itself for deletion, with one of the blanks that would stand doubled where it was."""
    start, end = place
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    if before in " \u3000" and after in " \u3000\r\n":
        start -= 1
    elif before in "\r\n" and after in " \u3000":
        end += 1
    yield TextRange(start, end), ""


def _shapes(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return _takes_joiner(before) and _takes_joiner(after)


def _takes_joiner(char: str) -> bool:
    """Tell emoji and the letters of joining scripts (Arabic, the Indic ones) from Han, kana, Latin and blanks."""
    if not char or char.isascii() or char.isspace():
        return False
    if unicodedata.category(char) in ("So", "Sk", "Mn", "Mc", "Me"):
        return True
    return "\u0600" <= char <= "\u0dff" and char.isalpha()

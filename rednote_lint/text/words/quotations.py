"""Quotations: where a folded text sets words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rednote_lint.text.words.classes import Place

_QUOTED = re.compile(
    r"“[^”\n]{0,120}”|「[^」\n]{0,60}」|『[^』\n]{0,60}』|《[^》\n]{0,40}》|\"[^\"\n]{0,120}\""
    r"|(?<![a-z0-9])['‘](?=[a-z0-9])(?:[^'’\n]|['’](?=[a-z])){1,120}['’](?![a-z])"
)


@lru_cache(maxsize=8)
def quotations(text: str) -> Sequence[Place]:
    """Return the quotations of a folded text with their marks."""
    return tuple(Place(*match.span()) for match in _QUOTED.finditer(text))


def quotation_of(text: str, start: int, end: int) -> Place | None:
    """Return the quotation that a range of the folded text lies in, or None."""
    return next((place for place in quotations(text) if place.start <= start and end <= place.end), None)


def says(text: str, quotation: Place, blanks: int, signs: int) -> bool:
    """Say whether a quotation is so long: in blanks between Latin words, or in characters with its marks."""
    if text[quotation.start + 1 : quotation.end - 1].isascii():
        return text.count(" ", *quotation) >= blanks
    return quotation.end - quotation.start >= signs

"""Numbers that name a person or a car: identity cards and licence plates of the mainland."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ID_CARD = re.compile(
    r"(?<![0-9a-z])[1-8][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[ -]?[0-9]{3}[0-9x](?![0-9a-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10x98765432"
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][·•. ]?"
    r"(?=(?:[a-z]*[0-9]){3})(?:[a-hj-np-z0-9]{5}(?![a-z0-9])|[a-hj-np-z0-9]{4}[挂学警港澳]|[df][a-hj-np-z0-9][0-9]{4}(?![a-z0-9])"
    r"|[0-9]{5}[df](?![a-z0-9]))"
)


def id_cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield identity numbers whose check digit (GB 11643-1999) is right."""
    for match in _ID_CARD.finditer(text):
        digits = match.group().replace(" ", "").replace("-", "")
        total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
        if _CHECK[total % 11] == digits[-1]:
            yield match.span()


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Yield licence plates (GA 36-2018), those of electric cars too."""
    return (match.span() for match in _PLATE.finditer(text))

"""Telephone numbers: mainland mobiles with their usual obfuscations; landlines, US and international ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

_DIGITS = dict(zip("零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖ol洞两拐勾", "01234567891123456789010279", strict=True))
_DIGIT = f"[0-9{''.join(_DIGITS)}]"
_SEPARATOR = r"[^\w\n，。；！？、]{0,4}"
_MOBILE = re.compile(f"(?<!{_DIGIT}){_DIGIT}(?:{_SEPARATOR}{_DIGIT}){{10}}(?!{_DIGIT})")
_NUMERAL = f"[\\d{''.join(_DIGITS)}]"
_COULD_BE = re.compile(f"{_NUMERAL}(?:{_SEPARATOR}{_NUMERAL}){{7}}")
_GROUPS = {(11,), (3, 8), (3, 4, 4), (7, 4), (4, 3, 4), (3, 3, 5), (5, 6), (3, 4, 2, 2), (1,) * 11}
"""How people cut eleven digits: anything else is a list of numbers or a date."""
_US = re.compile(r"(?<![\w.+-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?![\w-])")
_INTERNATIONAL = re.compile(r"(?<![\w+])\+(?!86)[1-9](?:[ -]?\d){8,13}(?!\d)")
_LANDLINE = re.compile(
    r"(?:电话|座机|热线|专线|致电|来电|联系|咨询|预[约定订]|订[座位房餐]|请打|拨打?|\btel|\bphone|\bcall|☎|📞)[^\d，。；！？]{0,10}?"
    r"(\(?0\d{2,4}[)\-—–. /]{0,3}\d{3,4}[-. ]?\d{3,5})(?![\d-])"
)
"""An area code and six to nine digits after a word that asks to call: without it they number an order or a part."""


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield telephone numbers of a folded text, each place once."""
    if not _COULD_BE.search(text):
        return
    mobile = (match.span() for match in _MOBILE.finditer(text) if _is_mobile(match, text))
    others = ((match.span() for match in pattern.finditer(text)) for pattern in (_US, _INTERNATIONAL))
    landline = (match.span(1) for match in _LANDLINE.finditer(text))
    end = -1
    for span in merge(mobile, landline, *others):
        if span[0] >= end:
            end = span[1]
            yield span


def _is_mobile(match: re.Match[str], text: str) -> bool:
    digits = "".join(_DIGITS.get(char, char) for char in match.group() if char in _DIGITS or char.isdigit())
    if not re.fullmatch(r"1[3-9]\d{9}", digits):
        return False
    if len(set(digits[2:])) == 1 or _in_a_word(match, text):
        return False
    runs = re.split(r"[^\w\s]*\s+[^\w\s]*|[^\w\s\ufe0f\u20e3\u200b-\u200f\u2060]+", match.group())
    groups = tuple(sum(char in _DIGITS or char.isdigit() for char in run) for run in runs if run)
    return groups in _GROUPS


def _in_a_word(match: re.Match[str], text: str) -> bool:
    """Say whether an `o` or `l` at an end belongs to a word, or too few true digits are left."""
    body = match.group()
    if sum(char in "ol" for char in body) > 6:
        return True
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return (body[0] in "ol" and before.isalpha() and before.isascii()) or (
        body[-1] in "ol" and after.isalpha() and after.isascii()
    )

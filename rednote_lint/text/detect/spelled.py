"""Numbers told digit by digit in words: hanzi, those of the military and of bank slips too, English, pinyin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_HANZI = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖洞两拐勾"
_ENGLISH = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PINYIN = (
    "ling", "dong", "yi", "yao", "er", "liang", "san", "si", "wu", "liu", "qi", "guai", "ba", "jiu", "gou",
)  # fmt: skip
DIGITS = {
    **dict(zip(_HANZI, "001234567891" + "123456789" + "0279", strict=True)),
    **dict(zip(_ENGLISH, "00123456789", strict=True)),
    **dict(zip(_PINYIN, "001122345677899", strict=True)),
}
"""Word -> digit."""
SPOKEN = "幺壹贰叁肆伍陆柒捌玖洞拐勾"
"""What nobody writes in a date or an amount of things."""
_HANZI_RUN = re.compile(rf"[{_HANZI}](?:[ ,，、.·-]{{0,2}}[{_HANZI}]){{3,}}(?![{_HANZI}]|[元圆整角万仟佰拾十百千亿])")
_WORDS_RUN = [
    re.compile(rf"(?:{words})(?:[ ,.-]{{1,2}}(?:{words})){{4,}}(?![a-z])")
    for words in ("|".join(_ENGLISH), "|".join(_PINYIN))
]
WORD = re.compile(rf"[{_HANZI}]|[a-z]+")
_CUE = re.compile(
    r"(?:(?<![a-z0-9])(?:v|vx|wx|qq|text|call|dial|number|whats ?app|telegram|reach|add|message|msg|cell|line)(?![a-z])"
    r"|微|薇|威|扣扣|企鹅|电话|dian ?hua|手机|号码?|hao ?ma|联系|加|找我|拨|拼音|后面|尾号|搜)[^。！？\n]{0,14}\Z"
)
_REACH = 24
_LEAST, _LEAST_SPOKEN, _LEAST_WORDS = 4, 6, 7
_MOST_COUNTED = 0.6
"""Share of neighbouring digits that differ by one, above which somebody counts."""


def runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of four hanzi or more, and of five words or more, that each stand for a digit."""
    yield from _HANZI_RUN.finditer(text)
    for pattern in _WORDS_RUN:
        for match in pattern.finditer(text):
            if not (match.start() and "a" <= text[match.start() - 1] <= "z"):
                yield match


def spelled_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield numbers that are told digit by digit and do not merely count."""
    for match in runs(text):
        words = WORD.findall(match.group())
        digits = [int(DIGITS[word]) for word in words]
        if _counts(digits):
            continue
        cued = _CUE.search(text, max(0, match.start() - _REACH), match.start()) is not None
        hanzi = words[0] in _HANZI
        spoken = sum(word in SPOKEN or word in ("yao", "dong", "guai", "gou") for word in words)
        apart = len(match.group()) > len(words)
        if (
            (spoken > 1 and len(digits) >= _LEAST_SPOKEN)
            or (cued and spoken and len(digits) > _LEAST)
            or (cued and apart and len(digits) >= _LEAST)
            or (not hanzi and words[0] not in _PINYIN and len(digits) >= _LEAST_WORDS)
        ):
            yield match.span()


def _counts(digits: list[int]) -> bool:
    steps = [abs(after - before) == 1 for before, after in pairwise(digits)]
    return sum(steps) > _MOST_COUNTED * len(steps) or len(set(digits)) < 3

"""Selling: whether the author of a caption offers, calls or quotes a price, whatever else the caption tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rednote_lint.text.words.classes import Break, Place, WordClass, classes_of, unbroken
from rednote_lint.text.words.quotations import quotation_of

_PRICE = re.compile(
    r"(?:[$£€¥￥]|\brmb ?|\busd ?)\d[\d,.]*k?"
    r"|\d[\d.]*(?:元|块钱?|刀|米(?=[一/出包])|rmb|usd|u(?![a-z])| ?(?:bucks|quid|dollars|pounds|rmb|yuan)\b"
    r"|(?=一[颗盒瓶支条包板粒把套单份张本克位]|每[颗盒瓶支条包人单]|起\b|包邮|到手|带走|不议价))"
    r"|(?<=一[颗盒瓶支条包板把套单份张本])\d{2,4}(?![\d年月日号元块])"
)
_KEPT = re.compile(
    r"(?:(?:不要|别|不)再?在|不|没有?|别|无|非|叫我|让我|喊我|要我|(?<![想需只])要(?=加微|加v|加好友)|谁|拒绝|请勿|切勿|说|写着?|喊|发来的?|被|冒|盗"
    r"|有(?:人|个|家|网站|品牌|商家|公司|中介|平台)[^，。！？\n的]{0,6}|(?<!我)说[：:][“「]?[^，。！？\n]{0,8}"
    r"|\b(?:no|not|never|without|zero|nor|(?:do|does|did|is|are|wo|ca|was)n['’]t|says?|said|told|tells|asked|asks|they"
    r"|she|he|who|which|someone|people|ads?|stop|phrase|posts?)(?: \w+){0,3})[ “\"'‘「]?\Z"
)
"""Before a word of the call: it is denied, or others call."""
_THEIRS = re.compile(r"(?<=我)(?:的|说|问|要|卖|推|借|骂|帮)|[^，。！？\n]{0,8}呢[？?]")
"""Behind a call: others wrote to the author, or what he asks is whether one may."""
_LEFT = 24
_REACH = 12


@lru_cache(maxsize=8)
def selling_places(text: str) -> Sequence[Place]:
    """Return where the author of a folded text sells: his calls, then his prices."""
    return [*_calls(text), *_prices(text)]


def _calls(text: str) -> Iterator[Place]:
    """Yield the words that call; not where others are quoted, and not what is denied."""
    for place in classes_of(text).get(WordClass.CALL, ()):
        if quotation_of(text, place.start, place.end):
            continue
        if _KEPT.search(text, max(0, place.start - _LEFT), place.start) or _THEIRS.match(text, place.end):
            continue
        yield place


def _prices(text: str) -> Iterator[Place]:
    """Yield prices as sellers quote them: for a unit, or said to be low; not in quotations, nor what somebody paid."""
    found = classes_of(text)
    for match in _PRICE.finditer(text):
        start, end = match.span()
        if quotation_of(text, start, end) or _stands_before(text, found.get(WordClass.BOUGHT, ()), start, _REACH):
            continue
        per_unit = any(0 <= first - end <= 1 for first, _ in found.get(WordClass.PRICE, ()))
        if per_unit or _stands_before(text, found.get(WordClass.PRICE_BEFORE, ()), start, 1):
            yield Place(start, end)


def _stands_before(text: str, places: Sequence[Place], at: int, gap: int) -> bool:
    return any(0 <= at - end <= gap and unbroken(text, end, at, Break.CLAUSE) for _, end in places)

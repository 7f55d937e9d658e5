"""Context conditions of a hit: covering phrases, words that must or must not be near, quotes, negation."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Literal

from rednote_lint.model import Bilingual, InvalidValue, Record
from rednote_lint.text.fold import fold_key
from rednote_lint.text.lazy import lazy
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.views import Views
from rednote_lint.text.words.boundary import AsciiBoundary, splits_ascii
from rednote_lint.text.words.denial import stands

SENTENCE_BREAK = re.compile(r"[。！？!?\n\r.](?:(?<!\.)|(?<=[a-z0-9].)(?=\s))")
"""Begins with a set of characters, which is searched for faster."""
_LONGEST_MATCH = 80
"""How far around a hit a `cover_re` is looked for, and a closing quote."""
_QUOTES = {"title": "《》〈〉", "all": "《》〈〉“”‘’「」『』"}
_ANY_QUOTE = re.compile(r"[《〈“‘「『\"']")
_OPENED = re.compile(r"(?<![a-z0-9])'(?=[a-z])")
_CLOSED = re.compile(r"(?<=[a-z0-9.!?])'(?![a-z])")
"""Straight single quotes, as against apostrophes."""
_NEGATION = re.compile(
    r"(?:不要|不用|不必|不能|不可|不会|不是|不得|不想|不许|不准|不应|不该|不再|不做|不搞|不卖|不存在|并不|从不|绝不|决不"
    r"|请勿|切勿|勿|莫|(?<![特级区分个性类差鉴辨派告离])别(?![致墅的人具说样])|(?<!有)没有|(?<!有)没(?!准)|无需|无须|并非|绝非|而非|非(?!常)|未曾|从未"
    r"|拒绝|禁止|严禁|杜绝|谢绝|抵制|远离|警惕|小心|避免|防止"
    r"|\b(?:not|never|no|without|avoid|stop|don'?t|doesn'?t|isn'?t|aren'?t|won'?t|can'?t|cannot|beware of)\b)"
    r"[^，,；;。！？!?\n]{0,8}\Z"
)
_NEGATION_REACH = 18
_IN_NEGATIONS = re.compile("[不勿莫别没无非未拒禁杜谢抵远警心免防a-z]")
"""One of these is in every negation; looked for first, because it is found faster."""
_SHORT = 1000
"""Characters of a text that is searched as a whole for what words begin with: faster than to tell what is near."""
Accepts = Callable[[str, int, int], bool]
"""Says of a word near a hit, given the folded text and its range, whether it counts."""
Ranges = tuple[tuple[int, int], ...]
"""Ranges of the folded text: what stands between the parts of a combination belongs to its neighbourhood."""


class Side(StrEnum):
    """On which side of a hit to look."""

    ANY = "any"
    BEFORE = "before"
    AFTER = "after"


class Near(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """Words or patterns in the neighbourhood of a hit."""

    any: tuple[str, ...] = ()
    any_re: tuple[Pattern, ...] = ()
    window: int = 12
    side: Side = Side.ANY
    same_sentence: bool = True

    def __post_init__(self) -> None:
        """Refuse a neighbourhood that nothing can be in."""
        if not self.any and not self.any_re:
            raise InvalidValue(
                Bilingual(
                    en="`near` needs `any` or `any_re`: it names nothing to look for",
                    zh="`near` 需要 `any` 或 `any_re`：没有写要找什么",
                )
            )
        if self.window < 1:
            raise InvalidValue(
                Bilingual(
                    en=f"`window` is a number of characters from 1 up, not {self.window}",
                    zh=f"`window` 是不小于 1 的字数，不能是 {self.window}",
                )
            )

    @lazy
    def _patterns(self) -> list[re.Pattern[str]]:
        return [pattern.folded for pattern in self.any_re]

    @lazy
    def _words(self) -> list[str]:
        return [fold_key(word) for word in self.any]

    @lazy
    def _heads(self) -> list[str]:
        """What the words begin with: single characters are found much faster than words."""
        return list(dict.fromkeys(word[:1] for word in self._words))

    def found(
        self, views: Views, start: int, end: int, between: Ranges = (), accepts: Accepts = lambda *_: True
    ) -> str | None:
        """Return what was found near the range of the folded text, or between the parts of the hit, or None."""
        text = views.folded.text
        if len(text) <= _SHORT and not self._patterns and not any(map(text.__contains__, self._heads)):
            return None
        left, right = views.window(start, end, self.window)
        left, right = (start if self.side is Side.AFTER else left), (end if self.side is Side.BEFORE else right)
        if self.same_sentence and not views.soft:
            left, right = within_sentence(text, start, end, left, right)
        for part in ((left, start), *between, (end, right)):
            if found := self._found_in(text, *part, accepts):
                return found
        return None

    def _found_in(self, text: str, left: int, right: int, accepts: Accepts) -> str | None:
        for word in self._words:
            at = text.find(word, left, right)
            while at >= 0:
                if not splits_ascii(text, at, at + len(word), AsciiBoundary.WORD) and accepts(text, at, at + len(word)):
                    return word
                at = text.find(word, at + 1, right)
        for pattern in self._patterns:
            for match in pattern.finditer(text[left:right]):
                if accepts(text, left + match.start(), left + match.end()):
                    return match.group()
        return None


class Unless(Record, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The `unless` key: any of these lets a hit pass."""

    cover: tuple[str, ...] = ()
    cover_re: tuple[Pattern, ...] = ()
    near: Near | tuple[Near, ...] = ()
    quoted: bool | Literal["title"] = False
    negated: bool = False

    def verify(self) -> None:
        """Refuse phrases of nothing."""
        if not all(fold_key(phrase).strip() for phrase in self.cover):
            raise InvalidValue(Bilingual(en="`cover` has an empty phrase", zh="`cover` 中有空短语"))

    @lazy
    def _cover(self) -> list[str]:
        return sorted((fold_key(phrase) for phrase in self.cover), key=len, reverse=True)

    @lazy
    def _cover_re(self) -> list[re.Pattern[str]]:
        return [pattern.folded for pattern in self.cover_re]

    @lazy
    def _near(self) -> tuple[Near, ...]:
        return (self.near,) if isinstance(self.near, Near) else self.near

    def reason(self, views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
        """Return why the hit at this range of the folded text passes, in words for `--explain`, or None."""
        text = views.folded.text
        if phrase := self._covered(text, start, end):
            return Bilingual(en=f"covered by “{phrase}”", zh=f"属于“{phrase}”")
        for near in self._near:
            if word := near.found(views, start, end, between, stands):
                return Bilingual(en=f"near “{word}”", zh=f"附近有“{word}”")
        if self.quoted and (mark := quoted_by(text, start, end, _QUOTES["title" if self.quoted == "title" else "all"])):
            return Bilingual(en=f"quoted in {mark}", zh=f"在 {mark} 引用之中")
        if self.negated and (word := negation(text, start)):
            return Bilingual(en=f"negated by “{word}”", zh=f"被“{word}”否定")
        return None

    def _covered(self, text: str, start: int, end: int) -> str | None:
        for phrase in self._cover:
            if text.find(phrase, max(0, end - len(phrase)), start + len(phrase)) >= 0:
                return phrase
        left = max(0, start - _LONGEST_MATCH)
        for pattern in self._cover_re:
            for match in pattern.finditer(text, left, end + _LONGEST_MATCH):
                if match.start() <= start and match.end() >= end:
                    return match.group()
        return None


class Require(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `require` key: all of these must hold."""

    near: Near | tuple[Near, ...]

    def reason(self, views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
        """Return what is missing around the hit, in words for `--explain`, or None when nothing is."""
        for near in (self.near,) if isinstance(self.near, Near) else self.near:
            if near.found(views, start, end, between) is None:
                wanted = [*near.any, *near.any_re]
                more = " …" if len(wanted) > 4 else ""
                return Bilingual(
                    en=f"none of “{'”, “'.join(wanted[:4])}”{more} near",
                    zh=f"附近没有“{'”“'.join(wanted[:4])}”{more}",
                )
        return None


def within_sentence(text: str, start: int, end: int, left: int, right: int) -> tuple[int, int]:
    """Shrink a window around a hit to the sentence that the hit stands in."""
    for match in SENTENCE_BREAK.finditer(text, left, start):
        left = match.end()
    if following := SENTENCE_BREAK.search(text, end, right):
        right = following.start()
    return left, right


def quoted_by(text: str, start: int, end: int, marks: str) -> str | None:
    """Return the marks that a hit is quoted in, on its own line, or None."""
    left = text.rfind("\n", max(0, start - _LONGEST_MATCH), start) + 1 or max(0, start - _LONGEST_MATCH)
    if not _ANY_QUOTE.search(text, left, start):
        return None
    right = text.find("\n", end, end + _LONGEST_MATCH)
    before, after = text[left:start], text[end : right if right >= 0 else end + _LONGEST_MATCH]
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if before.rfind(opening) > before.rfind(closing) and closing in after:
            return opening + closing
    straight = marks != _QUOTES["title"] and before.count('"') % 2 == 1 and '"' in after
    if straight:
        return '""'
    return "''" if marks != _QUOTES["title"] and _in_single_quotes(text, left, start, end, end + len(after)) else None


def _in_single_quotes(text: str, left: int, start: int, end: int, right: int) -> bool:
    """Say whether a hit stands in straight single quotes."""
    opened = max((match.start() for match in _OPENED.finditer(text, left, end) if match.start() < start), default=-1)
    closed = max((match.start() for match in _CLOSED.finditer(text, left, start)), default=-1)
    return opened > closed and _CLOSED.search(text, end, right) is not None


def negation(text: str, start: int) -> str | None:
    """Return the negation that governs a hit, in the same clause before it, or None."""
    left = max(0, start - _NEGATION_REACH)
    match = _IN_NEGATIONS.search(text, left, start) and _NEGATION.search(text, left, start)
    return match.group() if match else None

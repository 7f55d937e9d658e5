"""Joins what was pulled apart: a text without invisible characters, its letters set apart one by one side by side."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from rednote_lint.text.separators import UNUSUAL, is_invisible

_EMOJI = "[\u2190-\u21ff\u2300-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
_PICTURE = "[\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_AFTER_PICTURE = "[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]"
_INSERTED = re.compile(rf"{_PICTURE}(?<=[^\W_].){_AFTER_PICTURE}*(?:{_PICTURE}{_AFTER_PICTURE}*)?(?=[^\W_])")
"""One or two emoji inside a word; more of them are decoration. What stands before is asked only where one is."""
_APART = re.compile(
    r"(?:^|\n)[a-z0-9一-鿿](?:\n[a-z0-9_一-鿿]){4,}(?:\n(?=[a-z][a-z0-9_.-]{4,}(?:\s|$))|(?=\n|$))"
    r"|(?<![a-z0-9])[a-z0-9](?:(?P<mark>[\W_]{1,3})[a-z0-9_](?:(?P=mark)[a-z0-9_]){3,}"
    rf"|(?:{_EMOJI}{{1,3}}[a-z0-9_]){{4,}})(?![a-z0-9])"
)
"""Five or more single letters and digits, with the same between them each time, or emoji; or one a line, an id last."""
_ONE_A_LINE = re.compile(r"(?<![^\n])[a-z0-9一-鿿](?:\n[a-z0-9一-鿿]){4,}(?![^\n])")
_FEW_A_LINE = re.compile(r"\n[^\n]\n[^\n]\n[^\n]\n")
"""What every text with one character a line has; looked for first, because it is found faster."""
_NEIGHBORS = re.compile(r"[a-z0-9_](?<![a-z0-9].)[^a-z0-9]{1,3}[a-z0-9_](?![a-z0-9])")
"""The second and the third of single letters and digits in a line; looked for first for the same reason."""
_SINGLES = re.compile(r"(?<![^\W_])[^\W_][\W_]{1,3}[^\W_](?![^\W_])")
"""Two letters, digits or hanzi, each alone: without such a pair nothing is set apart."""
_SLACK = 8
"""How far beyond a range such a pair may reach."""
_BETWEEN = re.compile(r"\W+")
_LINE_END = re.compile("\n")


class Joined:
    """A text joined, and where it comes from; what stayed together is a run.

    Args:
        text: the text.
        here: where each run begins.
        there: where it began in the source.
    """

    def __init__(self, text: str, here: Sequence[int] = (0,), there: Sequence[int] = (0,)) -> None:
        self.text = text
        self.here = here
        self.there = there

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the source's range for a non-empty range."""
        return self._source(start), self._source(end - 1) + 1

    def left_before(self, source_offset: int) -> int:
        """Return how many characters are left of those before an offset of the source."""
        run = bisect_right(self.there, source_offset) - 1
        if run < 0:
            return 0
        end = self.here[run + 1] if run + 1 < len(self.here) else len(self.text)
        return min(end, self.here[run] + source_offset - self.there[run])

    def before(self, source_offset: int, count: int) -> int:
        """Return the offset of the source that lies a number of characters before another one."""
        index = self.left_before(source_offset) - count
        return self._source(index) if index > 0 else 0

    def after(self, source_offset: int, count: int, length: int) -> int:
        """Return the offset that lies a number of characters behind another one, in a source of some length."""
        index = self.left_before(source_offset) + count
        return self._source(index) if index < len(self.text) else length

    def _source(self, index: int) -> int:
        run = bisect_right(self.here, index) - 1
        return self.there[run] + index - self.here[run]


def join(text: str) -> Joined:
    """Join a folded text; one without anything to join stays as it is."""
    joined = without(text, _invisible(text))
    apart = list(_between_letters(joined.text))
    if not apart:
        return joined
    closed = without(joined.text, apart)
    kept = sorted({*closed.here, *(closed.left_before(start) for start in joined.here)} - {len(closed.text)})
    sources = [joined.source_range(*closed.source_range(index, index + 1))[0] for index in kept]
    return Joined(closed.text, kept, sources)


def has_nothing_to_join(original: str, folded: str, start: int, end: int) -> bool:
    """Say whether nothing between two offsets can be joined, which is told faster than it is joined.

    Args:
        original: the text as it was typed.
        folded: the same folded, character by character.
        start: the first offset.
        end: the last one.
    """
    start, end = max(0, start - _SLACK), end + _SLACK
    return not (UNUSUAL.search(folded, start, end) or _SINGLES.search(original, start, end))


def unbroken(text: str) -> Joined:
    """Take out of a folded text what breaks its words: emoji between letters, line ends after each of them."""
    gaps = [match.span() for match in _INSERTED.finditer(text)]
    if _FEW_A_LINE.search(text):
        for match in _ONE_A_LINE.finditer(text):
            gaps += (gap.span() for gap in _LINE_END.finditer(text, *match.span()))
    return without(text, sorted(gaps))


def without(text: str, gaps: list[tuple[int, int]]) -> Joined:
    """Take ranges out of a text that do not meet, in order."""
    if not gaps:
        return Joined(text)
    pieces, here, there = [], [], []
    at, length = 0, 0
    for start, end in (*gaps, (len(text), len(text))):
        if start > at:
            pieces.append(text[at:start])
            here.append(length)
            there.append(at)
            length += start - at
        at = end
    return Joined("".join(pieces), here, there)


def _invisible(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    if text.isascii():
        return found
    for match in UNUSUAL.finditer(text):
        at = match.start()
        for invisible, chars in groupby(match.group(), _is_invisible):
            end = at + len(list(chars))
            if invisible:
                found.append((at, end))
            at = end
    return found


def _between_letters(text: str) -> Iterator[tuple[int, int]]:
    if not (_FEW_A_LINE.search(text) or _NEIGHBORS.search(text)):
        return
    for match in _APART.finditer(text):
        start, end = match.span()
        if mark := match["mark"]:
            step = len(mark) + 1
            yield from ((at, at + len(mark)) for at in range(start + 1, end, step))
        else:
            yield from (gap.span() for gap in _BETWEEN.finditer(text, start, end))


_is_invisible = lru_cache(maxsize=1024)(is_invisible)

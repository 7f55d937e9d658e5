"""Match extent of a pattern, and the search of a long text around its required literals only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from rednote_lint.model import Record
from rednote_lint.text.lazy import lazy
from rednote_lint.text.patterns.required_literals import Literals, Way, Ways, marks_in, marks_of
from rednote_lint.text.patterns.tree import Anchor, Category, Chars, Choice, Look, Node, Repeat, Sequence, parse

LONG = 20_000
"""Characters from which on a text is searched around literals; shorter ones are read faster than windows are made."""
_RUN = re.compile(r"\w+|\s+")
_VARIED = 400
"""A long text of more different characters has nearly all that patterns need."""
_CLOSE = 64
"""Characters between two windows that are read faster than a search is begun anew."""


class Places:
    """Where the strings that patterns require begin in a long text, and what else a search asks of it, told once.

    Args:
        text: the reading.
        starts: where strings begin in it that are known already.
    """

    def __init__(self, text: str, starts: dict[str, list[int]] | None = None) -> None:
        self._text = text
        self.starts: dict[str, list[int]] = {} if starts is None else starts

    @lazy
    def longest_run(self) -> int:
        """The length of the longest run of letters and figures, or of blanks."""
        return longest_run(self._text)

    @lazy
    def marks(self) -> Literals | None:
        """All that required strings are told by; None where the text has nearly all of them."""
        return marks_in(self._text) if len(set(self._text)) <= _VARIED else None

    def may_have(self, need: Literals) -> bool:
        """Say whether any of some strings may stand in the text, as far as their marks tell."""
        return self.marks is None or not self.marks.isdisjoint(marks_of(need))

    def of(self, literals: Literals) -> list[int]:
        """Return where any of some strings begins, in order of the text."""
        return sorted(chain.from_iterable(self.starts.get(one, ()) for one in literals))


class Reach(Record, frozen=True):
    """How far a match and all that it looks at extend at most."""

    characters: int
    runs: int = 0
    """Repeats without end of letters, figures or blanks: each is no longer than the longest run of them in a text."""

    def within(self, longest_run: int) -> int:
        """Return the extent in a text, in characters."""
        return self.characters + self.runs * longest_run


def reach_of(folded: str) -> Reach | None:
    """Return how far a pattern reaches; None where there is no bound.

    Args:
        folded: a pattern whose hanzi are simplified as the text's are.
    """
    return _reach(parse(folded, ignores_case=True))


def could_match(text: str, ways: Ways, reach: Reach | None) -> bool:
    """Say whether what one of the ways of a pattern needs stands within its reach in a text, or nothing is needed.

    Args:
        text: the reading in which the pattern is searched.
        ways: of the pattern.
        reach: of the pattern.
    """
    extent = reach.characters if reach is not None and not reach.runs else len(text)
    return not ways or any(_stands_together(text, way, extent) for way in ways)


def _stands_together(text: str, way: Way, extent: int) -> bool:
    rarest, *others = way
    for string in rarest:
        at = text.find(string)
        while at >= 0:
            window = text[max(0, at - extent) : at + extent]
            if all(any(map(window.__contains__, need)) for need in others):
                return True
            at = text.find(string, at + 1)
    return False


def longest_run(text: str) -> int:
    """Return the length of the longest run of letters and figures, or of blanks."""
    return max(map(len, _RUN.findall(text)), default=0)


def around(pattern: re.Pattern[str], text: str, places: Iterable[int], extent: int) -> Iterator[re.Match[str]]:
    """Yield what `finditer` would, from the windows around places of which every match has one.

    Args:
        pattern: none of its matches is empty.
        text: a long one.
        places: in order of the text.
        extent: what a match and all that it looks at fill at most.
    """
    at, search = 0, pattern.finditer
    for start, end in _windows(places, extent):
        for match in search(text, start if start > at else at, end + extent):
            if match.start() >= end:
                break
            at = match.end()
            yield match


def near(pattern: re.Pattern[str], text: str, sign: re.Pattern[str], extent: int) -> Iterator[re.Match[str]]:
    """Yield what `finditer` would, from the windows around a sign of which every match has one where the text is long.

    Args:
        pattern: none of its matches is empty.
        text: of any length.
        sign: found faster than the pattern.
        extent: what a match and all that it looks at fill at most.
    """
    if len(text) >= LONG:
        return around(pattern, text, (match.start() for match in sign.finditer(text)), extent)
    return pattern.finditer(text) if sign.search(text) else iter(())


def _windows(places: Iterable[int], extent: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which a match with a literal at one of the places could begin, close ones as one."""
    first = last = -1
    for place in places:
        if first < 0 or place - extent > last + _CLOSE:
            if first >= 0:
                yield first, last
            first = place - extent if place > extent else 0
        last = place + 1
    if last >= 0:
        yield first, last


def _reach(node: Node) -> Reach | None:
    match node:
        case Anchor() | Chars():
            return Reach(1)
        case Look():
            return _reach(node.body)
        case Sequence():
            parts = [_reach(part) for part in node.parts]
            told = [part for part in parts if part is not None]
            if len(told) < len(parts):
                return None
            return Reach(sum(part.characters for part in told), sum(part.runs for part in told))
        case Choice():
            branches = [_reach(branch) for branch in node.branches]
            told = [branch for branch in branches if branch is not None]
            if len(told) < len(branches):
                return None
            most = max((branch.characters for branch in told), default=0)
            return Reach(most, max((branch.runs for branch in told), default=0))
        case Repeat():
            return _repeated(node)


def _repeated(node: Repeat) -> Reach | None:
    if node.high is None:
        return Reach(0, 1) if _is_run(node.body) else None
    body = _reach(node.body)
    return None if body is None else Reach(body.characters * node.high, body.runs * node.high)


def _is_run(node: Node) -> bool:
    """Say whether a node is one character of a run of letters and figures, or of blanks, never of both."""
    while isinstance(node, Sequence) and len(node.parts) == 1:
        node = node.parts[0]
    if not isinstance(node, Chars) or node.negated or not all(belongs for _, belongs in node.categories):
        return False
    words = all(kind is not Category.SPACE for kind, _ in node.categories)
    blanks = all(kind is Category.SPACE for kind, _ in node.categories)
    ends = [chr(code) for low, high in node.ranges for code in range(low, min(high, low + 64) + 1)]
    if any(high - low > 64 for low, high in node.ranges):
        return False
    return (words and all(_is_letter(char) for char in ends)) or (blanks and all(char.isspace() for char in ends))


def _is_letter(char: str) -> bool:
    return re.fullmatch(r"\w", char) is not None

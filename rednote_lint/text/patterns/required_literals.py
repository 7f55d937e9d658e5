"""Required literals of a pattern: strings without which no text can match, so that most texts need not be tried."""

from __future__ import annotations

import re
from functools import cache
from operator import add
from typing import NamedTuple

from rednote_lint.text.patterns.tree import Anchor, Chars, Choice, Look, Node, Repeat, Sequence, parse

_MOST = 64
"""More alternatives say too little about a text, and take longer to tell than the pattern itself."""
_LONGEST = 6
"""Longer strings are hardly rarer."""

_MOST_NEEDS = 3
"""More say little that these do not."""
_COMMON = 0.6
"""What is told to stand in a text more often than this is there nearly always."""

_FREQUENT = frozenset(
    "的一了我不个是来天有上人在就家三都说到小子这下没里十看那去两给点老大们好年还要用也你出后得着过手第二能自发全时会开只别今"
    "多面他打生回五以分月把次学最前头四吃可周问晚做想己么半写店完和水买起真口她再同妈现机门师放新单每包成跟带号先行收公友走百地接八台"
)
"""The most frequent hanzi of captions."""

Literals = frozenset[str]
"""A text that matches has one of these strings."""
Way = tuple[Literals, ...]
"""A text that matches in this way has one string of each set; the first is the rarest."""
Ways = tuple[Way, ...]
"""A text that matches does so in one of these ways."""
_NONE: Literals = frozenset()
_ASCII = re.compile(r"[\0-\x7f]{2,}")
_NOTHING = frozenset([""])


class _Part(NamedTuple):
    """What a part of a pattern says: all strings it stands for, where these are few, and what it needs in any case."""

    exact: frozenset[str] | None
    needs: tuple[Literals, ...] = ()


def required_ways(folded: str) -> Ways:
    """Return the ways in which a folded text can match, each with what it needs; none where one of them needs nothing.

    Args:
        folded: a pattern whose hanzi are simplified as the text's are.
    """
    ways = list(map(_needed, _branches(parse(folded, ignores_case=True))))
    if not all(ways):
        return ()
    enough = _shortest(frozenset().union(*(way[0] for way in ways if len(way) == 1)))
    return (*([(enough,)] if enough else []), *(way for way in ways if len(way) > 1))


def literals_of(ways: Ways) -> Literals:
    """Return strings of which every text with a match has one; none where that cannot be told."""
    return frozenset().union(*(way[0] for way in ways))


def _branches(node: Node) -> list[Node]:
    """Return the alternatives of a whole pattern."""
    while isinstance(node, Sequence) and len(node.parts) == 1:
        node = node.parts[0]
    return [one for branch in node.branches for one in _branches(branch)] if isinstance(node, Choice) else [node]


def _needed(node: Node) -> Way:
    """Return what an alternative needs, the rarest first, without what most texts have anyhow."""
    part = _part(node)
    needs = [
        _shortest(need) for need in (*part.needs, *([part.exact] if part.exact else [])) if need and "" not in need
    ]
    rarest, *others = sorted(dict.fromkeys(needs), key=_commonness) or [_NONE]
    rare = [need for need in others if _commonness(need)[0] <= _COMMON]
    return (rarest, *rare[: _MOST_NEEDS - 1]) if rarest else ()


@cache
def marks_of(need: Literals) -> Literals:
    """Return of each string the first character beyond ASCII, or else the first two characters."""
    return frozenset(next((char for char in string if not char.isascii()), string[:2]) for string in need)


def marks_in(text: str) -> Literals:
    """Return all that strings of a text can be told by."""
    marks = set(text)
    for run in _ASCII.findall(text):
        marks.update(map(add, run, run[1:]))
    return frozenset(marks)


def _rarest(needs: list[Literals]) -> Literals:
    """Choose among needs: long strings first, hanzi before ASCII, few before many."""
    told = [_shortest(need) for need in needs if need and "" not in need]
    return min(told, key=_commonness, default=frozenset())


def _shortest(need: Literals) -> Literals:
    """Drop each string that another one is part of: a text with the longer has the shorter."""
    return frozenset(one for one in need if not any(other in one for other in need if other is not one))


def _commonness(need: Literals) -> tuple[float, list[str]]:
    return sum(_weight(string) for string in need), sorted(need)


def _weight(string: str) -> float:
    """Estimate how often a string stands in a text."""
    weight = 1.0
    for char in string:
        weight *= 0.05 if char.isascii() else 0.03 if char in _FREQUENT else 0.003
    return weight


def _part(node: Node) -> _Part:
    """Read one node of a pattern."""
    match node:
        case Anchor() | Look():
            return _Part(_NOTHING)
        case Chars():
            return _Part(_chosen(node))
        case Sequence():
            return _sequence(node)
        case Choice():
            return _either([_part(branch) for branch in node.branches])
        case Repeat():
            return _repeated(node)


def _sequence(node: Sequence) -> _Part:
    """Join what the parts of a sequence say; neighbours that stand for few strings make longer ones."""
    needs: list[Literals] = []
    exact, whole = _NOTHING, True
    for part in map(_part, node.parts):
        joined = None if part.exact is None else _product(exact, part.exact)
        if joined is not None:
            exact = joined
            continue
        whole = False
        needs += [exact, *part.needs]
        exact = part.exact or _NOTHING
    return _Part(exact) if whole else _Part(None, tuple(need for need in (*needs, exact) if "" not in need))


def _either(branches: list[_Part]) -> _Part:
    """Join alternatives; one that needs nothing makes the whole need nothing."""
    exact = [branch.exact for branch in branches if branch.exact is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST:
        return _Part(frozenset().union(*exact))
    rarest = [_rarest([*branch.needs, *([branch.exact] if branch.exact else [])]) for branch in branches]
    return _Part(None, (frozenset().union(*rarest),) if all(rarest) else ())


def _repeated(node: Repeat) -> _Part:
    part = _part(node.body)
    if part.exact is not None and node.high == 1:
        return _Part(part.exact if node.low else part.exact | _NOTHING)
    if not node.low:
        return _Part(None)
    return _Part(None, (*part.needs, *([part.exact] if part.exact and "" not in part.exact else [])))


def _product(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    """Return all pairs in one string; None where there are too many, or they are long enough."""
    if len(left) * len(right) > _MOST or min(map(len, left), default=0) >= _LONGEST:
        return None
    return frozenset(one + other for one in left for other in right)


def _spelled(chars: list[str]) -> frozenset[str] | None:
    """Return characters as the folded text has them; None where more than case tells two spellings apart."""
    lowered = frozenset(char.lower() for char in chars)
    return lowered if all(char.isascii() or char.upper() == char for char in lowered) else None


def _chosen(node: Chars) -> frozenset[str] | None:
    """Return the characters of a simple set; None when it has classes, wide ranges or is negated."""
    if node.negated or node.categories or any(high - low >= _MOST for low, high in node.ranges):
        return None
    chosen = [chr(code) for low, high in node.ranges for code in range(low, high + 1)]
    return _spelled(chosen) if chosen and len(chosen) <= _MOST else None

"""Which strings a text must have for a pattern to match at all: most patterns need not be tried on most texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from rednote_lint.text.patterns.gate import fold_hanzi

_parser: Any = re._parser  # type: ignore[attr-defined]  # The only way to read a pattern as `re` itself reads it.
_MOST = 64
"""More alternatives say too little about a text, and take longer to tell than the pattern itself."""
_LONGEST = 6
"""Longer strings are hardly rarer."""

Need = frozenset[str]
"""A text that matches has one of these strings."""
_NOTHING = frozenset([""])


class _Part(NamedTuple):
    """What a part of a pattern says: all strings it stands for, where these are few, and what it needs in any case."""

    exact: frozenset[str] | None
    needs: tuple[Need, ...] = ()


_KNOWN: dict[str, Need] = {}
"""What was told before: reading a pattern takes longer than using it."""


def needle(pattern: str) -> Need:
    """Return the rarest strings of which every folded text with a match has one; none where that cannot be told."""
    if pattern not in _KNOWN:
        part = _sequence(_parser.parse(fold_hanzi(pattern), re.IGNORECASE))
        _KNOWN[pattern] = _rarest([*part.needs, *([part.exact] if part.exact else [])])
    return _KNOWN[pattern]


def remember(needles: Mapping[str, Need]) -> None:
    """Take the answers of an earlier process, so that patterns that no text could match are not even read."""
    _KNOWN.update(needles)


def _rarest(needs: list[Need]) -> Need:
    """Choose among needs: long strings first, hanzi before ASCII, few before many."""
    told = [_shortest(need) for need in needs if need and "" not in need]
    return min(told, key=_commonness, default=frozenset())


def _shortest(need: Need) -> Need:
    """Drop each string that another one is part of: a text with the longer has the shorter."""
    return frozenset(one for one in need if not any(other in one for other in need if other is not one))


def _commonness(need: Need) -> tuple[float, list[str]]:
    return sum(_weight(string) for string in need), sorted(need)


def _weight(string: str) -> float:
    """Estimate how often a string stands in a text."""
    weight = 1.0
    for char in string:
        weight *= 0.05 if char.isascii() else 0.005
    return weight


def _sequence(tree: Any) -> _Part:
    """Join what the parts of a sequence say; neighbours that stand for few strings make longer ones."""
    needs: list[Need] = []
    exact, whole = _NOTHING, True
    for operation, argument in tree:
        part = _part(str(operation), argument)
        joined = None if part.exact is None else _product(exact, part.exact)
        if joined is not None:
            exact = joined
            continue
        whole = False
        needs += [exact, *part.needs]
        exact = part.exact or _NOTHING
    return _Part(exact) if whole else _Part(None, tuple(need for need in (*needs, exact) if "" not in need))


def _part(name: str, argument: Any) -> _Part:
    """Read one operation of a pattern."""
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _Part(_NOTHING)
    if name == "LITERAL":
        return _Part(_spelled([chr(argument)]))
    if name == "IN":
        return _Part(_chosen(argument))
    if name == "SUBPATTERN":
        return _sequence(argument[3])
    if name == "ATOMIC_GROUP":
        return _sequence(argument)
    if name == "BRANCH":
        return _either([_sequence(branch) for branch in argument[1]])
    if name.endswith("REPEAT"):
        return _repeated(*argument)
    return _Part(None)


def _either(branches: list[_Part]) -> _Part:
    """Join alternatives; one that needs nothing makes the whole need nothing."""
    exact = [branch.exact for branch in branches if branch.exact is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST:
        return _Part(frozenset().union(*exact))
    rarest = [_rarest([*branch.needs, *([branch.exact] if branch.exact else [])]) for branch in branches]
    return _Part(None, (frozenset().union(*rarest),) if all(rarest) else ())


def _repeated(low: int, high: int, body: Any) -> _Part:
    part = _sequence(body)
    if part.exact is not None and int(high) == 1:
        return _Part(part.exact if low else part.exact | _NOTHING)
    if not low:
        return _Part(None)
    return _Part(None, (*part.needs, *([part.exact] if part.exact and "" not in part.exact else [])))


def _product(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    """Return all pairs in one string; None where there are too many, or they are long enough."""
    if len(left) * len(right) > _MOST or min(map(len, left)) >= _LONGEST:
        return None
    return frozenset(one + other for one in left for other in right)


def _spelled(chars: list[str]) -> frozenset[str] | None:
    """Return characters as the folded text has them; None where more than case tells two spellings apart."""
    lowered = frozenset(char.lower() for char in chars)
    return lowered if all(char.isascii() or char.upper() == char for char in lowered) else None


def _chosen(parts: Any) -> frozenset[str] | None:
    """Return the characters of a simple set; None when it has classes, wide ranges or is negated."""
    chosen: list[str] = []
    for kind, value in parts:
        if str(kind) == "LITERAL":
            chosen.append(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < _MOST:
            chosen += map(chr, range(value[0], value[1] + 1))
        else:
            return None
    return _spelled(chosen) if chosen and len(chosen) <= _MOST else None

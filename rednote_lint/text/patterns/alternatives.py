"""Alternatives of a pattern: the patterns that its outermost `|` part, which are compiled and searched one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""What may hold or be a bracket or a bar: an escape, a set, either of them."""
_NOT_PARTED = re.compile(r"\(\?#|\(\?[a-z]*x|\(\?P<")
"""Comments, in which brackets and bars mean nothing, and names of groups, which every match is to have."""


def alternatives_of(pattern: str) -> tuple[str, ...]:
    """Return the alternatives of a whole pattern; none where there is but one, or groups have names.

    A text has a match of the pattern exactly when it has one of any of them.

    Args:
        pattern: one that compiles, without references to groups.
    """
    if _NOT_PARTED.search(pattern):
        return ()
    cuts = [-1, *_bars(pattern), len(pattern)]
    parts = tuple(pattern[left + 1 : right] for left, right in pairwise(cuts))
    return parts if len(parts) > 1 and all(parts) else ()


def _bars(pattern: str) -> Iterator[int]:
    """Yield where bars stand outside of all groups."""
    depth = 0
    for token in _TOKEN.finditer(pattern):
        if token[0] == "|" and not depth:
            yield token.start()
        depth += (token[0] == "(") - (token[0] == ")")

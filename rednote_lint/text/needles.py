"""Which characters a text must have for a pattern to match at all: most patterns need not be tried on most texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from rednote_lint.text.safe_regex import compile_folded, compile_original, fold_hanzi

_parser: Any = re._parser  # type: ignore[attr-defined]  # The only way to read a pattern as `re` itself reads it.
_LARGEST = 100
"""A larger choice of characters says too little about a text."""

Needles = tuple[frozenset[str], ...]
"""A text that matches has a character of each set."""


@lru_cache(maxsize=4096)
def needles(pattern: str) -> Needles:
    """Return the characters that every folded text needs for a match; nothing where that cannot be told."""
    found = {frozenset(need) for need in _needs(_parser.parse(fold_hanzi(pattern), re.IGNORECASE))}
    return tuple(sorted(found, key=lambda need: (len(need), sorted(need))))


class Sought:
    """A pattern that is compiled when the first text could match it."""

    def __init__(self, pattern: str, compiled: Callable[[str], re.Pattern[str]]) -> None:
        """Keep the pattern and the way to compile it."""
        self._pattern = pattern
        self._compiled = compiled
        self._needles = needles(pattern) if compiled is compile_folded else ()

    def may_match(self, chars: frozenset[str]) -> bool:
        """Say whether a folded text of these characters could match."""
        for need in self._needles:  # noqa: SIM110  # A generator would cost more than the answer.
            if need.isdisjoint(chars):
                return False
        return True

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in the view that the pattern is for."""
        return self._compiled(self._pattern).finditer(text)


def sought_folded(pattern: str) -> Sought:
    """Prepare a pattern for the folded or the compact view."""
    return Sought(pattern, compile_folded)


def sought_original(pattern: str) -> Sought:
    """Prepare a pattern for the original text."""
    return Sought(pattern, compile_original)


def _needs(tree: Any) -> Iterator[set[str]]:
    """Yield, for each part of a sequence that cannot be left out, the characters it may begin to be made of."""
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            yield {chr(argument).lower()}
        elif name == "IN":
            chosen = _chosen(argument)
            if chosen and len(chosen) <= _LARGEST:
                yield chosen
        elif name == "SUBPATTERN":
            yield from _needs(argument[3])
        elif name == "ATOMIC_GROUP":
            yield from _needs(argument)
        elif name.endswith("REPEAT") and argument[0]:
            yield from _needs(argument[2])
        elif name == "BRANCH":
            yield from _any_branch(argument[1])


def _any_branch(branches: list[Any]) -> Iterator[set[str]]:
    """Join the rarest need of each branch; a branch without one makes the whole say nothing."""
    rarest = [min(_needs(branch), key=len, default=None) for branch in branches]
    joined: set[str] = set()
    for need in rarest:
        if need is None:
            return
        joined |= need
    if len(joined) <= _LARGEST:
        yield joined


def _chosen(parts: Any) -> set[str]:
    """Return the characters of a simple set, or nothing when it has classes, wide ranges or is negated."""
    chosen: set[str] = set()
    for kind, value in parts:
        if str(kind) == "LITERAL":
            chosen.add(chr(value).lower())
        elif str(kind) == "RANGE" and value[1] - value[0] <= _LARGEST:
            chosen.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        else:
            return set()
    return chosen

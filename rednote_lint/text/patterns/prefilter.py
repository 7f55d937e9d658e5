"""Which of many patterns could match in which texts of a page, told in one pass over the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.patterns.gate import compile_folded, compile_original
from rednote_lint.text.patterns.required_literals import Need, needle
from rednote_lint.text.words.automaton import build


class Sought(NamedTuple):
    """A pattern that is compiled when the first text could match it."""

    pattern: str
    compiled: Callable[[str], re.Pattern[str]]
    need: Need = frozenset()
    """Strings of which the folded text must have one; empty: the pattern is to be tried on every text."""

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in the view that the pattern is for."""
        return self.compiled(self.pattern).finditer(text)


def sought_folded(pattern: str) -> Sought:
    """Prepare a pattern for the folded text."""
    return Sought(pattern, compile_folded, needle(pattern))


def sought_compact(pattern: str) -> Sought:
    """Prepare a pattern for the compact text, in which others stand side by side than in the folded one."""
    return Sought(pattern, compile_folded)


def sought_original(pattern: str) -> Sought:
    """Prepare a pattern for the original text."""
    return Sought(pattern, compile_original)


class Sieve:
    """Patterns by the strings that they need."""

    def __init__(self, patterns: Sequence[Sought]) -> None:
        """Put the needs of all patterns into one automaton."""
        needing: dict[str, list[int]] = {}
        for index, sought in enumerate(patterns):
            for string in sought.need:
                needing.setdefault(string, []).append(index)
        self._needing = list(needing.values())
        self._always = [index for index, sought in enumerate(patterns) if not sought.need]
        self._find = build(tuple(needing)).find

    def sift(self, page: JoinedText) -> list[set[int]]:
        """Return, for each text of a page, the indexes of the patterns that could match in it."""
        left = [set(self._always) for _ in page.texts]
        text = page.whole.folded.text
        for number, string in {(page.place(text, start)[0], string) for start, _, string in self._find(text)}:
            left[number].update(self._needing[string])
        return left

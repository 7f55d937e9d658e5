"""Prefilter: tells in one pass over the texts of a post which of many patterns could match in which of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from rednote_lint.text.fold import fold_key
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.reach import LONG, Places, Reach, around, longest_run
from rednote_lint.text.patterns.required_literals import Literals
from rednote_lint.text.views import Views
from rednote_lint.text.words.automaton import Found, build

_END = itemgetter(1)
"""Occurrences are told in order of their ends."""


class Sought(NamedTuple):
    """A pattern that is compiled when the first text could match it."""

    compiled: Callable[[], re.Pattern[str]]
    """Compiles it when it is first called for."""
    literals: Literals = frozenset()
    """Strings of which the folded text must have one."""
    bare: Literals = frozenset()
    """Strings of which the bare text must have one; where no strings are known, the pattern is tried on every text."""

    reach: Callable[[], Reach | None] = lambda: None
    """Tells how far a match extends, when a long text is searched."""

    def finditer(self, text: str, places: Places | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in the view that the pattern is for.

        Args:
            text: the reading.
            places: where required strings begin in it; None for all but long texts.
        """
        required = self.literals or self.bare
        reach = self.reach() if places is not None and required else None
        if places is None or reach is None:
            return self.compiled().finditer(text)
        return around(self.compiled(), text, places.of(required), reach.within(places.longest_run))


def sought_folded(pattern: Pattern) -> Sought:
    """Prepare a pattern for the folded text."""
    return Sought(lambda: pattern.folded, pattern.literals, reach=lambda: pattern.reach)


def sought_compact(pattern: Pattern) -> Sought:
    """Prepare a pattern for the compact text, in which others stand side by side than in the folded one."""
    return Sought(lambda: pattern.folded)


def sought_original(pattern: Pattern) -> Sought:
    """Prepare a pattern for the original text."""
    return Sought(lambda: pattern.original, bare=bare_literals(pattern), reach=lambda: pattern.reach)


def sought_caseless(pattern: Pattern) -> Sought:
    """Prepare a pattern for the original text, case aside."""
    return Sought(lambda: pattern.caseless, bare=bare_literals(pattern), reach=lambda: pattern.reach)


def bare_literals(pattern: Pattern) -> Literals:
    """Return strings of which the bare text has one when the original matches: folding takes each character alone."""
    return frozenset(map(fold_key, pattern.literals))


class Prefilter:
    """Patterns by their required literals, all of which one automaton finds."""

    def __init__(self, patterns: Sequence[Sought]) -> None:
        self._folded = _Requirements([sought.literals for sought in patterns])
        self._bare = _Requirements([sought.bare for sought in patterns])
        known = (sought.literals or sought.bare for sought in patterns)
        self.always: Sequence[int] = [index for index, strings in enumerate(known) if not strings]
        """Those that require no string, and could match in any text."""

    def candidates(self, joined: JoinedText) -> list[set[int]]:
        """Return, for each of the joined texts, the indexes of the patterns that could match in it."""
        candidates = [set(self.always) for _ in joined.texts]
        whole = joined.whole
        if self._folded.strings:
            folded, unbroken = whole.folded.text, whole.unbroken.text
            self._folded.add(candidates, joined, folded)
            if len(unbroken) < len(folded):
                self._folded.add(candidates, joined, unbroken)
        if self._bare.strings:
            self._bare.add(candidates, joined, whole.bare.text)
        return candidates


class _Requirements:
    """Required strings of patterns, numbered as the patterns are."""

    def __init__(self, required: Sequence[Literals]) -> None:
        requiring: dict[str, list[int]] = {}
        for index, strings in enumerate(required):
            for string in strings:
                requiring.setdefault(string, []).append(index)
        self.strings = tuple(requiring)
        self._requiring = list(requiring.values())
        self._find = build(self.strings).find

    def add(self, candidates: list[set[int]], joined: JoinedText, text: str) -> None:
        """Add what could match in a reading of all texts."""
        found = self._find(text)
        if not found:
            return
        seams = (*joined.seams(text).begins, len(text) + 1)
        begins = (0, *(bisect_left(found, seam, key=_END) for seam in seams[1:-1]), len(found))
        for number, (begin, end) in enumerate(pairwise(begins)):
            for string in {string for _, _, string in found[begin:end]}:
                candidates[number].update(self._requiring[string])
            if seams[number + 1] - seams[number] > LONG:
                self._note(
                    joined.texts[number], text[seams[number] : seams[number + 1] - 1], found[begin:end], seams[number]
                )

    def _note(self, views: Views, text: str, found: Sequence[Found], offset: int) -> None:
        """Keep where the strings begin in a reading of a long text."""
        starts: dict[str, list[int]] = {}
        for start, _, string in found:
            starts.setdefault(self.strings[string], []).append(start - offset)
        known = views.places.get(text)
        views.places[text] = (
            Places({**known.starts, **starts}, known.longest_run) if known else Places(starts, longest_run(text))
        )

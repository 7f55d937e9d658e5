"""Prefilter: tells in one pass over the texts of a post which of many patterns could match in which of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from rednote_lint.text.fold import fold_key
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.lazy import lazy
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.reach import LONG, Places, Reach, around
from rednote_lint.text.patterns.required_literals import Literals, Ways, literals_of
from rednote_lint.text.words.automaton import Found, build

_END = itemgetter(1)
"""Occurrences are told in order of their ends."""
_STRING = itemgetter(2)


class Sought(NamedTuple):
    """A pattern that is compiled when the first text could match it."""

    compiled: Callable[[], re.Pattern[str]]
    """Compiles it when it is first called for."""
    folded: Ways = ()
    """What the folded text needs."""
    bare: Ways = ()
    """What the bare text needs; where nothing is known to be needed, the pattern is tried on every text."""
    reach: Callable[[], Reach | None] = lambda: None
    """Tells how far a match extends, when a long text is searched."""
    found_in: Callable[[str], Iterator[re.Match[str]]] | None = None
    """Searches a text that is not long, with less to compile."""

    def finditer(self, text: str, places: Places | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, in the view that the pattern is for.

        Args:
            text: the reading.
            places: where required strings begin in it; None for all but long texts.
        """
        required = self.folded or self.bare
        reach = self.reach() if places is not None and required else None
        if places is None or reach is None:
            return (self.found_in or self.compiled().finditer)(text)
        return around(
            self.compiled(),
            text,
            places.of(literals_of(required)),
            reach.within(places.longest_run if reach.runs else 0),
        )


def sought_folded(pattern: Pattern) -> Sought:
    """Prepare a pattern for the folded text."""
    return Sought(lambda: pattern.folded, pattern.ways, reach=lambda: pattern.reach, found_in=pattern.found_in)


def sought_compact(pattern: Pattern) -> Sought:
    """Prepare a pattern for the compact text, in which others stand side by side than in the folded one."""
    return Sought(lambda: pattern.folded, found_in=pattern.found_in)


def sought_original(pattern: Pattern) -> Sought:
    """Prepare a pattern for the original text."""
    return Sought(lambda: pattern.original, bare=bare_ways(pattern), reach=lambda: pattern.reach)


def sought_caseless(pattern: Pattern) -> Sought:
    """Prepare a pattern for the original text, case aside."""
    return Sought(lambda: pattern.caseless, bare=bare_ways(pattern), reach=lambda: pattern.reach)


def bare_ways(pattern: Pattern) -> Ways:
    """Return what the bare text has when the original matches: folding takes each character alone."""
    return tuple(tuple(frozenset(map(fold_key, need)) for need in way) for way in pattern.ways)


class Prefilter:
    """Patterns by their required literals, all of which one automaton finds."""

    def __init__(self, patterns: Sequence[Sought]) -> None:
        self._folded = _Requirements([sought.folded for sought in patterns])
        self._bare = _Requirements([sought.bare for sought in patterns])
        known = (sought.folded or sought.bare for sought in patterns)
        self.always: Sequence[int] = [index for index, ways in enumerate(known) if not ways]
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


def _has(text: str, need: Literals) -> bool:
    return any(map(text.__contains__, need))


class _Requirements:
    """Required strings of patterns, numbered as the patterns are.

    Args:
        required: the ways in which each pattern can match.
    """

    def __init__(self, required: Sequence[Ways]) -> None:
        self.strings = tuple(dict.fromkeys(string for ways in required for rarest, *_ in ways for string in rarest))
        """The rarest of each way."""
        needs = dict.fromkeys(need for ways in required for _, *others in ways for need in others)
        self._others = tuple({*(string for need in needs for string in need)}.difference(self.strings))
        numbers = {string: number for number, string in enumerate((*self.strings, *self._others))}
        numbered = {need: frozenset(map(numbers.__getitem__, need)) for need in needs}
        self._literals = {numbers: need for need, numbers in numbered.items()}
        self._enough: list[list[int]] = [[] for _ in self.strings]
        """For each of the rarest strings the patterns that require nothing else."""
        self._needing: list[list[tuple[int, Sequence[frozenset[int]]]]] = [[] for _ in self.strings]
        """For each of them the patterns that require more, with that by the numbers of its strings."""
        for index, ways in enumerate(required):
            for rarest, *others in ways:
                by_number = [numbered[need] for need in others]
                for string in rarest:
                    number = numbers[string]
                    if others:
                        self._needing[number].append((index, by_number))
                    else:
                        self._enough[number].append(index)

    @lazy
    def _find(self) -> Callable[[str], list[Found]]:
        return build((*self.strings, *self._others)).find

    @lazy
    def _find_rarest(self) -> Callable[[str], list[Found]]:
        return build(self.strings).find

    def add(self, candidates: list[set[int]], joined: JoinedText, text: str) -> None:
        """Add what could match in a reading of all texts."""
        if len(text) < LONG:
            for number, _, found in _by_text(joined, text, self._find(text)):
                strings = set(map(_STRING, found))
                candidates[number].update(self._possible(strings, strings.isdisjoint))
        else:
            self._add_long(candidates, joined, text)

    def _add_long(self, candidates: list[set[int]], joined: JoinedText, text: str) -> None:
        """Add what could match in a long text, where frequent strings stand in too many places to find them all."""
        for number, (first, last), found in _by_text(joined, text, self._find_rarest(text)):
            strings, reading = set(map(_STRING, found)), text[first:last]
            if last - first < LONG:
                candidates[number].update(self._possible(strings, self._lacking(partial(_has, reading))))
            else:
                places = joined.texts[number].places
                at = places.setdefault(reading, Places(reading))
                possible = self._possible(strings, self._lacking(at.may_have))
                candidates[number].update(possible)
                self._note(at, possible, found, first)

    def _lacking(self, has: Callable[[Literals], bool]) -> Callable[[frozenset[int]], bool]:
        """Return what tells, once for each need, that a text has none of its strings."""
        return cache(lambda need: not has(self._literals[need]))

    def _possible(self, strings: set[int], lacks: Callable[[frozenset[int]], bool]) -> set[int]:
        """Return the patterns for one of whose ways all is in a text.

        Args:
            strings: those that were found in it.
            lacks: says of a need that none of its strings is there.
        """
        possible: set[int] = set()
        for string in strings:
            if string < len(self.strings):
                possible.update(self._enough[string])
                for index, needs in self._needing[string]:
                    if index not in possible and not any(map(lacks, needs)):
                        possible.add(index)
        return possible

    def _note(self, places: Places, possible: set[int], found: Sequence[Found], offset: int) -> None:
        """Keep where the strings of the patterns begin that could match in a reading of a long text."""
        wanted: dict[int, list[int]] = {
            number: []
            for number, (enough, needing) in enumerate(zip(self._enough, self._needing, strict=True))
            if not possible.isdisjoint(enough) or any(index in possible for index, _ in needing)
        }
        for start, _, string in found:
            if string in wanted:
                wanted[string].append(start - offset)
        places.starts.update((self.strings[string], starts) for string, starts in wanted.items() if starts)


def _by_text(
    joined: JoinedText, text: str, found: Sequence[Found]
) -> Iterator[tuple[int, tuple[int, int], Sequence[Found]]]:
    """Yield what was found in each of joined texts: the number of the text, its range, its strings."""
    if found:
        seams = (*joined.seams(text).begins, len(text) + 1)
        begins = (0, *(bisect_left(found, seam, key=_END) for seam in seams[1:-1]), len(found))
        for number, (begin, end) in enumerate(pairwise(begins)):
            if begin < end:
                yield number, (seams[number], seams[number + 1] - 1), found[begin:end]

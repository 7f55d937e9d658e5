"""Multi-string search (Aho-Corasick): every occurrence of every key, overlapping ones too, in one pass."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

Found = tuple[int, int, int]
"""(start, end, index of the key), offsets in code points."""


Search = Callable[[bytes], list[Found]]
"""Finds keys of bytes; offsets are counted in bytes."""


class Automaton(Protocol):
    """Finds keys in a text."""

    def find(self, text: str) -> list[Found]:
        """Return all occurrences, in order of their ends, the longest first among those that end together."""
        ...


def build(keys: Sequence[str]) -> Automaton:
    """Build the fast automaton where its wheel is installed, else the reference one.

    Args:
        keys: non-empty and all different.
    """
    if not keys:
        return NothingToFind()
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return ReferenceAutomaton(keys)
    return CharwiseFinder(CharwiseDoubleArrayAhoCorasick(list(keys)).find_overlapping)


def byte_search(keys: Sequence[bytes]) -> Search | None:
    """Return a search for keys of bytes, some of which may be the same; None where its wheel is not installed."""
    if not keys:
        return lambda _: []
    try:
        from daachorse import DoubleArrayAhoCorasick
    except ImportError:
        return None
    search: Search = DoubleArrayAhoCorasick(list(keys)).find_overlapping
    return search


class NothingToFind:
    """The automaton of no keys."""

    def find(self, text: str) -> list[Found]:
        """Return nothing."""
        return []


class CharwiseFinder:
    """A double array in native code; its search is taken as it is, because a wrapper would cost as much."""

    def __init__(self, find: Callable[[str], list[Found]]) -> None:
        self.find = find


class ReferenceAutomaton:
    """Pure-Python fallback and test oracle for the native automaton."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._fail = [0]
        self._ends: list[list[tuple[int, int]]] = [[]]
        for index, key in enumerate(keys):
            self._insert(key, index)
        self._link()

    def find(self, text: str) -> list[Found]:
        """Return all occurrences."""
        found: list[Found] = []
        state = 0
        step, fail, ends = self._next, self._fail, self._ends
        for position, char in enumerate(text, start=1):
            while state and char not in step[state]:
                state = fail[state]
            state = step[state].get(char, 0)
            if ends[state]:
                found.extend((position - length, position, index) for length, index in ends[state])
        return found

    def _insert(self, key: str, index: int) -> None:
        state = 0
        for char in key:
            if char not in self._next[state]:
                self._next[state][char] = len(self._next)
                self._next.append({})
                self._fail.append(0)
                self._ends.append([])
            state = self._next[state][char]
        self._ends[state].append((len(key), index))

    def _link(self) -> None:
        queue = deque(self._next[0].values())
        while queue:
            state = queue.popleft()
            for char, child in self._next[state].items():
                fallback = self._fail[state]
                while fallback and char not in self._next[fallback]:
                    fallback = self._fail[fallback]
                self._fail[child] = self._next[fallback].get(char, 0)
                self._ends[child].extend(self._ends[self._fail[child]])
                queue.append(child)

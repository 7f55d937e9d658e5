"""Indexes of spellings by their keys: what may be spelled where in a text without separators, or a text as it is."""

from __future__ import annotations

from collections.abc import Iterable

from rednote_lint.text import numpy_views, tables
from rednote_lint.text.lazy import lazy
from rednote_lint.text.squeezing.letter_codes import WIDTH
from rednote_lint.text.squeezing.squeezed import Coded, Squeezed
from rednote_lint.text.words.automaton import Automaton, Search, build, byte_search
from rednote_lint.text.words.matching import Spelling

Hits = list[tuple[list[Spelling], int, int]]
"""What may be spelled at a range of a reading; nothing where a signal is."""


class Index:
    """The spellings that share a key, and the automaton over the keys.

    Args:
        pairs: keys with their spellings.
        signals: strings that are reported to be there, without a spelling.
    """

    def __init__(self, pairs: Iterable[tuple[str, Spelling]], signals: Iterable[str] = ()) -> None:
        groups: dict[str, list[Spelling]] = {}
        for key, spelling in pairs:
            groups.setdefault(key, []).append(spelling)
        self.keys = tuple(groups)
        signals = [signal for signal in dict.fromkeys(signals) if signal not in groups]
        self._members = [*groups.values(), *([] for _ in signals)]
        self._strings = (*self.keys, *signals)

    def find(self, text: str) -> Hits:
        """Return what may be spelled at each place; nothing at the place of a signal."""
        return [(self._members[index], start, end) for start, end, index in self._automaton.find(text)]

    @lazy
    def _automaton(self) -> Automaton:
        return build(self._strings)


class LetterIndex(Index):
    """An index of keys without separators."""

    def find_in(self, view: Squeezed) -> Hits:
        """Return what may be spelled in a view, and where it is searched by codes more than that."""
        if isinstance(view, Coded) and (search := self._search):
            if not (found := search(view.letters)):
                return []
            return [(self._members[index], start // WIDTH, end // WIDTH) for start, end, index in found]
        return self.find(view.text)

    @lazy
    def _search(self) -> Search | None:
        return byte_search(numpy_views.key_codes(self._strings))


class SoundIndex(Index):
    """An index of hanzi by their sounds."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        syllables = tables.syllables()
        super().__init__((spelling.key.translate(syllables), spelling) for spelling in spellings)

    def find_in(self, view: Squeezed) -> Hits:
        """Return what may be spelled in a view, and where it is searched by codes more than that."""
        if isinstance(view, Coded) and (search := self._search):
            if not (found := search(view.letters[::WIDTH])):
                return []
            return [(self._members[index], start, end) for start, end, index in found]
        return self.find(view.by_syllable)

    @lazy
    def _search(self) -> Search | None:
        return byte_search([code[::WIDTH] for code in numpy_views.key_codes(self._strings)])

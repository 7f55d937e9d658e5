"""All words of all rules of a kind, found in one pass per view, each occurrence once, on the characters typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.automaton import Automaton, build
from rednote_lint.text.boundary import continues_spaced, fits_tokens, is_everyday, splits_ascii
from rednote_lint.text.noise import bridges
from rednote_lint.text.terms import Term, squeeze
from rednote_lint.text.views import Squeezed, Views


class Match(NamedTuple):
    """One occurrence of a word."""

    term: Term
    start: int
    """Range in the folded text."""
    end: int
    via: tuple[str, ...]


class _Spelling(NamedTuple):
    """One way of writing a term."""

    term: Term
    folded: str
    key: str
    via: tuple[str, ...]


class _Index:
    """The spellings that share a key, and the automaton over the keys."""

    def __init__(self, pairs: Iterable[tuple[str, _Spelling]]) -> None:
        self.groups: dict[str, list[_Spelling]] = {}
        for key, spelling in pairs:
            self.groups.setdefault(key, []).append(spelling)
        self.members: list[list[_Spelling]] = list(self.groups.values())
        self.automaton: Automaton = build(tuple(self.groups))


class Lexicon:
    """The compiled words of one kind of rule."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Build one automaton per view; a view that no word uses costs nothing later."""
        spellings = [spelling for term in terms for spelling in _spellings(term)]
        squeezable = [s for s in spellings if s.term.squeezable and len(s.key) > 1]
        exchange = tables.stand_ins().apply if any(s.term.variants.homophones for s in spellings) else str
        self._direct = _Index((s.folded, s) for s in spellings)
        self._compact = _Index((s.key, s) for s in squeezable)
        self._replaced = _Index((squeeze(exchange(s.folded)), s) for s in squeezable if s.term.variants.homophones)
        self._sound = _Index(
            (s.key.translate(tables.syllables()), s) for s in squeezable if s.term.sounds and not s.via
        )
        self._counts = [self._compact_count(folded, group) for folded, group in self._direct.groups.items()]

    def find(self, views: Views) -> list[Match]:
        """Find all words in one text, those of the same place and term once."""
        found: dict[tuple[int, int, int], Match] = {}
        direct = self._direct.automaton.find(views.folded.text)
        for start, end, index in direct:
            for spelling in self._direct.members[index]:
                _keep(found, _direct_match(views, spelling, start, end))
        if len(views.compact.text) != len(views.folded.text):
            self._find_compact(views, direct, found)
        if self._replaced.members:
            self._find_replaced(views, found)
        if self._sound.members:
            for start, end, index in self._sound.automaton.find(views.sound):
                for spelling in self._sound.members[index]:
                    _keep(found, _apart_match(views, views.compact, spelling, (start, end), "sound"))
        return list(found.values())

    def _find_compact(
        self, views: Views, direct: list[tuple[int, int, int]], found: dict[tuple[int, int, int], Match]
    ) -> None:
        hits = self._compact.automaton.find(views.compact.text)
        if not hits or len(hits) == sum(self._counts[index] for _, _, index in direct):
            return
        for start, end, index in hits:
            for spelling in self._compact.members[index]:
                _keep(found, _apart_match(views, views.compact, spelling, (start, end), "compact"))

    def _find_replaced(self, views: Views, found: dict[tuple[int, int, int], Match]) -> None:
        for start, end, index in self._replaced.automaton.find(views.replaced.text):
            for spelling in self._replaced.members[index]:
                _keep(found, _apart_match(views, views.replaced, spelling, (start, end), "homophone"))

    def _compact_count(self, folded: str, group: list[_Spelling]) -> float:
        """Say how many compact hits one direct hit explains; not a number when they must all be looked at.

        Every direct hit is a compact hit as well, so equal numbers prove that the compact view has nothing new, and
        its offsets need not be worked out. A word whose marks are lost there breaks the count.
        """
        key = squeeze(folded)
        if key not in self._compact.groups:
            return 0
        same = {id(s.term) for s in group} == {id(s.term) for s in self._compact.groups[key]}
        return 1 if same and folded == key else float("nan")


def _spellings(term: Term) -> Iterator[_Spelling]:
    yield _Spelling(term, term.folded, term.key, ())
    if term.squeezable and term.key != term.folded and term.key == term.folded.replace(" ", ""):
        yield _Spelling(term, term.key, term.key, ("compact",))
    for folded in term.spellings():
        yield _Spelling(term, folded, squeeze(folded), ("homophone",))


def _keep(found: dict[tuple[int, int, int], Match], match: Match | None) -> None:
    if match is not None:
        found.setdefault((id(match.term), match.start, match.end), match)


def _direct_match(views: Views, spelling: _Spelling, start: int, end: int) -> Match | None:
    term, text = spelling.term, views.folded.text
    if splits_ascii(text, start, end, term.boundary.ascii):
        return None
    if not fits_tokens(text, start, end, spelling.folded, term.boundary.cjk):
        return None
    first, last = views.original_range(start, end)
    typed = views.original[first:last]
    if not term.variants.fold and typed != term.word:
        return None
    plain = typed == term.word or typed.casefold() == term.word.casefold() or typed.casefold() == spelling.folded
    return Match(term, start, end, spelling.via if plain else (*spelling.via, "folded"))


def _apart_match(views: Views, view: Squeezed, spelling: _Spelling, at: tuple[int, int], how: str) -> Match | None:
    """Judge a hit in a view without noise; None when it is no disguise of the word, or the word itself."""
    term, text = spelling.term, views.folded.text
    places = [view.source_offset(index) for index in range(*at)]
    start, end = places[0], places[-1] + 1
    gaps = [text[left + 1 : right] for left, right in pairwise(places)]
    typed = "".join(text[place] for place in places)
    if not bridges(typed, gaps, limit=term.variants.gap, spaced=term.spaces, soft=views.soft):
        return None
    extent = _with_marks(text, start, end, spelling) if how != "homophone" else (start, end)
    if extent is None or splits_ascii(text, start, end, term.boundary.ascii):
        return None
    if any(gaps) and typed.isascii() and continues_spaced(text, start, end):
        return None
    if how == "compact":
        if not fits_tokens(text, start, end, typed, term.boundary.cjk):
            return None
    elif typed == spelling.key or is_everyday(text, start, end, typed):
        return None
    return Match(term, *extent, _seen_through(views, spelling, places, how))


def _with_marks(text: str, start: int, end: int, spelling: _Spelling) -> tuple[int, int] | None:
    """Widen a hit to the marks that the word itself has, such as the sign of `100%`; None when they are missing."""
    folded, limit = spelling.folded, spelling.term.variants.gap + 1
    head = folded[: next(i for i, c in enumerate(folded) if c.isalnum())].replace(" ", "")
    tail = folded[max(i for i, c in enumerate(folded) if c.isalnum()) + 1 :].replace(" ", "")
    for char in reversed(head):
        start = text.rfind(char, max(0, start - limit - 1), start)
        if start < 0:
            return None
    for char in tail:
        end = text.find(char, end, end + limit + 1) + 1
        if not end:
            return None
    inner = folded[len(head) : len(folded) - len(tail)]
    marks = (char for char in inner if not char.isalnum() and not char.isspace())
    between = iter(text[start:end])
    return (start, end) if all(mark in between for mark in marks) else None


def _seen_through(views: Views, spelling: _Spelling, places: list[int], how: str) -> tuple[str, ...]:
    via = [*spelling.via]
    origins = [views.folded.origin(place) for place in places]
    typed = "".join(views.original[origin] for origin in dict.fromkeys(origins))
    if typed.casefold() != "".join(views.folded.text[place] for place in places):
        via.append("folded")
    if how != "compact" and how not in via:
        via.append(how)
    if places[-1] - places[0] + 1 != len(places):
        via.append("compact")
    return tuple(via)

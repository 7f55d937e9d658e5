"""Lexicon: finds all words of all rules of a kind in one pass per view, each occurrence once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rednote_lint.model import MOST_PLACES
from rednote_lint.text import tables
from rednote_lint.text.fold import fold_key
from rednote_lint.text.joined_text import JoinedText, Seams
from rednote_lint.text.squeezing.squeezed import exchanged
from rednote_lint.text.views import Views
from rednote_lint.text.words.index import Hits, Index, LetterIndex, SoundIndex
from rednote_lint.text.words.matching import Match, Spelling, apart_match, plain_match
from rednote_lint.text.words.terms import Term, squeeze

_FEW_EMOJI = 12


class Words(NamedTuple):
    """What one text has of the words of a lexicon."""

    matches: list[Match]
    left_at: list[tuple[Term, int]]
    """Terms that stand in more places than are looked at, each with where the first of the others begins."""


class Candidate(NamedTuple):
    """Where words may stand in a text."""

    spellings: Sequence[Spelling]
    """Of words that are written alike there."""
    start: int
    """Range in the reading that it was found in."""
    end: int
    how: str
    """What was read: `plain` the folded text, `homophone` that with exchanged stand-ins, else the compact one."""


class Lexicon:
    """The compiled words of one kind of rule.

    A word that keeps two letters or hanzi without its marks is looked for in the compact view alone, which holds the
    plain spelling as well; the others, and those that are not folded, are looked for as they are written. Each view has
    one automaton; a view that no word uses costs nothing.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        spellings = [spelling for term in terms for spelling in _spellings(term)]
        loose: list[Spelling] = []
        written: list[Spelling] = []
        for spelling in spellings:
            (loose if _is_loose(spelling) else written).append(spelling)
        contact = [s for s in loose if s.term.variants.homophones and not s.via]
        self._plain = Index((s.folded, s) for s in written)
        self._replaced = LetterIndex((exchanged(s.key), s) for s in contact)
        self._compact = LetterIndex(((s.key, s) for s in loose), _signals(self._replaced.keys))
        self._sound = SoundIndex(s for s in loose if s.term.sounds and not s.via)
        self._emoji = _emoji(self._plain.keys)

    def find(self, joined: JoinedText) -> dict[int, Words]:
        """Find all words in joined texts, those of the same place and term once, by the number of the text."""
        judged = ((number, judge(joined.texts[number], of)) for number, of in self.candidates(joined).items())
        return {number: words for number, words in judged if words.matches}

    def candidates(self, joined: JoinedText) -> dict[int, list[Candidate]]:
        """Return where words may stand in joined texts, by the number of the text; to judge them takes far longer."""
        found: dict[int, list[Candidate]] = {}
        whole = joined.whole
        if self._plain.keys and self._may_have_plain(whole.original):
            text = whole.folded.text
            _sort(found, joined.seams(text), self._plain.find(text), "plain")
        hits = self._compact.find_in(whole.compact)
        if hits:
            _sort(found, joined.seams(whole.compact), hits, "compact")
        if self._replaced.keys and (numbers := _with_stand_ins(joined, hits)):
            seams = joined.seams(whole.replaced)
            inside = [hit for hit in self._replaced.find_in(whole.replaced) if seams.place(hit[1])[0] in numbers]
            _sort(found, seams, inside, "homophone")
        if self._sound.keys and (hits := self._sound.find_in(whole.compact)):
            _sort(found, joined.seams(whole.compact), hits, "sound")
        return found

    def _may_have_plain(self, text: str) -> bool:
        for char in self._emoji:  # A comprehension would cost more than what it looks for.
            if char in text:
                return True
        return not self._emoji


def judge(
    views: Views, candidates: Iterable[Candidate], is_wanted: Callable[[Term], bool] = lambda term: True
) -> Words:
    """Tell which words stand where in a text.

    Args:
        views: of the text.
        candidates: in the same text.
        is_wanted: says of a term whether it matters.
    """
    found = _Found()
    for spellings, start, end, how in candidates:
        for spelling in spellings:
            if id(spelling.term) not in found.full and is_wanted(spelling.term):
                found.keep(_match(views, spelling, (start, end), how))
    return found.words()


def _match(views: Views, spelling: Spelling, at: tuple[int, int], how: str) -> Match | None:
    if how == "plain":
        return plain_match(views, spelling, *at)
    return apart_match(views, views.replaced if how == "homophone" else views.compact, spelling, at, how)


class _Found:
    """What was found in one text: of each term as many places as are looked at, what was found first in each."""

    def __init__(self) -> None:
        self._matches: dict[tuple[int, int, int], Match] = {}
        self._counts: dict[int, int] = {}
        self.full: dict[int, tuple[Term, int]] = {}
        """Identity of a term that is looked for no more -> the term, and where the first place begins that is left."""

    def keep(self, match: Match | None) -> None:
        """Keep what is found at a place and of a term for the first time."""
        if match is None:
            return
        term = id(match.term)
        place, count = (term, match.start, match.end), self._counts.get(term, 0)
        if count == MOST_PLACES and place not in self._matches:
            self.full[term] = match.term, match.start
        elif self._matches.setdefault(place, match) is match:
            self._counts[term] = count + 1

    def words(self) -> Words:
        return Words([*self._matches.values()], [*self.full.values()])


def _sort(found: dict[int, list[Candidate]], seams: Seams, hits: Hits, how: str) -> None:
    """Sort what was found in a reading of joined texts by the text that it lies in."""
    for spellings, start, end in hits:
        if spellings:
            number, begin = seams.place(start)
            found.setdefault(number, []).append(Candidate(spellings, start - begin, end - begin, how))


def _with_stand_ins(joined: JoinedText, hits: Hits) -> set[int]:
    """Return the numbers of the texts in which stand-ins may be typed: a plus sign, or a signal in the compact view."""
    signals = [start for spellings, start, _ in hits if not spellings] if hits else ()
    numbers: set[int] = set()
    if signals:
        seams = joined.seams(joined.whole.compact)
        numbers.update(seams.place(start)[0] for start in signals)
    if _has_plus(joined.whole.original):
        numbers.update(number for number, views in enumerate(joined.texts) if _has_plus(views.original))
    return numbers


def _has_plus(text: str) -> bool:
    """Say whether there is a mark among the stand-ins, which the compact view loses."""
    return "+" in text or "➕" in text or "＋" in text


def _is_loose(spelling: Spelling) -> bool:
    """Say whether a spelling is looked for without its marks."""
    return spelling.term.squeezable and len(spelling.key) > 1


def _emoji(keys: Sequence[str]) -> tuple[str, ...]:
    """Return one emoji of each key when the keys are few and all have one: folding leaves emoji alone."""
    first = [next((char for char in key if char > "\u2190" and not char.isalnum()), "") for key in keys]
    return tuple(dict.fromkeys(first)) if all(first) and len(first) <= _FEW_EMOJI else ()


def _signals(keys: Iterable[str]) -> Iterator[str]:
    """Yield all pairs of neighbours in the keys with a stand-in for at least one.

    Only such a pair makes the view with exchanged stand-ins worth a look; one automaton finds them with the words.
    """
    typed: dict[str, list[str]] = {}
    for stand_in, plain in tables.stand_ins().table.items():
        if stand_in.isalnum():
            typed.setdefault(plain, []).append(stand_in)
    for left, right in {pair for key in keys for pair in pairwise(key)}:
        for one in (left, *typed.get(left, ())):
            yield from (one + other for other in (right, *typed.get(right, ())) if (one, other) != (left, right))


def _spellings(term: Term) -> Iterator[Spelling]:
    folded, key = term.folded, term.key
    yield Spelling(term, folded, key, ())
    if term.squeezable:
        if key != folded and key == folded.replace(" ", ""):
            yield Spelling(term, key, key, ("compact",))
    elif term.variants.fold and (exact := fold_key(term.word)) != folded:
        yield Spelling(term, exact, key, ())  # Emoji of a word may stand with or without their selectors.
    for other in term.spellings():
        yield Spelling(term, other, squeeze(other), ("homophone",))

"""All words of all rules of a kind, found in one pass per view, each occurrence once, on the characters typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rednote_lint.text import tables
from rednote_lint.text.automaton import build
from rednote_lint.text.fold import fold_key
from rednote_lint.text.matching import Match, Spelling, apart_match, plain_match
from rednote_lint.text.terms import Term, squeeze
from rednote_lint.text.views import Squeezed, Views

_FEW_EMOJI = 12


class _Index:
    """The spellings that share a key, and the automaton over the keys."""

    def __init__(self, pairs: Iterable[tuple[str, Spelling]], signals: Iterable[str] = ()) -> None:
        """Take keys with their spellings, and signals, which are only told to be there."""
        groups: dict[str, list[Spelling]] = {}
        for key, spelling in pairs:
            groups.setdefault(key, []).append(spelling)
        self.keys = tuple(groups)
        signals = [signal for signal in dict.fromkeys(signals) if signal not in groups]
        self._members = [*groups.values(), *([] for _ in signals)]
        self._find = build((*self.keys, *signals)).find

    def find(self, text: str) -> list[tuple[list[Spelling], int, int]]:
        """Return what may be spelled at each place; nothing at the place of a signal."""
        return [(self._members[index], start, end) for start, end, index in self._find(text)]


class Lexicon:
    """The compiled words of one kind of rule.

    A word that keeps two letters or hanzi without its marks is looked for in the compact view alone, which holds the
    plain spelling as well; the others, and those that are not folded, are looked for as they are written.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        """Build one automaton per view; a view that no word uses costs nothing later."""
        spellings = [spelling for term in terms for spelling in _spellings(term)]
        loose = [s for s in spellings if _is_loose(s)]
        contact = [s for s in loose if s.term.variants.homophones and not s.via]
        self._plain = _Index((s.folded, s) for s in spellings if not _is_loose(s))
        self._replaced = _Index((_replaced(s.key), s) for s in contact)
        self._compact = _Index(((s.key, s) for s in loose), _signals(self._replaced.keys))
        self._sound = _Index((s.key.translate(tables.syllables()), s) for s in loose if s.term.sounds and not s.via)
        self._emoji = _emoji(self._plain.keys)

    def find(self, views: Views) -> list[Match]:
        """Find all words in one text, those of the same place and term once."""
        found: dict[tuple[int, int, int], Match] = {}
        if self._plain.keys and (not self._emoji or any(char in views.original for char in self._emoji)):
            for spellings, start, end in self._plain.find(views.folded.text):
                for spelling in spellings:
                    _keep(found, plain_match(views, spelling, start, end))
        hits = self._compact.find(views.compact.text)
        _judge(found, views, views.compact, hits, "compact")
        if self._replaced.keys and (_has_plus(views.original) or not all(spellings for spellings, _, _ in hits)):
            _judge(found, views, views.replaced, self._replaced.find(views.replaced.text), "homophone")
        if self._sound.keys:
            _judge(found, views, views.sound, self._sound.find(views.sound.text), "sound")
        return list(found.values())


def _judge(
    found: dict[tuple[int, int, int], Match],
    views: Views,
    view: Squeezed,
    hits: list[tuple[list[Spelling], int, int]],
    how: str,
) -> None:
    for spellings, start, end in hits:
        for spelling in spellings:
            _keep(found, apart_match(views, view, spelling, (start, end), how))


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


def _replaced(key: str) -> str:
    stand_ins = tables.stand_ins()
    return stand_ins.apply(key, stand_ins.found(key))


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
    yield Spelling(term, term.folded, term.key, ())
    if not term.squeezable and term.variants.fold and (exact := fold_key(term.word)) != term.folded:
        yield Spelling(term, exact, term.key, ())  # Emoji of a word may stand with or without their selectors.
    if term.squeezable and term.key != term.folded and term.key == term.folded.replace(" ", ""):
        yield Spelling(term, term.key, term.key, ("compact",))
    for folded in term.spellings():
        yield Spelling(term, folded, squeeze(folded), ("homophone",))


def _keep(found: dict[tuple[int, int, int], Match], match: Match | None) -> None:
    if match is not None:
        found.setdefault((id(match.term), match.start, match.end), match)

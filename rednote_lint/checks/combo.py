"""`check: combo`: parts that mean something only together, such as a verb and a channel, a channel and an id."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise, permutations
from operator import attrgetter
from typing import ClassVar, NamedTuple

from rednote_lint.checks.base import Checker, Yield, params_of
from rednote_lint.checks.combo_parts import (
    Occurrence,
    Part,
    PartKey,
    PartOwner,
    list_key,
    list_patterns,
    list_terms,
    part_patterns,
    part_terms,
)
from rednote_lint.checks.pattern import PatternView, matches
from rednote_lint.checks.text_rules import Gathered, Place, Seen, TextParams, answers, apart, longest, text_needs
from rednote_lint.facts import Facts
from rednote_lint.facts.base import Need
from rednote_lint.facts.text.reading import Text
from rednote_lint.model import Bilingual, InvalidValue, Rule
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import Prefilter, Sought
from rednote_lint.text.views import Views
from rednote_lint.text.words.context import SENTENCE_BREAK
from rednote_lint.text.words.lexicon import Candidate, Lexicon, judge
from rednote_lint.text.words.lists import WordList

_MOST_PARTS = 4
_START = attrgetter("start")


class Order(StrEnum):
    """Whether the parts stand as listed."""

    ANY = "any"
    GIVEN = "given"


class ComboParams(TextParams, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a rule on combinations."""

    parts: tuple[Part, ...]
    window: int = 12
    order: Order = Order.ANY
    same_sentence: bool = True
    suggest: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse combinations of nothing."""
        super().__post_init__()
        if not 2 <= len(self.parts) <= _MOST_PARTS:
            raise InvalidValue(
                Bilingual(
                    en=f"a combo has 2 to {_MOST_PARTS} parts, not {len(self.parts)}",
                    zh=f"combo 应有 2 到 {_MOST_PARTS} 个 `parts`，不是 {len(self.parts)} 个",
                )
            )
        if self.window < 0:
            raise InvalidValue(
                Bilingual(
                    en=f"`window` is a number of characters from 0 up, not {self.window}",
                    zh=f"`window` 是不小于 0 的字数，不能是 {self.window}",
                )
            )
        names = [part.name for part in self.parts if part.name]
        if len(set(names)) < len(names):
            raise InvalidValue(Bilingual(en="two parts have the same `name`", zh="两个 `parts` 的 `name` 相同"))

    def prefiltered(self) -> tuple[Pattern, ...]:
        """Return the patterns of all parts."""
        return tuple(pattern for part in self.parts for pattern in part.stated())


class PartMatches(NamedTuple):
    """What one text has for the parts of all rules."""

    words: dict[PartKey, Gathered[Occurrence]]
    patterns: dict[PartKey, list[Sought]]
    """Those that could match."""
    shapes: dict[PartKey, Gathered[Occurrence]]
    """What the patterns of shared lists matched, since several rules ask for it."""


class ComboChecker:
    """All combo rules of a run, with one lexicon and one prefilter for all their parts."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.codes = tuple(rule.code for rule in rules)
        typed = [(rule, params_of(rule, ComboParams)) for rule in rules]
        self._scopes = tuple(dict.fromkeys(scope for _, params in typed for scope in params.on))
        self._rules = {rule.code: (rule, params) for rule, params in typed}
        self._parts = {rule.code: len(params.parts) for rule, params in typed}
        self._detecting = [
            (key, detector)
            for rule, params in typed
            for key, part in zip(_keys(rule.code, params), params.parts, strict=True)
            for detector in part.detectors()
        ]
        self._listed: dict[PartKey, list[PartKey]] = {}
        """Key of a shared list -> the parts that use it."""
        for rule, params in typed:
            for key, part in zip(_keys(rule.code, params), params.parts, strict=True):
                for name in part.lists:
                    self._listed.setdefault(list_key(name), []).append(key)
        self._lists = [code for code, _ in self._listed]
        used = [name for name in WordList if list_key(name) in self._listed]
        shared = [term for name in used for term in list_terms(name)]
        owned = [term for rule, params in typed for term in part_terms(rule.code, params.parts)]
        self._lexicon = Lexicon([*owned, *shared])
        self._sought = [(key, sought) for rule, p in typed for key, sought in part_patterns(rule.code, p.parts)]
        self._sought += [(key, sought) for name in used for key, sought in list_patterns(name)]
        self._prefilter = Prefilter([sought for _, sought in self._sought])
        always = {self._sought[index][0] for index in self._prefilter.always}
        self._anywhere = any(always.issuperset(_keys(rule.code, params)) for rule, params in typed)
        """Whether a rule could find something in a text in which no word, literal or detector does."""

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield the combinations that the rules find, and what their exceptions let pass."""
        reading = facts.reading
        found = self._lexicon.candidates(reading.joined)
        patterns = self._prefilter.candidates(reading.joined)
        detected: dict[int, set[PartKey]] = {}
        for key, detector in self._detecting:
            for number in reading.sighted(detector):
                detected.setdefault(number, set()).add(key)
        seen, always = Seen(), len(self._prefilter.always)
        for number in reading.numbers(self._scopes):
            if self._anywhere or number in found or number in detected or len(patterns[number]) > always:
                text, candidates = reading.texts[number], found.get(number, ())
                sought, sighted = self._patterns(patterns[number]), detected.get(number, ())
                codes = self._complete({*_keys_of(candidates), *sought, *sighted})
                if codes:
                    matched = PartMatches(_words(text.views, candidates, {*codes, *self._lists}), sought, {})
                    codes = self._complete({*matched.words, *sought, *sighted})
                    yield from seen.first(self._combined(text, matched, codes))

    def _complete(self, there: set[PartKey]) -> list[str]:
        """Return the rules for each of whose parts something may stand in a text."""
        used = (key for list_ in there & self._listed.keys() for key in self._listed[list_])
        parts = Counter(code for code, _ in there.union(used))
        return sorted(code for code, number in parts.items() if number == self._parts.get(code))

    def _combined(self, text: Text, matched: PartMatches, codes: Sequence[str]) -> Iterator[Yield]:
        """Ask rules for each of whose parts something may stand in a text."""
        for code in codes:
            rule, params = self._rules[code]
            if text.span.scope in params.on:
                yield from answers(rule, text, _combine(params, code, text, matched), apart)

    def _patterns(self, indexes: Iterable[int]) -> dict[PartKey, list[Sought]]:
        """Sort the patterns that could match by rule and number of the part."""
        sorted_: dict[PartKey, list[Sought]] = {}
        for index in sorted(indexes):
            key, sought = self._sought[index]
            sorted_.setdefault(key, []).append(sought)
        return sorted_


def _keys_of(candidates: Iterable[Candidate]) -> set[PartKey]:
    """Return the parts for which words may have been found, before they are judged."""
    return {spelling.term.owner[:2] for candidate in candidates for spelling in candidate.spellings}


def _words(views: Views, candidates: Sequence[Candidate], codes: Container[str]) -> dict[PartKey, Gathered[Occurrence]]:
    """Sort the words that stand in a text for some rules and lists by rule and number of the part."""
    found: dict[PartKey, Gathered[Occurrence]] = {}
    words = judge(views, candidates, lambda term: term.owner.code in codes)
    for match in words.matches:
        owner: PartOwner = match.term.owner
        if not any(exception.reason(views, match.start, match.end) for exception in owner.exceptions):
            of_part = found.setdefault((owner.code, owner.part), Gathered())
            of_part.places.append(Occurrence(match.start, match.end, match.via))
    for term, at in words.left_at:
        found.setdefault((term.owner.code, term.owner.part), Gathered()).leave(at)
    return found


class Combo:
    """The kind `combo`."""

    name: ClassVar[str] = "combo"
    params: ClassVar[type[ComboParams]] = ComboParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Say which facts the rule asks for."""
        return text_needs(rule)

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker for all rules."""
        return (ComboChecker(rules),) if rules else ()


KIND = Combo()


def _keys(code: str, params: ComboParams) -> list[PartKey]:
    return [(code, number) for number in range(len(params.parts))]


def _combine(params: ComboParams, code: str, text: Text, matched: PartMatches) -> Gathered[Place]:
    gathered = _gathered(params, code, text.views, matched)
    if gathered is None:
        return Gathered()
    left = [part.left_at for part in gathered if part.left_at is not None]
    occurrences = [longest(part.places) for part in gathered]
    orders = permutations(range(len(params.parts))) if params.order is Order.ANY else [tuple(range(len(params.parts)))]
    chains = [chain for order in orders for chain in _chains(params, text.views, order, occurrences)]
    exceptions = params.exceptions()
    places = (_place(params, text.views, chain)._replace(exceptions=exceptions) for chain in _tightest(chains))
    return Gathered(places, min(left, default=None))


def _gathered(params: ComboParams, code: str, views: Views, matched: PartMatches) -> list[Gathered[Occurrence]] | None:
    """Return what stands for each part; None as soon as one part is missing, words first because they are at hand."""
    keys = _keys(code, params)
    found = [_found(matched, key, part) for key, part in zip(keys, params.parts, strict=True)]
    for number, part in enumerate(params.parts):
        _add_patterns(found[number], matched.patterns.get(keys[number], ()), views)
        for name in part.lists:
            found[number].join(_shapes(matched, list_key(name), views))
        for detector in part.detectors():
            found[number].add(Occurrence(start, end) for start, end in views.sightings(detector))
        if not found[number].places:
            return None
    return found


def _add_patterns(found: Gathered[Occurrence], patterns: Sequence[Sought], views: Views) -> None:
    """Add where patterns match the folded text."""
    for pattern in patterns:
        told = matches(pattern, views, PatternView.FOLDED)
        found.add(Occurrence(match.start, match.end, match.via) for match in told)


def _shapes(matched: PartMatches, key: PartKey, views: Views) -> Gathered[Occurrence]:
    """Return where the patterns of a shared list match, which are tried once for all rules that use it."""
    if key not in matched.shapes:
        matched.shapes[key] = Gathered()
        _add_patterns(matched.shapes[key], matched.patterns.get(key, ()), views)
    return matched.shapes[key]


def _found(matched: PartMatches, key: PartKey, part: Part) -> Gathered[Occurrence]:
    """Return where words of a part stand, its own and those of shared lists."""
    found = Gathered[Occurrence]()
    for of_words in (key, *map(list_key, part.lists)):
        if there := matched.words.get(of_words):
            found.join(there)
    return found


Chain = dict[int, Occurrence]
"""Number of a part -> what stands for it, in order of the text."""


def _chains(params: ComboParams, views: Views, order: Sequence[int], found: list[list[Occurrence]]) -> Iterator[Chain]:
    """Yield, for each place of the first part of an order, the nearest others that follow within the window."""
    for first in found[order[0]]:
        chain = {order[0]: first}
        last = first
        for number in order[1:]:
            at = bisect_left(found[number], last.end, key=_START)
            if at == len(found[number]) or not _follows(params, views, last, found[number][at]):
                break  # Whatever stands further behind is too far as well.
            last = chain[number] = found[number][at]
        else:
            yield chain


def _follows(params: ComboParams, views: Views, left: Occurrence, right: Occurrence) -> bool:
    if right.start > views.window(left.end, left.end, params.window)[1]:
        return False
    between = views.folded.text[left.end : right.start]
    if views.soft:
        between = between.replace("\n", " ").replace("\r", " ")
    return not (params.same_sentence and SENTENCE_BREAK.search(between))


def _tightest(chains: list[Chain]) -> list[Chain]:
    """Drop the chains that hold a tighter one inside."""
    unique = {(min(o.start for o in chain.values()), max(o.end for o in chain.values())): chain for chain in chains}
    tightest, nearest_end = set(), math.inf
    for start, end in sorted(unique, key=lambda span: (-span[0], span[1])):
        if end < nearest_end:
            tightest.add((start, end))
            nearest_end = end
    return [chain for span, chain in unique.items() if span in tightest]


def _place(params: ComboParams, views: Views, chain: Chain) -> Place:
    values = {"suggest": "、".join(params.suggest)}
    for number, occurrence in chain.items():
        if name := params.parts[number].name:
            first, last = views.original_range(occurrence.start, occurrence.end)
            values[name] = views.original[first:last]
    via = tuple(dict.fromkeys(way for occurrence in chain.values() for way in occurrence.via))
    start = min(occurrence.start for occurrence in chain.values())
    end = max(occurrence.end for occurrence in chain.values())
    in_order = sorted(chain.values(), key=lambda occurrence: occurrence.start)
    between = tuple((left.end, right.start) for left, right in pairwise(in_order))
    return Place(start, end, values, via, params.suggest, between=between)

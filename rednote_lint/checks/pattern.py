"""`check: pattern`: regular expressions on one view of a text, and the built-in detectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from rednote_lint.checks.base import Checker, Yield, params_of
from rednote_lint.checks.text_rules import Gathered, Place, Seen, TextParams, answers, text_needs
from rednote_lint.facts import Facts
from rednote_lint.facts.base import Need
from rednote_lint.facts.text.reading import Text
from rednote_lint.model import Bilingual, InvalidValue, Rule
from rednote_lint.text.detect import Detector
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import Prefilter, Sought, sought_compact, sought_folded, sought_original
from rednote_lint.text.patterns.reach import Places
from rednote_lint.text.views import Views


class PatternView(StrEnum):
    """What a pattern reads."""

    FOLDED = "folded"
    ORIGINAL = "original"
    COMPACT = "compact"


class PatternParams(TextParams, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a rule on patterns."""

    pattern: Pattern | None = None
    patterns: tuple[Pattern, ...] = ()
    detect: Detector | tuple[Detector, ...] = ()
    view: PatternView = PatternView.FOLDED
    suggest: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rule that looks for nothing."""
        super().__post_init__()
        if not self.stated() and not self.detectors():
            raise InvalidValue(
                Bilingual(
                    en="the rule needs `pattern`, `patterns` or `detect`",
                    zh="规则需要 `pattern`、`patterns` 或 `detect`",
                )
            )

    def sought(self) -> tuple[Sought, ...]:
        """Return all patterns, ready for the view they read."""
        return tuple(map(_PREPARE[self.view], self.stated()))

    def prefiltered(self) -> tuple[Pattern, ...]:
        """Return the patterns, unless they are for the compact text."""
        return () if self.view is PatternView.COMPACT else self.stated()

    def without_effect(self) -> Mapping[str, str]:
        """Return `view` where nothing but detectors reads the text."""
        return {} if self.stated() else {"view": "detectors have a view of their own"}

    def stated(self) -> tuple[Pattern, ...]:
        """Return all patterns as written."""
        return ((self.pattern,) if self.pattern is not None else ()) + self.patterns

    def detectors(self) -> tuple[Detector, ...]:
        """Return all detectors."""
        return (self.detect,) if isinstance(self.detect, Detector) else self.detect


_PREPARE = {
    PatternView.FOLDED: sought_folded,
    PatternView.ORIGINAL: sought_original,
    PatternView.COMPACT: sought_compact,
}


class PatternChecker:
    """All rules on patterns of a run, with one prefilter for all their patterns."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.codes: tuple[str, ...] = tuple(rule.code for rule in rules)
        self._rules = [(rule, params_of(rule, PatternParams)) for rule in rules]
        self._sought = [
            (number, sought) for number, (_, params) in enumerate(self._rules) for sought in params.sought()
        ]
        self._prefilter = Prefilter([sought for _, sought in self._sought])
        self._detecting = [number for number, (_, params) in enumerate(self._rules) if params.detectors()]

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield what the patterns and detectors find, and what the exceptions let pass."""
        reading = facts.reading
        for number, patterns in sorted(self._candidates(reading.joined).items()):
            (rule, params), seen = self._rules[number], Seen()
            could = {*patterns, *(number for detector in params.detectors() for number in reading.sighted(detector))}
            for text_number in filter(could.__contains__, reading.numbers(params.on) if could else ()):
                text = reading.texts[text_number]
                found = _places(params, text, patterns.get(text_number, ()))
                yield from seen.first(answers(rule, text, found))

    def _candidates(self, joined: JoinedText) -> dict[int, dict[int, list[Sought]]]:
        """Return the patterns that could match, by the number of their rule and of the text."""
        found: dict[int, dict[int, list[Sought]]] = {number: {} for number in self._detecting}
        for text_number, indexes in enumerate(self._prefilter.candidates(joined)):
            for index in sorted(indexes):
                number, sought = self._sought[index]
                found.setdefault(number, {}).setdefault(text_number, []).append(sought)
        return found


def _places(params: PatternParams, text: Text, patterns: Iterable[Sought]) -> Gathered[Place]:
    gathered = Gathered[Place]()
    for pattern in patterns:
        gathered.add(_place(params, found) for found in matches(pattern, text.views, params.view))
    for detector in params.detectors():
        values, ranges = {"detect": detector.value}, text.views.sightings(detector)
        gathered.add(_place(params, PatternMatch(start, end, values)) for start, end in ranges)
    return gathered


def _place(params: PatternParams, found: PatternMatch) -> Place:
    values = {"suggest": "、".join(params.suggest), **found.values}
    return Place(found.start, found.end, values, found.via, params.suggest, params.exceptions())


class PatternKind:
    """The kind `pattern`."""

    name: ClassVar[str] = "pattern"
    params: ClassVar[type[PatternParams]] = PatternParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Say which facts the rule asks for."""
        return text_needs(rule)

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker for all rules."""
        return (PatternChecker(rules),) if rules else ()


KIND = PatternKind()


class PatternMatch(NamedTuple):
    """A match of a pattern."""

    start: int
    """Range in the folded text."""
    end: int
    values: dict[str, str] = {}
    """The named groups."""
    via: tuple[str, ...] = ()


def matches(pattern: Sought, views: Views, view: PatternView) -> Iterator[PatternMatch]:
    """Yield the non-empty matches of a pattern."""
    if view is PatternView.ORIGINAL:
        for match, (start, end) in _found(pattern, views.original, views.places_in_original):
            yield PatternMatch(*views.folded_range(start, end), _groups(match))
    elif view is PatternView.COMPACT:
        for match, (start, end) in _found(pattern, views.compact.text):
            places = views.compact.source_offset(start), views.compact.source_offset(end - 1) + 1
            yield PatternMatch(*places, _groups(match))
    else:
        for match, span in _found(pattern, views.folded.text, views.places.get(views.folded.text)):
            yield PatternMatch(*span, _groups(match))
        yield from _broken(pattern, views)


def _broken(pattern: Sought, views: Views) -> Iterator[PatternMatch]:
    """Yield the matches of a pattern that emoji were inserted into."""
    if len(views.unbroken.text) < len(views.folded.text):
        for match, span in _found(pattern, views.unbroken.text, views.places.get(views.unbroken.text)):
            start, end = views.unbroken.source_range(*span)
            if end - start > span[1] - span[0]:
                yield PatternMatch(start, end, _groups(match), ("compact",))


def _found(pattern: Sought, text: str, places: Places | None = None) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    for match in pattern.finditer(text, places):
        start, end = match.span("hit" if "hit" in match.re.groupindex else 0)
        if start < end:
            yield match, (start, end)


def _groups(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict("").items() if name != "hit"}

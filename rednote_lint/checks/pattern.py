"""`check: pattern`: regular expressions on one view of a text, and the built-in detectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar

from rednote_lint.checks.base import Checker
from rednote_lint.checks.text_rules import Place, Seen, TextParams, answers, text_needs
from rednote_lint.facts import Facts
from rednote_lint.facts.base import Need
from rednote_lint.facts.reading import Text
from rednote_lint.model import Hit, Rule, Veto
from rednote_lint.text.detect import Detector, detect
from rednote_lint.text.lazy import lazy
from rednote_lint.text.needles import Sought, sought_folded, sought_original
from rednote_lint.text.safe_regex import verify
from rednote_lint.text.trust import is_checked
from rednote_lint.text.views import Views


class PatternView(StrEnum):
    """What a pattern reads."""

    FOLDED = "folded"
    ORIGINAL = "original"
    COMPACT = "compact"


class PatternParams(TextParams, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of a rule on patterns."""

    pattern: str | None = None
    patterns: tuple[str, ...] = ()
    detect: Detector | tuple[Detector, ...] = ()
    view: PatternView = PatternView.FOLDED
    suggest: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse patterns that do not compile or could hang."""
        if is_checked():
            return
        super().__post_init__()
        if not self.stated() and not self.detectors():
            raise ValueError("the rule needs `pattern`, `patterns` or `detect`")
        for pattern in self.stated():
            verify(pattern)

    def sought(self) -> tuple[Sought, ...]:
        """Return all patterns, ready for the view they read."""
        return tuple(map(sought_original if self.view is PatternView.ORIGINAL else sought_folded, self.stated()))

    def stated(self) -> tuple[str, ...]:
        """Return all patterns as written."""
        return ((self.pattern,) if self.pattern is not None else ()) + self.patterns

    def detectors(self) -> tuple[Detector, ...]:
        """Return all detectors."""
        return (self.detect,) if isinstance(self.detect, Detector) else self.detect


class PatternChecker:
    """One rule on patterns."""

    def __init__(self, rule: Rule) -> None:
        """Look at no pattern yet: a rule that is not active for any post never needs its own."""
        params: PatternParams = rule.params
        self.codes: tuple[str, ...] = (rule.code,)
        self._rule = rule
        self._params = params
        self._detectors = params.detectors()
        self._exceptions = params.exceptions()

    def run(self, facts: Facts) -> Iterator[Hit | Veto]:
        """Yield what the patterns and detectors find, and what the exceptions let pass."""
        seen = Seen()
        for text in facts.reading.of(self._params.on):
            yield from seen.first(answers(self._rule, text, list(self._places(text))))

    @lazy
    def _patterns(self) -> tuple[Sought, ...]:
        return self._params.sought()

    def _places(self, text: Text) -> Iterator[Place]:
        chars = text.views.chars
        for pattern in self._patterns:
            if not pattern.may_match(chars):
                continue
            for start, end, values in matches(pattern, text.views, self._params.view):
                yield self._place(start, end, values)
        for detector in self._detectors:
            for start, end in sightings(detector, text.views):
                yield self._place(start, end, {"detect": detector.value})

    def _place(self, start: int, end: int, values: dict[str, str]) -> Place:
        values = {"suggest": "、".join(self._params.suggest), **values}
        return Place(start, end, values, (), self._params.suggest, self._exceptions)


class Pattern:
    """The kind `pattern`."""

    name: ClassVar[str] = "pattern"
    params: ClassVar[type[PatternParams]] = PatternParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Say which facts the rule asks for."""
        return text_needs(rule)

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker per rule."""
        return tuple(PatternChecker(rule) for rule in rules)


KIND = Pattern()


def sightings(detector: Detector, views: Views) -> Iterator[tuple[int, int]]:
    """Yield what a detector finds in the unmasked text, as ranges of the folded text."""
    return (views.unmasked_range(start, end) for start, end in detect(detector, views.bare.text))


def matches(pattern: Sought, views: Views, view: PatternView) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Yield the non-empty matches of a pattern: their range in the folded text, and their named groups."""
    if view is PatternView.COMPACT:
        source = views.compact.text
    else:
        source = views.original if view is PatternView.ORIGINAL else views.folded.text
    for match in pattern.finditer(source):
        start, end = match.span("hit" if "hit" in match.re.groupindex else 0)
        if start >= end:
            continue
        values = {name: value for name, value in match.groupdict("").items() if name != "hit"}
        if view is PatternView.COMPACT:
            start, end = views.compact.source_offset(start), views.compact.source_offset(end - 1) + 1
        elif view is PatternView.ORIGINAL:
            start, end = views.folded_range(start, end)
        yield start, end, values

"""`check: declared`: compares what the author declares with what the files and the words show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.checks.clues import Clue, found
from rednote_lint.checks.metadata import unread
from rednote_lint.facts import Facts, Need, visible_assets
from rednote_lint.facts.base import need_of
from rednote_lint.facts.metadata import Metadata
from rednote_lint.model import Bilingual, Hit, Location, Rule, Scope, TextSpan, Veto
from rednote_lint.text.patterns.pattern import Pattern


class Field(StrEnum):
    """A declaration that the platform's form also asks for."""

    AI_GENERATED = "ai_generated"
    COMMERCIAL = "commercial"
    IS_ORIGINAL = "is_original"


class Stated(StrEnum):
    """How a declaration stands in the post."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    UNSTATED = "unstated"


class DeclaredParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on declarations."""

    field: Field
    stated: tuple[Stated, ...]
    """The rule asks only when the declaration stands so."""
    any: tuple[Clue, ...] = ()
    """Clues in metadata; one per file suffices."""
    words: tuple[Pattern, ...] = ()
    """Patterns in the post's words, case aside."""
    on: tuple[Scope, ...] = (Scope.TITLE, Scope.BODY, Scope.TAGS)
    """Where the words count."""
    unless_words: tuple[Pattern, ...] = ()
    """Patterns anywhere in those words that let the post's words pass."""

    def __post_init__(self) -> None:
        """Refuse a rule that can never say anything."""
        if not self.stated:
            raise ValueError("`stated` names no state")
        if not self.any and not self.words:
            raise ValueError("neither `any` nor `words` says what to look for")


class DeclaredKind:
    """Compares declarations with observations."""

    name: ClassVar[str] = "declared"
    params: ClassVar[type[Params]] = DeclaredParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Ask for metadata only when the rule has clues there."""
        params = params_of(rule, DeclaredParams)
        needs = {Need.METADATA} if params.any else set()
        if params.words:
            needs |= {Need.TEXT} | {need_of(scope) for scope in params.on}
        return frozenset(needs)

    def compile(self, rules: Sequence[Rule]) -> Sequence[DeclaredChecker]:
        """Make one checker per rule."""
        return tuple(DeclaredChecker(rule) for rule in rules)


_SAID = Bilingual(en="the text already says so", zh="文字里已经说明")


class DeclaredChecker:
    """One rule on a declaration."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.codes = (rule.code,)
        self.params = params_of(rule, DeclaredParams)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield one hit per file with a clue, and one per cue in the words."""
        if _stated(facts, self.params.field) not in self.params.stated:
            return
        if self.params.any:
            yield from self._in_files(facts)
        if self.params.words:
            yield from self._in_words(facts)

    def _in_files(self, facts: Facts) -> Iterator[Yield]:
        for asset in visible_assets(facts.post):
            metadata = facts.metadata(asset)
            yield from unread(asset, metadata)
            clues = found(self.params.any, metadata) if isinstance(metadata, Metadata) else ()
            if clues:
                evidence = "; ".join(clue.evidence(tag) for clue, tag in clues)
                yield self._hit(facts, Location(path=asset.path), evidence)

    def _in_words(self, facts: Facts) -> Iterator[Yield]:
        spans = [span for scope in self.params.on for span in facts.spans(scope)]
        disclosed = next((match for span in spans for match in _matches(self.params.unless_words, span)), None)
        for span in spans:
            for start, end in _matches(self.params.words, span):
                where, evidence = span.locate(start, end), span.text[start:end]
                if disclosed is None:
                    yield self._hit(facts, where, evidence, span.scope)
                else:
                    yield Veto(code=self.rule.code, where=where, evidence=evidence, reason=_SAID)

    def _hit(self, facts: Facts, where: Location, evidence: str, scope: Scope | None = None) -> Hit:
        declared_at = facts.post.declared_at.get(self.params.field.value)
        related = (declared_at,) if declared_at else ()
        return Hit(code=self.rule.code, where=where, evidence=evidence, scope=scope, related=related)


def _stated(facts: Facts, field: Field) -> Stated:
    value: bool | None = getattr(facts.post.declared, field.value)
    return Stated.UNSTATED if value is None else Stated.AFFIRMED if value else Stated.DENIED


def _matches(patterns: Sequence[Pattern], span: TextSpan) -> Iterator[tuple[int, int]]:
    """Yield where patterns match, from left to right; of matches that overlap the first, and of those the longest."""
    places = [match.span() for pattern in patterns for match in pattern.caseless.finditer(span.text)]
    last = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if end > start >= last:
            yield start, end
            last = end


KIND = DeclaredKind()

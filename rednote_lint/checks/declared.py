"""`check: declared`: compares what the author declares with what the files and the words show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.checks.clues import Clue, found
from rednote_lint.checks.metadata import unread
from rednote_lint.facts import Facts, Need, visible_assets
from rednote_lint.facts.base import need_of
from rednote_lint.facts.metadata import Metadata
from rednote_lint.facts.text.reading import Text
from rednote_lint.model import Bilingual, Hit, InvalidValue, Location, Rule, Scope, Veto
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.patterns.prefilter import Prefilter, Sought, sought_caseless


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

    def prefiltered(self) -> tuple[Pattern, ...]:
        """Return the patterns in the post's words."""
        return (*self.words, *self.unless_words)

    def __post_init__(self) -> None:
        """Refuse a rule that can never say anything."""
        if not self.stated:
            raise InvalidValue(Bilingual(en="`stated` names no state", zh="`stated` 没有写任何状态"))
        if not self.any and not self.words:
            raise InvalidValue(
                Bilingual(en="neither `any` nor `words` says what to look for", zh="`any` 和 `words` 都没有写要找什么")
            )


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
        """Make one checker for all rules."""
        return (DeclaredChecker(rules),) if rules else ()


_SAID = Bilingual(en="the text already says so", zh="文字里已经说明")


class _Words(NamedTuple):
    """Patterns of a rule that could match, by the number of the text."""

    words: dict[int, list[Sought]]
    unless: dict[int, list[Sought]]


class DeclaredChecker:
    """All rules on declarations of a run, with one prefilter for all their patterns."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.codes: tuple[str, ...] = tuple(rule.code for rule in rules)
        self._rules = [(rule, params_of(rule, DeclaredParams)) for rule in rules]
        self._sought = [
            (number, stated, sought_caseless(pattern))
            for number, (_, params) in enumerate(self._rules)
            for stated in ("words", "unless")
            for pattern in (params.words if stated == "words" else params.unless_words)
        ]
        self._prefilter = Prefilter([sought for *_, sought in self._sought])

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield one hit per file with a clue, and one per cue in the words."""
        could: dict[int, _Words] | None = None
        for number, (rule, params) in enumerate(self._rules):
            if _stated(facts, params.field) not in params.stated:
                continue
            if params.any:
                yield from _in_files(rule, params, facts)
            if params.words:
                could = self._candidates(facts.reading.joined) if could is None else could
                if number in could and could[number].words:
                    yield from _in_words(rule, params, facts, could[number])

    def _candidates(self, joined: JoinedText) -> dict[int, _Words]:
        """Return the patterns that could match, by the number of their rule."""
        found: dict[int, _Words] = {}
        for text_number, indexes in enumerate(self._prefilter.candidates(joined)):
            for index in sorted(indexes):
                number, stated, sought = self._sought[index]
                words = found.setdefault(number, _Words({}, {}))
                by_text = words.words if stated == "words" else words.unless
                by_text.setdefault(text_number, []).append(sought)
        return found


def _in_files(rule: Rule, params: DeclaredParams, facts: Facts) -> Iterator[Yield]:
    for asset in visible_assets(facts.post):
        metadata = facts.metadata(asset)
        yield from unread(asset, metadata)
        clues = found(params.any, metadata) if isinstance(metadata, Metadata) else ()
        if clues:
            evidence = "; ".join(clue.evidence(tag) for clue, tag in clues)
            yield _hit(rule, params, facts, Location(path=asset.path), evidence)


def _in_words(rule: Rule, params: DeclaredParams, facts: Facts, could: _Words) -> Iterator[Yield]:
    texts = [(number, facts.reading.texts[number]) for number in facts.reading.numbers(params.on)]
    said = [(text.span, place) for number, text in texts for place in _matches(could.words.get(number, ()), text)]
    disclosed = bool(said) and any(True for number, text in texts for _ in _matches(could.unless.get(number, ()), text))
    for span, (start, end) in said:
        where, evidence = span.locate(start, end), span.text[start:end]
        if disclosed:
            yield Veto(code=rule.code, where=where, evidence=evidence, reason=_SAID)
        else:
            yield _hit(rule, params, facts, where, evidence, span.scope)


def _hit(
    rule: Rule, params: DeclaredParams, facts: Facts, where: Location, evidence: str, scope: Scope | None = None
) -> Hit:
    declared_at = facts.post.declared_at.get(params.field.value)
    related = (declared_at,) if declared_at else ()
    return Hit(code=rule.code, where=where, evidence=evidence, scope=scope, related=related)


def _stated(facts: Facts, field: Field) -> Stated:
    value: bool | None = getattr(facts.post.declared, field.value)
    return Stated.UNSTATED if value is None else Stated.AFFIRMED if value else Stated.DENIED


def _matches(patterns: Sequence[Sought], text: Text) -> Iterator[tuple[int, int]]:
    """Yield where patterns match, from left to right; of matches that overlap the first, and of those the longest."""
    if not patterns:
        return
    where = text.views.places_in_original
    places = [match.span() for pattern in patterns for match in pattern.finditer(text.views.original, where)]
    last = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if end > start >= last:
            yield start, end
            last = end


KIND = DeclaredKind()

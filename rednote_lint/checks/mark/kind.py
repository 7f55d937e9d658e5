"""The kind `mark`: another platform's watermark, proven by several pieces of evidence together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from rednote_lint.checks.base import Checker, Yield, params_of
from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.card import cards
from rednote_lint.checks.mark.glyph import glyphs
from rednote_lint.checks.mark.overlay import Rivals, overlays
from rednote_lint.checks.mark.shape import covered, hints, shapes
from rednote_lint.checks.mark.sighting import Sighting
from rednote_lint.checks.mark.spec import Form, MarkParams, MarkSpec
from rednote_lint.facts import Facts, Need, Unreadable, visible_assets
from rednote_lint.model import AssetKind, Bilingual, Box, Hit, Location, Rule, Scope, TimeRange, Veto
from rednote_lint.text.own_accounts import OwnAccounts

_OWN = Bilingual(en="the author's own account", zh="作者自己的账号")


class MarkKind:
    """Rules on marks in images and videos."""

    name: ClassVar[str] = "mark"
    params: ClassVar[type[MarkParams]] = MarkParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Marks are read from the same frames as text; where a file comes from, from its tags."""
        origin = {Need.METADATA} if params_of(rule, MarkParams).mark.origin else set()
        return frozenset({Need.MARKS, *origin})

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker for all: they share the analysis and the lines."""
        return (MarkChecker(rules),)


class MarkRule(NamedTuple):
    """A rule with its parameters."""

    rule: Rule
    on: tuple[Scope, ...]
    spec: MarkSpec

    @property
    def template(self) -> str:
        """Path of the logo's template."""
        return str(Path(self.rule.folder) / "templates" / f"{self.spec.logo}.png")


class MarkChecker:
    """Asks all mark rules of every image and video.

    Args:
        rules: rules with `MarkParams`.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        typed = [(rule, params_of(rule, MarkParams)) for rule in rules]
        self._rules = [MarkRule(rule, params.on, params.mark) for rule, params in typed]
        self.codes = tuple(rule.code for rule in rules)
        self._rivals = {one.rule.code: _rivals(one, self._rules) for one in self._rules}
        # An ending that could be any known card is the business of the card rules alone.
        self._card_within = max((one.spec.card.within for one in self._rules if one.spec.card), default=None)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield a hit for each stretch of each mark; where nothing was read, the facts say so once for every rule."""
        for asset in visible_assets(facts.post):
            analysis = facts.analysis(asset)
            if isinstance(analysis, Unreadable) or analysis.lines is None:
                continue
            own = OwnAccounts((*facts.options.accounts, facts.post.declared.account))
            with facts.refinement(asset) as refiner:
                metadata = partial(facts.metadata, asset)
                yield from self._ask(AnalyzedAsset(asset, analysis, refiner, self._card_within, metadata), own)

    def _ask(self, seen: AnalyzedAsset, own: OwnAccounts) -> Iterator[Yield]:
        scope = Scope.IMAGE if seen.asset.kind is AssetKind.IMAGE else Scope.FRAME
        found = list(self._by_words(seen, scope, own))
        yield from found
        if scope is Scope.FRAME:
            yield from self._by_shape(seen, [hit for hit in found if isinstance(hit, Hit)])

    def _by_words(self, seen: AnalyzedAsset, scope: Scope, own: OwnAccounts) -> Iterator[Hit | Veto]:
        asked = [one for one in self._rules if scope in one.on]
        found = [(one, sighting) for one in asked for sighting in _sightings(one, seen, self._rivals[one.rule.code])]
        taken: list[Box] = []
        # Those of lower priority come last, when the others have taken their places.
        for one, sighting in sorted(found, key=lambda pair: pair[1].yields):
            if not (sighting.yields and any(sighting.box.share_inside(box) > 0.5 for box in taken)):
                taken.append(sighting.box)
                hit = _hit(one, seen, scope, sighting)
                yield _passed(hit) if one.spec.of_others and own.in_text(sighting.words) else hit

    def _by_shape(self, seen: AnalyzedAsset, found: list[Hit]) -> Iterator[Hit]:
        """Match logos where no words of a mark were read; where platforms share one, what else was read decides."""
        groups: dict[str, list[MarkRule]] = {}
        for one in self._rules:
            if Scope.FRAME in one.on and one.spec.moves:
                groups.setdefault(one.template, []).append(one)
        for template, rules in groups.items():
            named = [one for one in rules if any(hit.code == one.rule.code for hit in found)]
            chosen = (named or [one for one in rules if hints(one.spec, seen)] or rules)[0]
            known = [hit.where.time for hit in found if hit.code == chosen.rule.code and hit.where.time is not None]
            if covered(known, seen):
                continue
            for sighting in shapes(chosen.spec, seen, template):
                if sighting.time is not None and not any(_overlap(sighting.time, time) for time in known):
                    yield _hit(chosen, seen, Scope.FRAME, sighting)


def _rivals(one: MarkRule, rules: Sequence[MarkRule]) -> Rivals:
    """Gather the logos and wordmarks of the other platforms; names of accounts are no platform's."""
    others = [other for other in rules if other.spec.form is Form.OVERLAY and other.spec.platform != one.spec.platform]
    logos = {other.template for other in others if other.spec.logo} - {one.template}
    words = [
        word for other in others if not other.spec.of_others and not other.spec.yields for word in other.spec.words
    ]
    return Rivals(tuple(sorted(logos)), tuple(dict.fromkeys(words)))


def _sightings(one: MarkRule, seen: AnalyzedAsset, rivals: Rivals) -> Iterator[Sighting]:
    match one.spec.form:
        case Form.CARD:
            return cards(one.spec, seen, rivals.words)
        case Form.GLYPH:
            return glyphs(one.spec, seen, one.template)
        case Form.OVERLAY:
            return overlays(one.spec, seen, one.template if one.spec.logo else None, rivals)


def _overlap(one: TimeRange, other: TimeRange) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.5 * (one.end - one.start)


def _passed(hit: Hit) -> Veto:
    return Veto(code=hit.code, where=hit.where, evidence=hit.evidence, reason=_OWN)


def _hit(one: MarkRule, seen: AnalyzedAsset, scope: Scope, sighting: Sighting) -> Hit:
    where = Location(path=seen.asset.path, time=sighting.time, box=sighting.box, frame=seen.analysis.view.size)
    platform = one.spec.platform
    return Hit(
        code=one.rule.code,
        where=where,
        evidence=sighting.evidence,
        values={
            "hit": sighting.told.en,
            "hit_zh": sighting.told.zh,
            "platform": platform.en,
            "platform_zh": platform.zh,
            "words": sighting.words,
        },
        scope=scope,
        confidence=sighting.confidence,
        subject=platform.en,
    )


KIND = MarkKind()

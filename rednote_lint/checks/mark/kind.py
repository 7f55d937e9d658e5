"""The kind `mark`: another platform's watermark, proven by several pieces of evidence together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from rednote_lint.checks.base import Checker, Yield
from rednote_lint.checks.mark.card import cards
from rednote_lint.checks.mark.glyph import glyphs
from rednote_lint.checks.mark.overlay import Sighting, overlays
from rednote_lint.checks.mark.shape import covered, hints, shapes, tells_by_shape
from rednote_lint.checks.mark.spec import Form, MarkParams, MarkSpec
from rednote_lint.facts import Facts
from rednote_lint.facts.analysis.analyze import MediaAnalysis
from rednote_lint.facts.analysis.looking import visible_assets
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.marks.refiner import MarkRefiner
from rednote_lint.model import Asset, AssetKind, Box, Hit, Location, Rule, Scope, TimeRange


class MarkKind:
    """Rules on marks in images and videos."""

    name: ClassVar[str] = "mark"
    params: ClassVar[type[MarkParams]] = MarkParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Marks are read from the same frames as text."""
        return frozenset({Need.MARKS})

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker for all: they share the look and the lines."""
        return (MarkChecker(rules),)


class MarkChecker:
    """Asks all mark rules of every image and video.

    Args:
        rules: rules with `MarkParams`.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Keep the rules."""
        self._rules = tuple(rules)
        self.codes = tuple(rule.code for rule in rules)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield a hit for each stretch of each mark; where nothing was read, the facts say so."""
        for asset in visible_assets(facts.post, facts.planted):
            analysis = facts.analysis(asset)
            if isinstance(analysis, Unreadable):
                continue  # the facts say so once, for every rule
            if analysis.lines is None:
                continue  # so do they here
            yield from self._ask(facts, asset, analysis)

    def _ask(self, facts: Facts, asset: Asset, analysis: MediaAnalysis) -> Iterator[Hit]:
        scope = Scope.IMAGE if asset.kind is AssetKind.IMAGE else Scope.FRAME
        found = list(self._by_words(facts, asset, analysis, scope))
        yield from found
        if scope is Scope.FRAME:
            yield from self._by_shape(facts, asset, analysis, found)

    def _by_words(self, facts: Facts, asset: Asset, analysis: MediaAnalysis, scope: Scope) -> Iterator[Hit]:
        taken: list[Box] = []
        # Rules that yield come last, when the others have taken their places.
        for rule in sorted(self._rules, key=lambda rule: rule.params.mark.yields):
            params: MarkParams = rule.params
            if scope not in params.on:
                continue
            for seen in _sightings(rule, analysis, facts.refiner(asset)):
                if not (params.mark.yields and any(seen.box.share_inside(box) > 0.5 for box in taken)):
                    taken.append(seen.box)
                    yield _hit(rule, params, asset, analysis, scope, seen)

    def _by_shape(self, facts: Facts, asset: Asset, analysis: MediaAnalysis, found: list[Hit]) -> Iterator[Hit]:
        """Look for logos where no words of a mark were read; where platforms share one, what else was read decides."""
        groups: dict[str, list[Rule]] = {}
        for rule in self._rules:
            if Scope.FRAME in rule.params.on and tells_by_shape(rule.params.mark):
                groups.setdefault(_template(rule), []).append(rule)
        for template, rules in groups.items():
            named = [rule for rule in rules if any(hit.code == rule.code for hit in found)]
            rule = (named or [rule for rule in rules if hints(rule.params.mark, analysis)] or rules)[0]
            known = [hit.where.time for hit in found if hit.code == rule.code and hit.where.time is not None]
            if covered(known, analysis, facts.refiner(asset)):
                continue
            for seen in shapes(rule.params.mark, analysis, facts.refiner(asset), template):
                if seen.time is not None and not any(_overlap(seen.time, time) for time in known):
                    yield _hit(rule, rule.params, asset, analysis, Scope.FRAME, seen)


def _sightings(rule: Rule, analysis: MediaAnalysis, refiner: MarkRefiner | None) -> Iterator[Sighting]:
    spec: MarkSpec = rule.params.mark
    template = _template(rule) if spec.logo else None
    match spec.form:
        case Form.CARD:
            return cards(spec, analysis, refiner)
        case Form.GLYPH:
            return glyphs(spec, analysis, template or "")
        case Form.OVERLAY:
            return overlays(spec, analysis, refiner, template)


def _template(rule: Rule) -> str:
    return str(Path(rule.folder) / "templates" / f"{rule.params.mark.logo}.png")


def _overlap(one: TimeRange, other: TimeRange) -> bool:
    return min(one.end, other.end) - max(one.start, other.start) > 0.5 * (one.end - one.start)


def _hit(rule: Rule, params: MarkParams, asset: Asset, analysis: MediaAnalysis, scope: Scope, seen: Sighting) -> Hit:
    where = Location(path=asset.path, time=seen.time, box=seen.box, frame=analysis.view.size)
    platform = params.mark.platform
    return Hit(
        code=rule.code,
        where=where,
        evidence=seen.evidence,
        values={
            "hit": seen.told.en,
            "hit_zh": seen.told.zh,
            "platform": platform.en,
            "platform_zh": platform.zh,
            "words": seen.words,
        },
        scope=scope,
        confidence=seen.confidence,
        subject=platform.en,
    )


KIND = MarkKind()

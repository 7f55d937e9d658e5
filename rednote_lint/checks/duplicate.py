"""`check: duplicate`: the same picture or video twice in a post, and what is alike in two posts."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from rednote_lint.checks.base import Checker, Params, Yield, params_of
from rednote_lint.checks.twins import Across, DuplicateParams, TwinChecker, not_compared
from rednote_lint.facts import Facts, Need, Unreadable
from rednote_lint.facts.base import visible_assets
from rednote_lint.facts.repeats import Repeats, Same
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Asset, AssetKind, Hit, Location, Rule, Skipped


class DuplicateKind:
    """Compares the files of a post with each other, and posts with posts."""

    name: ClassVar[str] = "duplicate"
    params: ClassVar[type[Params]] = DuplicateParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """Pixels are decoded only to compare pictures; else sizes, and bytes where these are equal."""
        params = params_of(rule, DuplicateParams)
        if params.same is Same.CAPTION:
            return frozenset({Need.TEXT})
        if params.same is Same.BYTES:
            return frozenset({Need.HEADERS})
        return frozenset({Need.QUALITY if params.across is None else Need.LOOK})

    def compile(self, rules: Sequence[Rule]) -> Sequence[Checker]:
        """Make one checker per rule."""
        within = [DuplicateChecker(rule) for rule in rules if _across(rule) is None]
        return (*within, *self.compile_batch(rules))

    def compile_batch(self, rules: Sequence[Rule]) -> Sequence[TwinChecker]:
        """Make one checker for each rule that compares posts."""
        return tuple(TwinChecker(rule) for rule in rules if _across(rule) is not None)


class DuplicateChecker:
    """One rule on duplicates."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.codes: tuple[str, ...] = (rule.code,)
        self.same = params_of(rule, DuplicateParams).same

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield a hit for each file that repeats an earlier one, and each file that could not be read."""
        repeats = Repeats(self.same)
        for trace in _traces(facts, self.same):
            if isinstance(trace, Skipped):
                yield trace
                continue
            first = repeats.first(trace)
            if first is not None:
                yield self._hit(first, trace)

    def _hit(self, first: Trace, second: Trace) -> Hit:
        name = Path(first.path).name
        return Hit(
            code=self.rule.code,
            where=Location(path=second.path),
            evidence=name,
            values={"first": name, "asset": Path(second.path).name},
            related=(Location(path=first.path),),
        )


def _across(rule: Rule) -> Across | None:
    return params_of(rule, DuplicateParams).across


def _traces(facts: Facts, same: Same) -> Iterator[Trace | Skipped]:
    kinds = (AssetKind.IMAGE, AssetKind.VIDEO) if same is Same.BYTES else (AssetKind.IMAGE,)
    assets = [asset for asset in visible_assets(facts.post) if asset.kind in kinds]
    sizes = [facts.size(asset) for asset in assets]
    times = Counter(sizes)
    for asset, size in zip(assets, sizes, strict=True):
        digest = facts.digest(asset) if size is None or times[size] > 1 else ""
        if isinstance(digest, Unreadable):
            yield not_compared(asset, digest)
            continue
        fingerprint = _fingerprint(facts, asset) if same is Same.LOOK else b""
        yield Trace(path=asset.path, digest=digest, fingerprint=fingerprint)


def _fingerprint(facts: Facts, asset: Asset) -> bytes:
    """Return the asset's thumbnail; none for one that could not be analyzed, which the facts report."""
    analysis = facts.analysis(asset)
    quality = None if isinstance(analysis, Unreadable) else analysis.quality
    return b64decode(quality.fingerprint) if quality is not None else b""


KIND = DuplicateKind()

"""`check: metadata`: tags in a file that tell where it comes from or give away more than its author wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rednote_lint.checks.base import Params, Yield, params_of
from rednote_lint.checks.clues import Clue, found
from rednote_lint.facts import Facts, Need, Unreadable, visible_assets
from rednote_lint.facts.metadata import Metadata
from rednote_lint.model import Asset, Bilingual, Hit, InvalidValue, Location, Omission, Rule, Skipped, Veto


class MetadataParams(Params, frozen=True, kw_only=True):
    """The keys of a rule on metadata."""

    any: tuple[Clue, ...]
    """One of them suffices; those that fit make the evidence."""
    unless: tuple[Clue, ...] = ()
    """Any of these lets the file pass."""

    def __post_init__(self) -> None:
        """Refuse a rule without a clue."""
        if not self.any:
            raise InvalidValue(Bilingual(en="`any` names no clue", zh="`any` 没有写任何线索"))


class MetadataKind:
    """Asks the metadata of every image and video of a post."""

    name: ClassVar[str] = "metadata"
    params: ClassVar[type[Params]] = MetadataParams

    def needs(self, rule: Rule) -> frozenset[Need]:
        """No pixel is decoded."""
        return frozenset({Need.METADATA})

    def compile(self, rules: Sequence[Rule]) -> Sequence[MetadataChecker]:
        """Make one checker for all rules, so that each file is asked once and a gap is told once."""
        return (MetadataChecker(tuple(rules)),)


class MetadataChecker:
    """Rules on metadata, ready to ask."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = [(rule, params_of(rule, MetadataParams)) for rule in rules]
        self.codes = tuple(rule.code for rule in rules)

    def run(self, facts: Facts) -> Iterator[Yield]:
        """Yield at most one hit per rule and file, and what could not be read."""
        for asset in visible_assets(facts.post):
            metadata = facts.metadata(asset)
            yield from unread(asset, metadata)
            if isinstance(metadata, Metadata):
                for rule, params in self._rules:
                    yield from _judge(rule, params, asset, metadata)


def unread(asset: Asset, metadata: Metadata | Unreadable) -> Iterator[Skipped]:
    """Say what of a file's metadata could not be read."""
    where = Location(path=asset.path)
    if isinstance(metadata, Unreadable):
        # The words of all other checks of the file: one cause is told once.
        yield Skipped(what=asset.path, reason=metadata.reason, where=where, omission=Omission.FAILURE)
        return
    for reason in metadata.gaps:
        told = Bilingual(en=f"metadata not fully checked: {reason.en}", zh=f"元数据未完整检查：{reason.zh}")
        yield Skipped(what=asset.path, reason=told, where=where, omission=Omission.CHOICE)


def _judge(rule: Rule, params: MetadataParams, asset: Asset, metadata: Metadata) -> Iterator[Yield]:
    clues = found(params.any, metadata)
    if not clues:
        return
    where = Location(path=asset.path)
    evidence = "; ".join(clue.evidence(tag) for clue, tag in clues)
    exceptions = found(params.unless, metadata)
    if exceptions:
        reason = "; ".join(clue.evidence(tag) for clue, tag in exceptions)
        yield Veto(code=rule.code, where=where, evidence=evidence, reason=Bilingual(en=reason, zh=reason))
        return
    clue, tag = clues[0]
    values = {"key": clue.label or tag.key, "value": tag.value[:200] if clue.show else ""}
    yield Hit(code=rule.code, where=where, evidence=evidence, values=values)


KIND = MetadataKind()

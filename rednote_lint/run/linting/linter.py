"""The rules of one configuration, loaded and compiled, and asked of posts.

Imported when the first post has no stored answer, or a verdict must know the rules: it imports all that rules ask with.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from rednote_lint.batch.stage import batch_checkers, traces_of
from rednote_lint.checks.sum import refuse_unknown_sums
from rednote_lint.config import Config
from rednote_lint.engine import lint, observe, on_suppressions, on_unfinished, removed_together, unread_of
from rednote_lint.errors import UserError
from rednote_lint.facts import Facts, Need, Options
from rednote_lint.facts.digests import Digests
from rednote_lint.facts.traces import Trace
from rednote_lint.model import (
    AssetKind,
    Bilingual,
    FaultySuppression,
    Finding,
    Location,
    Post,
    Record,
    Report,
    Rule,
    RuleChange,
    RulePack,
    Skipped,
    Transcript,
)
from rednote_lint.packs.extend import with_changes
from rednote_lint.packs.reading import LoadedPacks
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.linting.asked import Asked
from rednote_lint.run.linting.broken_packs import problem_of
from rednote_lint.run.linting.failed import unfinished
from rednote_lint.run.linting.masking import without_secrets
from rednote_lint.run.pool.loss import Loss
from rednote_lint.store import FactRow
from rednote_lint.text import numpy_views

MANY = 3000
"""Posts whose rules are asked after which numpy is loaded, where no medium has loaded it: it saves about 45 millionths
of a second a post and costs 0.13 s, so that by then as much was spent without it."""
_NO_RULE = Bilingual(
    en="no rule is enabled: see `rednote-lint config`", zh="没有启用任何规则：见 `rednote-lint config`"
)


class Linted(Record, frozen=True, kw_only=True):
    """What rules say about one post."""

    report: Report
    """Without secrets."""
    traces: tuple[Trace, ...] = ()
    facts: tuple[FactRow, ...] = ()
    is_complete: bool = True
    """Whether nothing went wrong in asking, and no pack was broken."""


class Linter:
    """Asks the rules of one configuration.

    Args:
        config: as it counts.
        options: how facts are gathered.
        load: gives all packs, the rules of which the configuration switches on and off; and those that are broken,
            which are a problem of each post.
    """

    def __init__(self, config: Config, options: Options, load: Callable[[], LoadedPacks]) -> None:
        self._config = config
        self._options = options
        self._asked = 0
        packs, broken = load()
        self.packs: tuple[RulePack, ...] = tuple(with_changes(packs, _changes_of(config, packs, broken)))
        self.broken = broken
        self.known = tuple(rule for pack in self.packs for rule in pack.rules)
        self.by_code: dict[str, Rule] = {rule.code: rule for rule in self.known}
        self.rules = RuleSet(config.rules_of(self.known))

    def refuse_wrong(self) -> None:
        """Raise UserError when a selector names no rule."""
        if not self.broken:  # A selector may name a rule of the pack that could not be read.
            self._config.refuse_unknown_selectors(self.known)
            refuse_unknown_sums(self.known)

    @cached_property
    def opens_media(self) -> bool:
        """Whether a rule that is on needs more of a post than the words of its own files."""
        return self._options.media and bool(self.rules.needs(self.rules.by_code) - {Need.TEXT})

    @cached_property
    def compares_posts(self) -> bool:
        """Whether a rule that is on needs the other posts of the run."""
        return self._options.media and bool(batch_checkers(self.rules))

    def prepare(self, *, media: bool) -> None:
        """Compile the rules, and with `media` load what media are analyzed with."""
        needs = self.rules.needs(self.rules.by_code)
        self.rules.by_kind  # noqa: B018 - compiled when first asked for
        if media:
            from rednote_lint.facts.preparation import load

            load(needs, self._options)

    def ask(self, post: Post, digests: Digests | None) -> Linted:
        """Ask the rules of one post.

        Args:
            post: as it was read.
            digests: of its files, where a store keeps what is found in them.
        """
        if post.is_bare:
            report = Report(path=post.path, id=post.id, skipped=tuple(unread_of(post)))
            return Linted(report=without_secrets(report), is_complete=not post.problems)
        self._asked += 1
        if self._asked == MANY:
            numpy_views.load()
        seen: list[Facts] = []
        options = msgspec.structs.replace(self._options, digests=digests)

        def observed(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
            seen.append(observe(post, rules, active, options))
            return seen[-1]

        report = lint(post, self.rules, options, facts_of=observed)
        if not self.rules.rules:
            report = msgspec.structs.replace(report, skipped=(Skipped(what=post.path, reason=_NO_RULE),))
        problems = (*report.problems, *map(problem_of, self.broken))
        return Linted(
            report=without_secrets(
                msgspec.structs.replace(
                    report, assets=post.assets, problems=problems, transcripts=_transcripts(post, seen[0])
                )
            ),
            traces=self._traces(post, seen[0]),
            facts=tuple(seen[0].recorded),
            is_complete=problems == post.problems,
        )

    def asked(self, post: Post, report: Report) -> Asked:
        """Look back at what was asked of a post."""
        return Asked(post, report, self.rules, self._options)

    def on_suppressions(self, post: Post, faulty: Iterable[FaultySuppression]) -> tuple[Finding, ...]:
        """Ask the rules on suppressions that expired or were of no use."""
        return on_suppressions(post, self.rules, self._options, faulty)

    def removed_together(self, post: Post, told: Sequence[Finding]) -> tuple[Finding, ...]:
        """Give findings on suppressions the fixes that depend on all that are told."""
        return removed_together(post, self.rules, told)

    def unfinished(self, post: Post, loss: Loss) -> Report:
        """Say of a post that no worker process could check it."""
        where = Location(path=loss.asset or post.path)
        found = on_unfinished(post, self.rules, self._options, loss.kind.value, where, loss.how)
        return without_secrets(unfinished(post, loss, found))

    def _traces(self, post: Post, facts: Facts) -> tuple[Trace, ...]:
        """Keep what batch rules compare the post by; two of them may keep the same."""
        return traces_of(post, self.rules, facts, self._config.client) if self.compares_posts else ()


def _transcripts(post: Post, facts: Facts) -> tuple[Transcript, ...]:
    """Return what is written in the pictures of a post's videos; decoders are imported where there is one."""
    if not any(asset.kind is AssetKind.VIDEO for asset in post.assets):
        return ()
    from rednote_lint.facts.text.transcript import transcripts

    return tuple(transcripts(facts))


def _changes_of(config: Config, packs: Sequence[RulePack], broken: Sequence[UserError]) -> Iterator[RuleChange]:
    """Yield what the configuration changes; a rule of a pack that could not be read cannot be changed."""
    read = {rule.code for pack in packs for rule in pack.rules}
    return (change for change in config.changes if not broken or change.rule in read)

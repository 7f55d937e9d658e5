"""A session: the rules of one configuration, compiled once, and the configuration of the posts that it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rednote_lint.config import Config
from rednote_lint.errors import UserError
from rednote_lint.facts import Options
from rednote_lint.facts.digests import Digests
from rednote_lint.facts.seen_files import seen_files
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Finding, Post, PostDisplay, Report, Rule, RulePack
from rednote_lint.run.answered import KeyedPost
from rednote_lint.run.baselines import FILE_NAME, digest_of, lines_beside, post_name
from rednote_lint.run.language import spoken
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.results import Result, Results, RulesNote
from rednote_lint.store import FactRow, Store
from rednote_lint.verdict import Directives, Suppressor, settle
from rednote_lint.verdict.baseline import Baseline, KnownFindings

if TYPE_CHECKING:
    from rednote_lint.packs.reading import LoadedPacks
    from rednote_lint.ruleset import RuleSet
    from rednote_lint.run.linting.asked import Asked
    from rednote_lint.run.linting.configured import Configured
    from rednote_lint.run.linting.linter import Linter


class Session:
    """Checks the posts of one configuration; packs are loaded when the first post has no stored result.

    Args:
        config: as it counts, the command line included.
        load: gives all packs, the rules of which the configuration switches on and off; and those that are broken,
            which are a problem of each post.
        store: of facts and results; None without one.
        results: the stored results of this configuration; None when there can be none.
        media: whether media are opened.
        now: the moment that schedules are compared with; None: that of asking.
        budget: seconds after which no more media of a post are analyzed.
        retry: why posts that no worker process could check are checked again; None: that is not kept.
        baseline_file: where known findings are, or would be.
        open_baseline: reads it once for all sessions of a run.
    """

    def __init__(
        self,
        config: Config,
        load: Callable[[], LoadedPacks],
        store: Store | None,
        results: Results | None,
        *,
        media: bool = True,
        now: dt.datetime | None = None,
        budget: float | None = None,
        retry: Collection[LossKind] | None = None,
        baseline_file: Path = Path(FILE_NAME),
        open_baseline: Callable[[], Baseline | None] = lambda: None,
    ) -> None:
        self.config = config
        self.baseline_file = baseline_file
        self._open_baseline = open_baseline
        self.options = Options(
            client=config.client,
            ocr=config.ocr,
            accounts=config.accounts,
            media=media,
            store=store,
            now=now,
            budget=budget,
        )
        self._retry = retry
        self._load = load
        self._store = store
        self._results = results
        self._note = results.note() if results is not None else None
        if self._note is None:
            self.refuse_wrong()

    def refuse_wrong(self) -> None:
        """Load the packs, and raise UserError when a selector names no rule."""
        self._linter.refuse_wrong()

    @cached_property
    def _linter(self) -> Linter:
        from rednote_lint.run.linting.linter import Linter

        return Linter(self.config, self.options, self._load)

    @property
    def packs(self) -> tuple[RulePack, ...]:
        """The packs as the configuration changes them."""
        return self._linter.packs

    @property
    def broken(self) -> tuple[UserError, ...]:
        """Why packs could not be read."""
        return self._linter.broken

    @property
    def known(self) -> tuple[Rule, ...]:
        """All rules, on or off."""
        return self._linter.known

    @property
    def rules(self) -> RuleSet:
        """The rules that are on, with the configured severities."""
        return self._linter.rules

    def refuse_broken_packs(self) -> None:
        """Raise the error of the first pack that could not be read, for callers who have no report to put it in."""
        for error in self.broken:
            raise error

    def prepare(self, *, media: bool) -> None:
        """Load the rules, and with `media` what media are analyzed with, before the first post needs them."""
        self._linter.prepare(media=media)

    def check(self, post: Post) -> Outcome:
        """Check one post by itself and settle what counts of it."""
        return self.settle(post, self.lint(post))

    def lint(self, post: Post) -> Outcome:
        """Ask the rules of one post, without the verdict; a defect of ours costs this post, never the others."""
        try:
            return self._recalled(post)
        except UserError:
            raise
        except Exception as error:
            return self._outcome(post, _failed(post, error))

    def stored(self, post: Post) -> Outcome | None:
        """Return what `lint` gives where the store has it and no file of the post has to be read for that."""
        if self._store is None or post.is_bare:
            return None
        digests = Digests(self._store, known_only=True)
        key, found = self._stored(post, self._note, digests)
        lost = self._lost_before(key) if found is None else None
        if not digests.are_current():
            return None
        if found is not None:
            told = self._outcome(post, found.report, traces=found.traces, facts=self._store.aging(), is_recalled=True)
            return msgspec.structs.replace(told, files=seen_files(post, digests)) if post.assets else told
        return self._outcome(post, self._linter.unfinished(post, lost), is_recalled=True) if lost else None

    def lost(self, post: Post, loss: Loss) -> Outcome:
        """Say of a post that no worker process could check it."""
        rows: list[FactRow] = []
        if self._retry is not None and self._results is not None and loss.kind.is_of_item:
            digests = Digests(self._store)
            note = self._noted(rows)
            key, _ = self._stored(post, note, digests)
            rows += [self._results.loss_row(key, loss)] if key is not None else []
            rows += digests.recorded
        return self._outcome(post, self._linter.unfinished(post, loss), facts=tuple(rows))

    def told(self, post: Post, report: Report, traces: tuple[Trace, ...]) -> Outcome:
        """Return the outcome of a post that was checked elsewhere by the rules of this session."""
        return self._outcome(post, report, traces=traces)

    def _lost_before(self, key: str | None) -> Loss | None:
        if self._results is None or self._retry is None or key is None:
            return None
        lost = self._results.loss(key)
        return None if lost is None or lost.kind in self._retry else lost

    def settle(self, post: Post, outcome: Outcome) -> Outcome:
        """Pass the findings of a post through the gate: directives, per-path ignores and a baseline set some aside.

        Rules are loaded only where one of these has something to say; what `lint` gave is masked already.
        """
        report, baseline = outcome.report, self.baseline
        settings = self.config.ignores or self.config.suppressions
        if not (post.directives or settings or baseline is not None):
            return msgspec.structs.replace(outcome, report=settle(report, {}, ())) if report.overlapped else outcome
        directives = Directives(post.directives, self.known, dt.date.today())
        asked = self._linter.asked(post, report)
        self.configured.begin(post, asked)
        known = [] if baseline is None else [self._known(baseline, post, report, asked)]
        suppressors: tuple[Suppressor, ...] = (directives, *self.configured.suppressors, *known)

        def meta() -> tuple[Finding, ...]:
            faulty = directives.faults(lambda rule, one: asked.fully(rule, one.asset))
            return self._linter.on_suppressions(post, faulty)

        def together(told: Sequence[Finding]) -> Sequence[Finding]:
            return self._linter.removed_together(post, told)

        try:
            settled = _masked(settle(report, self._linter.by_code, suppressors, meta, together))
        except Exception as error:
            settled = _failed(post, error)
        return msgspec.structs.replace(outcome, report=settled)

    def settle_configuration(self, is_whole: Callable[[Path], bool]) -> tuple[Outcome, ...]:
        """Say what is wrong with the suppressions of the configuration; see `Configured.settle`."""
        if not self.config.suppressions:
            return ()
        return tuple(self._outcome(post, _masked(found)) for post, found in self.configured.settle(is_whole))

    @cached_property
    def configured(self) -> Configured:
        """What the configuration sets aside."""
        from rednote_lint.run.linting.configured import Configured

        return Configured(self.config, self.known, self.rules, self.options)

    @property
    def baseline(self) -> Baseline | None:
        """The known findings; read when the first post is settled, in the driver alone.

        Raises:
            UserError: the file is broken, or was named and is not there.
        """
        return self._open_baseline()

    def _known(self, baseline: Baseline, post: Post, report: Report, asked: Asked) -> KnownFindings:
        def was_asked(code: str) -> bool:
            rule = self._linter.by_code.get(code)
            return rule is not None and asked.by_the_end(rule)

        name = post_name(post, self.baseline_file)
        return baseline.of(name, digest_of(post), was_asked, lines_beside(post))

    def _recalled(self, post: Post) -> Outcome:
        """Answer from the store, or ask the rules and give the rows that the driver is to store."""
        if self._store is None:
            return self._linted(post, None)
        digests = Digests(self._store)
        rows: list[FactRow] = []
        note = self._noted(rows)
        key, found = self._stored(post, note, digests)
        lost = self._lost_before(key) if found is None else None
        if found is not None:
            outcome = self._outcome(post, found.report, traces=found.traces, is_recalled=True)
        elif lost is not None:
            outcome = self._outcome(post, self._linter.unfinished(post, lost), is_recalled=True)
        else:
            linted = self._linter.ask(post, digests)
            outcome = self._outcome(post, linted.report, traces=linted.traces)
            rows += linted.facts
            if self._results is not None and key is not None and linted.is_complete:
                rows += self._results.rows(key, Result(report=linted.report, traces=linted.traces))
        rows += (*digests.recorded, *self._store.aging())
        # What was read while a file was written may belong to neither of its contents.
        is_current = digests.are_current()
        files = seen_files(post, digests) if is_current and post.assets else ()
        return msgspec.structs.replace(outcome, facts=tuple(rows) if is_current else (), files=files)

    @property
    def opens_media(self) -> bool:
        """Whether a rule that is on needs more of a post than the words of its own files."""
        return self._note.opens_media if self._note is not None else self._linter.opens_media

    @property
    def rules_key(self) -> str | None:
        """What stands for the rules and their configuration; None where results are not stored."""
        return self._results.rules if self._results is not None else None

    @property
    def packs_key(self) -> str | None:
        """What stands for the content of all packs; None where results are not stored."""
        return self._results.packs if self._results is not None else None

    def answer(self, key: str) -> Result | None:
        """Return a stored result; None as long as nothing is known of the rules."""
        return self._results.get(key) if self._results is not None and self._note is not None else None

    @property
    def asks_more(self) -> bool:
        """Whether more than its answer is asked of a post: known findings are compared with it."""
        return self.baseline is not None

    def _stored(self, post: Post, note: RulesNote | None, digests: Digests) -> tuple[str | None, Result | None]:
        """Return the key of the result of a post, if it can have one, and the result, if the store has it."""
        if self._results is None or note is None:
            return None, None
        if isinstance(post, KeyedPost):
            return post.key, post.answer
        key = self._results.key(post, note, digests)
        return key, self._results.get(key) if key is not None else None

    def _noted(self, rows: list[FactRow]) -> RulesNote | None:
        """Return what must be known of the rules, told to the store once; None when packs are not those of the key."""
        if self._note is None and self._results is not None and not self.broken and self._results.are_of(self.packs):
            linter = self._linter
            self._note = RulesNote(opens_media=linter.opens_media)
            rows.append(self._results.note_row(self._note))
        return self._note

    def _linted(self, post: Post, digests: Digests | None) -> Outcome:
        linted = self._linter.ask(post, digests)
        return self._outcome(post, linted.report, traces=linted.traces, facts=linted.facts)

    def _outcome(
        self,
        post: Post,
        report: Report,
        *,
        traces: tuple[Trace, ...] = (),
        facts: tuple[FactRow, ...] = (),
        is_recalled: bool = False,
    ) -> Outcome:
        config = self.config
        return Outcome(
            report=report,
            root=post.root,
            display=PostDisplay(
                language=spoken(config.lang), min_severity=config.min_severity, rule_pages=config.rule_pages
            ),
            format=config.format,
            fail_on=config.fail_on,
            origin=config.origin,
            traces=traces,
            facts=facts,
            is_recalled=is_recalled,
        )


def _masked(report: Report) -> Report:
    from rednote_lint.run.linting.masking import without_secrets

    return without_secrets(report)


def _failed(post: Post, error: Exception) -> Report:
    from rednote_lint.run.linting.failed import failed

    return _masked(failed(post, error))

"""Asks rules of posts that were checked before, from stored facts alone, and compares the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from rednote_lint.batch.stage import Stage, batch_checkers, traces_of
from rednote_lint.checks.measure import MeasureParams
from rednote_lint.engine import lint
from rednote_lint.facts import Facts, Need, Options
from rednote_lint.facts.kept import KeptFacts
from rednote_lint.facts.measures.registry import CHECK_STATE, SUPPRESSION_STATE
from rednote_lint.facts.traces import Trace
from rednote_lint.model import Bilingual, Contents, Finding, Post, Record, Report, Rule, Scope, Severity
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.kept.ledger import Line
from rednote_lint.run.linting.masking import without_secrets
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.store import FactReader

_TYPED = frozenset({Scope.TITLE, Scope.BODY, Scope.TAGS})
"""Scopes of the words that the run itself keeps."""


_OF_WORKERS = Bilingual(
    en="it says what became of the process that checked a post: only a check can tell",
    zh="它说明检查笔记的进程发生了什么：只有重新检查才知道",
)


class Change(StrEnum):
    """What becomes of a finding under other rules."""

    COMES = "comes"
    GOES = "goes"
    SEVERITY = "severity"
    """It stays, with another severity."""


class Difference(Record, frozen=True, kw_only=True):
    """A finding that is told differently."""

    change: Change
    finding: Finding
    """As it is told under the other rules; one that goes, as it was."""
    before: Severity | None = None
    after: Severity | None = None


class Audited(Record, frozen=True, kw_only=True):
    """What came of one post."""

    post: Post
    language: str
    differences: tuple[Difference, ...] = ()
    unasked: tuple[str, ...] = ()
    """Codes of rules that ask what was not kept."""
    files: tuple[str, ...] = ()
    """Of which it was not kept."""
    was_checked: bool = True
    """False: the run could not check the post, so there is nothing to compare with."""


class Both(FactReader):
    """Facts of several stores: the first that has one answers.

    Args:
        stores: in their order.
    """

    def __init__(self, stores: Sequence[FactReader]) -> None:
        self._stores = stores

    def get(self, content: str, analyzer: str) -> bytes | None:
        """Return the stored answer, or None."""
        answers = (store.get(content, analyzer) for store in self._stores)
        return next((answer for answer in answers if answer is not None), None)


class Audit:
    """Compares what the rules of a run said with what other rules say.

    Args:
        before: sessions as the run had them; they settle what it found.
        after: sessions with the other rules.
        store: of the facts.
        earlier: compares what a run did not note itself, as it would be compared again.
        later: compares posts by the other rules; None: the history of the run is gone.
    """

    def __init__(
        self, before: Sessions, after: Sessions, store: FactReader, earlier: Stage | None, later: Stage | None
    ) -> None:
        self._before, self._after, self._store = before, after, store
        self._earlier, self._later = earlier, later
        self._unknown: dict[str, int] = {}
        """Rule -> posts of which it is not known what they have in common with others."""

    def of(self, line: Line) -> Audited:
        """Audit one post.

        Raises:
            UserError: a configuration, a pack or a selector is wrong.
        """
        before, after = self._before.of_post(line.post), self._after.of_post(line.post)
        after.refuse_broken_packs()
        language = after.told(line.post, line.report, ()).display.language
        if not _was_checked(line):
            return Audited(post=line.post, language=language, was_checked=False)
        asked = _Asked(line, after, self._store)
        uncertain = self._uncertain(line, before, after, asked)
        was, now = self._twins_told(line, before), self._twins_told_now(line, after, asked)
        told = _settled(before, line.post, _with(line.report, was))
        tells = _settled(after, line.post, _with(asked.report, now))
        found = _differences(_compared(before, told), _compared(after, tells), asked)
        return Audited(
            post=line.post,
            language=language,
            differences=tuple(one for one in found if one.finding.code not in uncertain),
            unasked=asked.unasked,
            files=tuple(asked.missing) if asked.unasked else (),
        )

    @property
    def not_compared(self) -> Mapping[str, int]:
        """Rules that compare posts with each other, and of how many posts so far it is not known what they say."""
        return dict(sorted(self._unknown.items()))

    def _twins_told(self, line: Line, session: Session) -> tuple[Finding, ...]:
        if line.twins is not None or self._earlier is None:
            return line.twins or ()
        return self._earlier.compare(line.post, line.traces, session.rules, session.config.client)

    def _twins_told_now(self, line: Line, session: Session, asked: _Asked) -> tuple[Finding, ...]:
        if self._later is None:
            return ()
        return self._later.compare(line.post, asked.traces, session.rules, session.config.client)

    def _uncertain(self, line: Line, before: Session, after: Session, asked: _Asked) -> frozenset[str]:
        """Return the comparing rules of which nothing is to be said of this post, and count it.

        A post of which traces are missing may be the twin of any that follows.
        """
        codes = {code for session in (before, after) for code in _comparing(session.rules)}
        if self._later is None or (line.twins is None and self._earlier is None):
            lacking = codes
        else:
            lacking = codes & {*asked.unasked, *self._unknown}
        for code in lacking:
            self._unknown[code] = self._unknown.get(code, 0) + 1
        return frozenset(lacking)


class _Asked:
    """The answers of rules to one post, and which of them are not to be trusted because something was not kept."""

    def __init__(self, line: Line, session: Session, store: FactReader) -> None:
        self.rules = session.rules
        self._post = line.post
        self._facts: list[KeptFacts] = []
        files = {file.path: file for file in line.files}

        def kept(post: Post, rules: RuleSet, active: Collection[str], options: Options) -> Facts:
            facts = KeptFacts(post, rules.needs(active), options, rules.parameters(active), files)
            self._facts.append(facts)
            return facts

        options = msgspec.structs.replace(session.options, store=store, digests=None, budget=None)
        report = lint(line.post, self.rules, options, facts_of=kept)
        self.traces: tuple[Trace, ...] = ()
        """What posts are compared by."""
        if options.media and not line.post.is_bare:
            self.traces = traces_of(line.post, self.rules, self._facts[0], options.client)
        self.report = without_secrets(msgspec.structs.replace(report, assets=line.post.assets))
        self._failed = len(report.problems) > len(line.post.problems)
        active = self.rules.asked(line.post, options.client)
        lacking = frozenset[Need]().union(*self.missing.values())
        self.unasked = tuple(sorted(code for code in active if self._failed or self.rules.needs([code]) & lacking))

    @property
    def missing(self) -> Mapping[str, frozenset[Need]]:
        """What was not kept, by file."""
        return self._facts[0].missing

    def knows(self, finding: Finding) -> bool:
        """Say whether a finding, or that there is none in its place, is certain."""
        if _measures(self.rules.by_code.get(finding.code), SUPPRESSION_STATE):
            return not self.unasked  # A rule that was not asked may be what a suppression is for.
        if finding.code not in self.unasked:
            return True
        if self._failed:
            return False
        path = finding.location.path
        if any(asset.path == path for asset in self._post.assets):
            return not self.rules.needs([finding.code]) & self.missing.get(path, frozenset())
        return finding.scope in _TYPED


def _was_checked(line: Line) -> bool:
    """Say whether the rules were asked of a post at all; of one that broke a worker, nothing is known."""
    report = line.report
    return not (report.problems or (report.skipped and report.contents == Contents())) or line.post.is_bare


def _settled(session: Session, post: Post, report: Report) -> Report:
    """Set aside what suppressions set aside today; a finding of a rule that is gone is told as it was."""
    known = {rule.code for rule in session.known}
    gone = tuple(finding for finding in report.findings if finding.code not in known)
    left = msgspec.structs.replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.code in known),
        overlapped=tuple(one for one in report.overlapped if one.finding.code in known),
    )
    settled = session.settle(post, session.told(post, left, ())).report
    return msgspec.structs.replace(settled, findings=(*settled.findings, *gone))


def _compared(session: Session, report: Report) -> dict[Any, Finding]:
    """Return what is told of a post, by what makes two findings the same."""
    by_code = {rule.code: rule for rule in session.known}
    return {
        (finding.code, finding.location, finding.evidence): finding
        for finding in report.findings
        if not _measures(by_code.get(finding.code), CHECK_STATE)
    }


def why_not_audited(rule: Rule) -> Bilingual | None:
    """Say why no audit can ask a rule, whatever was kept; None of one that it can."""
    return _OF_WORKERS if _measures(rule, CHECK_STATE) else None


def _measures(rule: Rule | None, measure: str) -> bool:
    return rule is not None and isinstance(rule.params, MeasureParams) and rule.params.measure == measure


def _with(report: Report, found: Sequence[Finding]) -> Report:
    return msgspec.structs.replace(report, findings=(*report.findings, *found)) if found else report


def _differences(told: Mapping[Any, Finding], tells: Mapping[Any, Finding], asked: _Asked) -> Iterator[Difference]:
    for key, finding in tells.items():
        if key not in told and asked.knows(finding):
            yield Difference(change=Change.COMES, finding=finding, after=finding.severity)
        elif key in told and told[key].severity is not finding.severity:
            yield Difference(change=Change.SEVERITY, finding=finding, before=told[key].severity, after=finding.severity)
    for key, finding in told.items():
        if key not in tells and asked.knows(finding):
            yield Difference(change=Change.GOES, finding=finding, before=finding.severity)


def _comparing(rules: RuleSet) -> Iterator[str]:
    for checker in batch_checkers(rules):
        yield from checker.codes

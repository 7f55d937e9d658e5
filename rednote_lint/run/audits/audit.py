"""Asks rules of posts that were checked before, from stored facts alone, and compares the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from rednote_lint.batch.stage import batch_checkers
from rednote_lint.checks.measure import MeasureParams
from rednote_lint.engine import lint
from rednote_lint.facts import Facts, Need, Options
from rednote_lint.facts.kept import KeptFacts
from rednote_lint.facts.measures.registry import JUDGED_LATER
from rednote_lint.model import Contents, Finding, Post, Record, Report, Rule, Scope, Severity
from rednote_lint.ruleset import RuleSet
from rednote_lint.run.kept.ledger import Line
from rednote_lint.run.linting.masking import without_secrets
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.store import FactReader

_TYPED = frozenset({Scope.TITLE, Scope.BODY, Scope.TAGS})
"""Scopes of the words that the run itself keeps."""


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
    """

    def __init__(self, before: Sessions, after: Sessions, store: FactReader) -> None:
        self._before, self._after, self._store = before, after, store

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
        told, tells = _settled(before, line.post, line.report), _settled(after, line.post, asked.report)
        return Audited(
            post=line.post,
            language=language,
            differences=tuple(_differences(_compared(before, told), _compared(after, tells), asked)),
            unasked=asked.unasked,
            files=tuple(asked.missing) if asked.unasked else (),
        )

    @property
    def comparing(self) -> tuple[str, ...]:
        """The rules that compare posts with each other, of the sessions so far: what they said before is not kept."""
        return tuple(sorted({code for one in self._after.loaded for code in _comparing(one.rules)}))


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
    """Return the findings that single posts have by themselves, by what makes two of them the same."""
    by_code = {rule.code: rule for rule in session.known}
    return {
        (finding.code, finding.location, finding.evidence): finding
        for finding in report.findings
        if not _is_of_run(by_code.get(finding.code))
    }


def _is_of_run(rule: Rule | None) -> bool:
    return rule is not None and isinstance(rule.params, MeasureParams) and rule.params.measure in JUDGED_LATER


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

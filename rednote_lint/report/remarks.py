"""What a report says besides its findings, each with its place: problems, what was not checked, what was suppressed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from enum import StrEnum

from rednote_lint.model import (
    Excerpt,
    Finding,
    Location,
    Notice,
    Omission,
    Problem,
    Record,
    Report,
    Severity,
    Skipped,
    Suppressed,
    Veto,
)
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.report.places.place import in_words
from rednote_lint.report.width import one_line


class Kind(StrEnum):
    """What a remark is about."""

    PROBLEM = "problem"
    SUPPRESSED = "suppressed"
    NOT_CHECKED = "not-checked"
    NOTICE = "notice"
    ALLOWED = "allowed"
    """A hit that an exception of its rule let pass."""


class Remark(Record, frozen=True, kw_only=True):
    """One sentence about a post that is no finding."""

    kind: Kind
    severity: Severity
    """Error and warning: something was to be checked and could not be."""
    text: str
    """On one line, with what it is about."""
    where: Location | None = None
    excerpt: Excerpt | None = None
    line: int | None = None
    """1-based, where a parser gave it; the same holds for the column, in code points."""
    column: int | None = None
    what: str = ""
    """A rule's code, a file, a selector."""
    reason: str = ""
    finding: Finding | None = None
    """The one that was suppressed."""
    omission: Omission | None = None


def remarks_of(report: Report, language: str, *, explain: bool) -> Iterator[Remark]:
    """Yield all remarks of a post.

    Args:
        report: of the post.
        language: `en` or `zh`.
        explain: whether hits that were let pass are among them.
    """
    labels = phrases(language)
    yield from (_problem(problem, labels, language) for problem in report.problems)
    media = {asset.path for asset in report.assets}
    yield from (_skipped(skip, media, labels, language) for skip in report.skipped)
    yield from (_suppressed(entry, labels, language) for entry in report.suppressed)
    yield from (_notice(notice, labels, language) for notice in report.notices)
    if explain:
        yield from (_allowed(veto, labels, language) for veto in report.vetoes)


def sentence(finding: Finding, language: str) -> str:
    """Return the message of a finding on one line; of a medium with its name, its moments and corners."""
    labels, message = phrases(language), finding.message.pick(language)
    if finding.excerpt is not None:
        return one_line(message)
    name = finding.location.path.rpartition("/")[2]
    parts = ("" if name in message else name, in_words(finding.location, labels))
    return one_line(message + labels.bracketed(labels.comma.join(filter(None, parts))))


def choices_of(report: Report) -> Report:
    """Return what a report says of the whole run: what nobody asked to be checked, and the notices."""
    chosen = tuple(skip for skip in report.skipped if skip.omission is Omission.CHOICE)
    return Report(path=report.path, id=report.id, skipped=chosen, notices=report.notices)


def _problem(problem: Problem, labels: Phrases, language: str) -> Remark:
    remedy = problem.remedy.pick(language) if problem.remedy else ""
    return Remark(
        kind=Kind.PROBLEM,
        severity=Severity.ERROR,
        text=one_line(problem.message.pick(language) + labels.bracketed(remedy)),
        where=problem.where,
        line=problem.line,
        column=problem.column,
        reason=one_line(remedy),
    )


def _skipped(skip: Skipped, media: Container[str], labels: Phrases, language: str) -> Remark:
    reason = skip.reason.pick(language)
    return Remark(
        kind=Kind.NOT_CHECKED,
        severity=Severity.WARNING if skip.omission is Omission.FAILURE else Severity.INFO,
        text=one_line(labels.colon.join((labels.not_checked, skip.what, reason))),
        where=skip.where or (Location(path=skip.what) if skip.what in media else None),
        what=skip.what,
        reason=one_line(reason),
        omission=skip.omission,
    )


def _suppressed(entry: Suppressed, labels: Phrases, language: str) -> Remark:
    finding, reason = entry.finding, entry.reason or labels.no_reason
    told = labels.set_aside.format(reason=grounds(entry, labels), text=f"{finding.code} {sentence(finding, language)}")
    return Remark(
        kind=Kind.SUPPRESSED,
        severity=Severity.INFO,
        text=one_line(told),
        where=finding.location,
        excerpt=finding.excerpt,
        what=finding.code,
        reason=one_line(reason),
        finding=finding,
    )


def grounds(entry: Suppressed, labels: Phrases) -> str:
    """Return why a finding is suppressed, where that is written, and until when it counts."""
    at = entry.where
    place = [] if at is None else [":".join(str(part) for part in (at.path, entry.line, entry.column) if part)]
    until = [] if entry.until is None else [labels.counts_until.format(date=entry.until.isoformat())]
    return labels.comma.join([entry.reason or labels.no_reason, *place, *until])


def _notice(notice: Notice, labels: Phrases, language: str) -> Remark:
    reason = notice.reason.pick(language)
    return Remark(
        kind=Kind.NOTICE,
        severity=Severity.INFO,
        text=one_line(labels.colon.join((labels.notice, notice.what, reason))),
        where=notice.where,
        what=notice.what,
        reason=one_line(reason),
    )


def _allowed(veto: Veto, labels: Phrases, language: str) -> Remark:
    reason = veto.reason.pick(language)
    return Remark(
        kind=Kind.ALLOWED,
        severity=Severity.INFO,
        text=one_line(labels.let_pass.format(code=veto.code, evidence=veto.evidence, reason=reason)),
        where=veto.where,
        excerpt=veto.excerpt,
        what=veto.code,
        reason=one_line(reason),
    )

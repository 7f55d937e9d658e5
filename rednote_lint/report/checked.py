"""From the report of a post to the types of the JSON report, its sentences in one language."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import msgspec
from msgspec import UNSET

from rednote_lint.model import (
    Bilingual,
    Excerpt,
    Finding,
    Fix,
    Location,
    Notice,
    PostDisplay,
    Problem,
    Report,
    Skipped,
    Source,
    Summary,
    Suppressed,
    TextEdit,
    Veto,
)
from rednote_lint.model.fix import MediaEdit
from rednote_lint.report.contract import (
    CheckedPost,
    Failure,
    FoundOne,
    LetPass,
    MediaChange,
    NotChecked,
    Note,
    Offer,
    Origin,
    Place,
    Reference,
    SetAside,
    Sums,
    TextChange,
)


class PostObjects:
    """Makes the objects of one post.

    Args:
        display: the post's language, and which findings are shown.
        explain: whether hits that were let pass are told.
    """

    def __init__(self, display: PostDisplay, *, explain: bool) -> None:
        self._display = display
        self._explain = explain

    def of(self, report: Report) -> CheckedPost:
        """Return all that is told of a post."""
        return CheckedPost(
            path=report.path,
            id=report.id,
            findings=tuple(self._finding(finding) for finding in report.findings if self._display.shows(finding)),
            suppressed=tuple(map(self._suppressed, report.suppressed)),
            skipped=tuple(map(self._skipped, report.skipped)),
            problems=tuple(map(self._problem, report.problems)),
            account=report.account,
            notices=tuple(_note(notice, self._display.language) for notice in report.notices),
            vetoes=tuple(map(self._veto, report.vetoes)) if self._explain else UNSET,
        )

    def _suppressed(self, entry: Suppressed) -> SetAside:
        at = entry.where
        return SetAside(
            **_fields(self._finding(entry.finding)),
            reason=entry.reason,
            by=entry.by.value,
            until=None if entry.until is None else entry.until.isoformat(),
            suppressed_at=None if at is None else Origin(path=at.path, line=entry.line, column=entry.column),
        )

    def _finding(self, finding: Finding) -> FoundOne:
        return FoundOne(
            code=finding.code,
            name=finding.name,
            pack=finding.pack,
            severity=finding.severity.value,
            confidence=finding.confidence.value,
            message=self._say(finding.message),
            evidence=finding.evidence,
            location=place_of(finding.location, finding.excerpt),
            fix=None if finding.fix is None else self._fix(finding.fix),
            fingerprint=finding.fingerprint,
            source=None if finding.source is None else finding.source.url,
            scope=None if finding.scope is None else finding.scope.value,
            via=finding.via,
            why=self._say(finding.why),
            hint=None if finding.hint is None else self._say(finding.hint),
            suggestions=finding.suggestions,
            related=tuple(place_of(*related) for related in zip_longest(finding.related, finding.related_excerpts)),
            tags=finding.tags,
            cause=finding.cause,
            reference=None if finding.source is None else _reference(finding.source, self._display.language),
            page=self._display.page_of(finding) or None,
        )

    def _fix(self, fix: Fix) -> Offer:
        return Offer(title=self._say(fix.title), safety=fix.safety.value, edits=tuple(map(_change, fix.edits)))

    def _skipped(self, skip: Skipped) -> NotChecked:
        return NotChecked(
            what=skip.what, reason=self._say(skip.reason), location=_where(skip.where), omission=skip.omission.value
        )

    def _problem(self, problem: Problem) -> Failure:
        place = _where(problem.where)
        if place is not None:
            place = msgspec.structs.replace(place, line=problem.line, column=problem.column, cell=problem.cell or UNSET)
        remedy = self._say(problem.remedy) if problem.remedy else ""
        return Failure(message=self._say(problem.message), remedy=remedy, location=place)

    def _veto(self, veto: Veto) -> LetPass:
        place = place_of(veto.where, veto.excerpt)
        return LetPass(code=veto.code, evidence=veto.evidence, reason=self._say(veto.reason), location=place)

    def _say(self, text: Bilingual) -> str:
        return text.pick(self._display.language)


def place_of(where: Location, excerpt: Excerpt | None) -> Place:
    """Return a place with the lines and columns that are known of it."""
    fragment = None if where.time is None and where.box is None else where.fragment.rpartition("/")[2]
    if excerpt is None:
        return Place(path=where.path, time=where.time, box=where.box, fragment=fragment)
    return Place(
        path=where.path,
        line=excerpt.line,
        column=excerpt.start + 1,
        end_line=excerpt.end_line,
        end_column=excerpt.end + 1,
        time=where.time,
        box=where.box,
        fragment=fragment,
        cell=excerpt.cell or UNSET,
    )


def sums_of(summary: Summary, language: str) -> Sums:
    """Return the sums of a run, its sentences in one language."""
    return Sums(
        posts=summary.posts,
        errors=summary.errors,
        warnings=summary.warnings,
        infos=summary.infos,
        suppressed=summary.suppressed,
        skipped=summary.skipped,
        problems=summary.problems,
        hidden=summary.hidden,
        interrupted=True if summary.interrupted else UNSET,
        notices=tuple(_note(notice, language) for notice in summary.of_run) or UNSET,
    )


def _note(notice: Notice, language: str) -> Note:
    return Note(what=notice.what, message=notice.reason.pick(language), location=_where(notice.where))


def _where(where: Location | None) -> Place | None:
    return None if where is None else place_of(where, None)


def _fields(found: FoundOne) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__struct_fields__}


def _change(edit: TextEdit | MediaEdit) -> TextChange | MediaChange:
    if isinstance(edit, TextEdit):
        start, end = edit.range
        return TextChange(path=edit.path, start=start, end=end, old=None if edit.secret else edit.old, new=edit.new)
    arguments = msgspec.to_builtins(edit.arguments)
    return MediaChange(path=edit.path, operation=edit.operation, arguments=arguments, sha256=edit.sha256)


def _reference(source: Source, language: str) -> Reference:
    return Reference(
        title=source.titled(language),
        tier=source.tier.value,
        seen=source.seen.isoformat(),
        review_after=None if source.review_after is None else source.review_after.isoformat(),
    )

"""Moves the findings that a suppressor sets aside to `Report.suppressed`, with the reason; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from rednote_lint.model import Bilingual, Finding, Notice, Problem, Report, Rule, Skipped, Suppressed, SuppressedBy
from rednote_lint.overlaps import overlapped
from rednote_lint.verdict.suppressor import Grounds, Judged, Suppressor


def settle(
    report: Report,
    rules: Mapping[str, Rule],
    suppressors: Iterable[Suppressor],
    on_suppressions: Callable[[], Sequence[Finding]] = tuple,
    together: Callable[[Sequence[Finding]], Sequence[Finding]] = tuple,
) -> Report:
    """Return the report after suppression; what a suppressed finding overlapped is told in its place.

    Args:
        report: as the engine and the batch stage made it.
        rules: every known rule by its code; read only where there are suppressors.
        suppressors: asked in order; the first that gives grounds has the finding.
        on_suppressions: asked when all findings were judged; gives the findings on suppressions themselves.
        together: gives those of them that are told the fixes that depend on all of them.
    """
    listed = tuple(suppressors)
    places = list(_places(report))
    aside = _judged([place.finding for place in places], rules, listed)
    # What a baseline knows still overlaps the weaker findings, which were not told when it was made.
    known = [place for place, one in zip(places, aside, strict=True) if one and one.by is SuppressedBy.BASELINE]
    kept = [place for place, one in zip(places, aside, strict=True) if one is None]
    weaker = overlapped([place.finding for place in (*kept, *known)]) if report.overlapped else ()
    told = [place.finding for index, place in enumerate(kept) if place.is_told or index not in weaker]
    meta = on_suppressions()
    meta_aside = _judged(meta, rules, listed)
    told += together([finding for finding, one in zip(meta, meta_aside, strict=True) if one is None])
    notices = [notice for suppressor in listed for notice in suppressor.notices()]
    return msgspec.structs.replace(
        report,
        findings=tuple(_with_notes(finding, rules, listed) for finding in told),
        suppressed=(*report.suppressed, *(one for one in (*aside, *meta_aside) if one is not None)),
        overlapped=(),
        skipped=(*report.skipped, *(notice for notice in notices if isinstance(notice, Skipped))),
        notices=(*report.notices, *(notice for notice in notices if isinstance(notice, Notice))),
        problems=(*report.problems, *(notice for notice in notices if isinstance(notice, Problem))),
    )


def _with_notes(finding: Finding, rules: Mapping[str, Rule], suppressors: Iterable[Suppressor]) -> Finding:
    notes = [note for one in suppressors if (note := one.note(finding, rules[finding.code])) is not None]
    message = finding.message
    for note in notes:
        message = Bilingual(en=message.en + note.en, zh=message.zh + note.zh)
    return msgspec.structs.replace(finding, message=message) if notes else finding


class _Placed(NamedTuple):
    finding: Finding
    is_told: bool
    """Whether it is told unless it is suppressed; else only where nothing more severe is."""


def _places(report: Report) -> Iterator[_Placed]:
    """Yield all findings in their order, those among them that others overlap."""
    weaker = list(report.overlapped)
    for index, finding in enumerate(report.findings):
        while weaker and weaker[0].before <= index:
            yield _Placed(weaker.pop(0).finding, is_told=False)
        yield _Placed(finding, is_told=True)
    yield from (_Placed(one.finding, is_told=False) for one in weaker)


def _judged(
    findings: Sequence[Finding], rules: Mapping[str, Rule], suppressors: Sequence[Suppressor]
) -> list[Suppressed | None]:
    """Ask the suppressors one after the other of what is left."""
    aside: list[Suppressed | None] = [None] * len(findings)
    for suppressor in suppressors:
        left = [index for index, one in enumerate(aside) if one is None]
        judged = [Judged(findings[index], rules[findings[index].code]) for index in left]
        for index, grounds in zip(left, suppressor.judge(judged), strict=True):
            if grounds is not None:
                aside[index] = _suppressed(findings[index], suppressor, grounds)
    return aside


def _suppressed(finding: Finding, suppressor: Suppressor, grounds: Grounds) -> Suppressed:
    return Suppressed(
        finding=finding,
        reason=grounds.reason,
        by=suppressor.by,
        until=grounds.until,
        where=grounds.where,
        line=grounds.line,
        column=grounds.column,
    )

"""Moves the findings that a suppressor sets aside to `Report.suppressed`, with the reason; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from rednote_lint.model import Bilingual, Finding, Notice, Problem, Report, Rule, Skipped, Suppressed
from rednote_lint.overlaps import overlapped
from rednote_lint.verdict.suppressor import Suppressor


def settle(report: Report, rules: Mapping[str, Rule], suppressors: Iterable[Suppressor]) -> Report:
    """Return the report after suppression; what a suppressed finding overlapped is told in its place.

    Args:
        report: as the engine and the batch stage made it.
        rules: every known rule by its code.
        suppressors: asked in order; the first that gives a reason has the finding.
    """
    listed = tuple(suppressors)
    kept: list[_Placed] = []
    suppressed: list[Suppressed] = []
    for place in _places(report):
        aside = _set_aside(place.finding, rules[place.finding.code], listed)
        if aside is None:
            kept.append(place)
        else:
            suppressed.append(aside)
    weaker = overlapped([place.finding for place in kept]) if report.overlapped else ()
    told = [place.finding for index, place in enumerate(kept) if place.is_told or index not in weaker]
    findings = tuple(_with_notes(finding, rules[finding.code], listed) for finding in told)
    notices = [notice for suppressor in listed for notice in suppressor.notices()]
    return msgspec.structs.replace(
        report,
        findings=findings,
        suppressed=(*report.suppressed, *suppressed),
        overlapped=(),
        skipped=(*report.skipped, *(notice for notice in notices if isinstance(notice, Skipped))),
        notices=(*report.notices, *(notice for notice in notices if isinstance(notice, Notice))),
        problems=(*report.problems, *(notice for notice in notices if isinstance(notice, Problem))),
    )


def _with_notes(finding: Finding, rule: Rule, suppressors: Iterable[Suppressor]) -> Finding:
    notes = [note for suppressor in suppressors if (note := suppressor.note(finding, rule)) is not None]
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


def _set_aside(finding: Finding, rule: Rule, suppressors: Iterable[Suppressor]) -> Suppressed | None:
    for suppressor in suppressors:
        reason = suppressor.reason(finding, rule)
        if reason is not None:
            return Suppressed(finding=finding, reason=reason, by=suppressor.by)
    return None

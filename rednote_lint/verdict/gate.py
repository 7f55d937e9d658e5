"""Moves the findings that a suppressor sets aside to `Report.suppressed`, with the reason; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from rednote_lint.model import Bilingual, Finding, Notice, Problem, Report, Rule, Skipped, Suppressed
from rednote_lint.verdict.suppressor import Suppressor


def settle(report: Report, rules: Mapping[str, Rule], suppressors: Iterable[Suppressor]) -> Report:
    """Return the report after suppression.

    Args:
        report: as the engine and the batch stage made it.
        rules: every known rule by its code.
        suppressors: asked in order; the first that gives a reason has the finding.
    """
    listed = tuple(suppressors)
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    for finding in report.findings:
        aside = _set_aside(finding, rules[finding.code], listed)
        if aside is None:
            kept.append(_with_notes(finding, rules[finding.code], listed))
        else:
            suppressed.append(aside)
    notices = [notice for suppressor in listed for notice in suppressor.notices()]
    return msgspec.structs.replace(
        report,
        findings=tuple(kept),
        suppressed=(*report.suppressed, *suppressed),
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


def _set_aside(finding: Finding, rule: Rule, suppressors: Iterable[Suppressor]) -> Suppressed | None:
    for suppressor in suppressors:
        reason = suppressor.reason(finding, rule)
        if reason is not None:
            return Suppressed(finding=finding, reason=reason, by=suppressor.by)
    return None

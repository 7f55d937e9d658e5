"""Reports written by a format, as a run writes them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rednote_lint.model import PostDisplay, Report, Severity, Summary
from rednote_lint.report import Display, RunInfo, reporter_of


def summed(reports: Iterable[Report], display: PostDisplay | None = None) -> Summary:
    """Return the sums of posts that are all shown alike."""
    total = Summary()
    for report in reports:
        total = total.plus(report, display)
    return total


def written(
    name: str,
    reports: Iterable[Report],
    summary: Summary | None = None,
    *,
    min_severity: Severity = Severity.INFO,
    run: RunInfo = RunInfo(),  # noqa: B008
    **display: object,
) -> str:
    """Return what a format writes of some posts; without a summary, all but the end."""
    stream = io.StringIO()
    how = Display(**display)
    reporter = reporter_of(name, stream, how)
    reporter.begin(run)
    for report in reports:
        reporter.post(report, PostDisplay(language=how.language, min_severity=min_severity))
    if summary is not None:
        reporter.end(summary)
    return stream.getvalue()

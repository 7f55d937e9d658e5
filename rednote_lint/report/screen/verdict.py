"""The verdict of a post in one word."""

from __future__ import annotations

from collections.abc import Sequence

from rednote_lint.model import Report, Severity
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.screen.causes import Cause, of_severity
from rednote_lint.report.screen.paint import Role


def verdict(report: Report, causes: Sequence[Cause], labels: Phrases) -> tuple[str, Role]:
    """Return the word, and the role that colours it."""
    if report.is_configuration:
        return labels.verdict_configuration, Role.WARNING
    if report.problems:
        return labels.verdict_unchecked, Role.WARNING
    if of_severity(causes, Severity.ERROR):
        return labels.verdict_no, Role.ERROR
    return (labels.verdict_partly, Role.WARNING) if report.skipped else (labels.verdict_yes, Role.GOOD)

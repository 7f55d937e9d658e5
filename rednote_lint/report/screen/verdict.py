"""The verdict of a post in one word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rednote_lint.model import Report, Severity
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.screen.causes import Cause, of_severity
from rednote_lint.report.screen.paint import Role


class Verdict(StrEnum):
    """What came of the check of a post, as programs read it; certificates have the same words."""

    READY = "ready"
    INCOMPLETE = "incomplete"
    """Nothing grave was found, and something was not checked."""
    NOT_READY = "not-ready"
    NOT_CHECKED = "not-checked"
    CONFIGURATION = "configuration"
    """It is no post but a configuration file, with suppressions that are wrong."""


_ROLES = {
    Verdict.READY: Role.GOOD,
    Verdict.INCOMPLETE: Role.WARNING,
    Verdict.NOT_READY: Role.ERROR,
    Verdict.NOT_CHECKED: Role.WARNING,
    Verdict.CONFIGURATION: Role.WARNING,
}


def judged(report: Report, causes: Sequence[Cause]) -> Verdict:
    """Return the verdict of a post for programs."""
    if report.is_configuration:
        return Verdict.CONFIGURATION
    if report.problems:
        return Verdict.NOT_CHECKED
    if of_severity(causes, Severity.ERROR):
        return Verdict.NOT_READY
    return Verdict.INCOMPLETE if report.skipped else Verdict.READY


def word(verdict: Verdict, labels: Phrases) -> tuple[str, Role]:
    """Return a verdict for people, and the role that colours it."""
    words = {
        Verdict.READY: labels.verdict_yes,
        Verdict.INCOMPLETE: labels.verdict_partly,
        Verdict.NOT_READY: labels.verdict_no,
        Verdict.NOT_CHECKED: labels.verdict_unchecked,
        Verdict.CONFIGURATION: labels.verdict_configuration,
    }
    return words[verdict], _ROLES[verdict]


def verdict(report: Report, causes: Sequence[Cause], labels: Phrases) -> tuple[str, Role]:
    """Return the word, and the role that colours it."""
    return word(judged(report, causes), labels)

"""The exit code that one post asks for."""

from __future__ import annotations

from rednote_lint.errors import ExitCode
from rednote_lint.model import Omission, Report, Severity

NEVER = "never"
"""The value of `fail-on` with which findings never fail a run."""


def exit_code_of(report: Report, fail_on: str) -> ExitCode:
    """Return how one post ends the run; the highest code of all posts is that of the run.

    Args:
        report: of the post, after suppression.
        fail_on: the lowest severity that fails, or `never`.
    """
    if report.problems or any(skip.omission is Omission.FAILURE for skip in report.skipped):
        return ExitCode.FAILED
    if fail_on == NEVER or report.worst is None:
        return ExitCode.CLEAN
    return ExitCode.FINDINGS if report.worst.rank >= Severity(fail_on).rank else ExitCode.CLEAN

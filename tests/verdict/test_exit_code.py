from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual, Omission, Problem, Report, Skipped
from rednote_lint.verdict import exit_code_of
from tests.settled_made import settled


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("error", "error", ExitCode.FINDINGS),
        ("warning", "error", ExitCode.CLEAN),
        ("warning", "warning", ExitCode.FINDINGS),
        ("info", "info", ExitCode.FINDINGS),
        ("error", "never", ExitCode.CLEAN),
    ],
)
def test_the_exit_code_follows_the_threshold(tmp_path: Path, severity: str, fail_on: str, code: ExitCode) -> None:
    assert exit_code_of(settled(tmp_path, severity=severity), fail_on) is code


def test_a_problem_always_fails_the_run() -> None:
    report = Report(path="p", id="p", problems=(Problem(message=Bilingual(en="unreadable", zh="无法读取")),))
    assert exit_code_of(report, "never") is ExitCode.FAILED


@pytest.mark.parametrize(("omission", "code"), [("failure", ExitCode.FAILED), ("choice", ExitCode.CLEAN)])
def test_what_could_not_be_read_fails_the_run_and_what_nobody_asked_for_does_not(omission: str, code: ExitCode) -> None:
    skip = Skipped(what="a.jpg", reason=Bilingual(en="damaged", zh="损坏"), omission=Omission(omission))
    assert exit_code_of(Report(path="p", id="p", skipped=(skip,)), "never") is code

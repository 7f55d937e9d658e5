from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual, Problem, Report
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

"""The gate: what the author or the configuration set aside is kept as suppressed, with its reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rednote_lint.engine import lint
from rednote_lint.errors import ExitCode
from rednote_lint.facts import Options
from rednote_lint.model import Bilingual, Directive, Location, Problem, Report
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.verdict import exit_code_of, settle
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post

TODAY = dt.date(2026, 11, 20)
HERE = Location(path="p/caption.txt")


def settled(tmp_path: Path, *directives: Directive, ignored: bool = False, severity: str = "error") -> Report:
    rules = load_pack(write_pack(tmp_path / "pack", rule().replace("severity: error", f"severity: {severity}"))).rules
    post = body_post("蓝莓派", directives=directives)
    return settle(lint(post, RuleSet(rules), Options()), post, rules, lambda path, rule: ignored, TODAY)


def directive(selector: str = "ZZ101", asset: str | None = None, until: dt.date | None = None) -> Directive:
    return Directive(rule=selector, reason="our own brand", asset=asset, until=until, where=HERE)


@pytest.mark.parametrize("selector", ["ZZ101", "ZZ", "testpack", "testpack/a-rule"])
def test_a_directive_sets_aside_with_its_reason(tmp_path: Path, selector: str) -> None:
    report = settled(tmp_path, directive(selector))
    assert not report.findings
    assert [(s.finding.code, s.reason, s.by) for s in report.suppressed] == [("ZZ101", "our own brand", "directive")]


def test_a_directive_for_one_asset_leaves_the_others(tmp_path: Path) -> None:
    assert settled(tmp_path, directive(asset="clip.mp4")).findings
    assert not settled(tmp_path, directive(asset="caption.txt")).findings


def test_a_directive_counts_through_its_last_day_and_then_says_so(tmp_path: Path) -> None:
    assert not settled(tmp_path, directive(until=TODAY)).findings
    report = settled(tmp_path, directive(until=TODAY - dt.timedelta(days=1)))
    assert report.findings
    assert "ran out" in report.skipped[0].reason.en


def test_a_directive_that_names_no_rule_is_a_problem(tmp_path: Path) -> None:
    report = settled(tmp_path, directive("ZZ999"))
    assert report.findings
    assert "ZZ999" in report.problems[0].message.en


def test_the_configuration_sets_aside_by_path(tmp_path: Path) -> None:
    report = settled(tmp_path, ignored=True)
    assert not report.findings
    assert report.suppressed[0].by == "config"


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

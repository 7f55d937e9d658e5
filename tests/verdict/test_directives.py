"""What the author sets aside is kept as suppressed, with the reason."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import msgspec
import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Directive, SuppressionState
from rednote_lint.packs.loader import load_pack
from rednote_lint.ruleset import RuleSet
from rednote_lint.verdict import Directives
from rednote_lint.verdict.suppressor import Judged
from tests.packs.pack_files import rule, write_pack
from tests.posts_made import body_post
from tests.settled_made import TODAY, directive, settled


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
    assert not report.skipped, "what was checked is not told as skipped"
    assert report.findings[0].message.en.endswith(f"(its suppression ran out on {TODAY - dt.timedelta(days=1)})")


def states(directive: Directive, *, asked: bool = True, found: bool = True) -> list[SuppressionState]:
    (one,) = load_pack(write_pack(Path(tempfile.mkdtemp()) / "pack", rule())).rules
    judge = Directives([directive], [one], TODAY)
    findings = lint(body_post("蓝莓派"), RuleSet([one]), Options()).findings if found else ()
    judge.judge([Judged(finding, one) for finding in findings])
    return [fault.state for fault in judge.faults(lambda rule, directive: asked)]


def test_what_is_wrong_with_a_directive_itself_is_told() -> None:
    assert states(directive()) == []
    assert states(directive(), found=False) == [SuppressionState.UNUSED]
    assert states(directive(), found=False, asked=False) == [], "what was not asked may need it"
    assert states(directive(until=TODAY)) == []
    assert states(directive(until=TODAY - dt.timedelta(days=1))) == [SuppressionState.EXPIRED]
    assert states(msgspec.structs.replace(directive(), reason="")) == [SuppressionState.UNEXPLAINED]


def test_without_a_reason_it_sets_nothing_aside(tmp_path: Path) -> None:
    assert settled(tmp_path, msgspec.structs.replace(directive(), reason="")).findings


def test_a_suppressed_finding_says_where_and_until_when(tmp_path: Path) -> None:
    one = msgspec.structs.replace(directive(until=TODAY), line=3, column=7)
    (suppressed,) = settled(tmp_path, one).suppressed
    assert (suppressed.until, suppressed.where, suppressed.line, suppressed.column) == (TODAY, one.where, 3, 7)


def test_a_directive_that_names_no_rule_is_a_problem(tmp_path: Path) -> None:
    report = settled(tmp_path, directive("ZZ999"))
    assert report.findings
    assert "ZZ999" in report.problems[0].message.en

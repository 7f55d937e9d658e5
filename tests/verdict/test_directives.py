"""What the author sets aside is kept as suppressed, with the reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

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


def test_a_directive_that_ran_out_and_covers_nothing_is_told_and_changes_no_verdict(tmp_path: Path) -> None:
    report = settled(tmp_path, directive(until=TODAY - dt.timedelta(days=1), asset="other.jpg"))
    (notice,) = report.notices
    assert notice.what == "ZZ101"
    assert "covers no finding" in notice.reason.en
    assert not report.skipped
    assert not report.problems
    covering = settled(tmp_path, directive(until=TODAY - dt.timedelta(days=1)))
    assert not covering.notices, "it is told with its finding"


def test_a_directive_that_names_no_rule_is_a_problem(tmp_path: Path) -> None:
    report = settled(tmp_path, directive("ZZ999"))
    assert report.findings
    assert "ZZ999" in report.problems[0].message.en

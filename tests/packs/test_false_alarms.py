"""What the packs say of posts that were really published is nearly always a false alarm: it has a budget.

The published notes are other people's work and no part of this project; the test skips where they are absent.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rednote_lint.model import Report, Severity
from rednote_lint.posts import discover
from rednote_lint.run.session import Sessions
from rednote_lint.run.settings import Settings

NOTES = Path(__file__).parents[3] / "shared" / "text" / "published_notes.jsonl"


@pytest.fixture(scope="module", params=["recommended", "strict"])
def checked(request: pytest.FixtureRequest) -> tuple[str, list[Report], dict[str, float]]:
    if not NOTES.is_file():
        pytest.skip("the published notes are not here")
    session = Sessions(Settings(isolated=True, preset=request.param)).of(Path.cwd())
    budgets = {rule.code: rule.budget for rule in session.rules.rules}
    return request.param, [session.check(post).report for post in discover([NOTES])], budgets


def share(reports: list[Report], severities: set[Severity]) -> float:
    """Return the per cent of posts with a finding of one of these severities."""
    flagged = sum(any(finding.severity in severities for finding in report.findings) for report in reports)
    return 100 * flagged / len(reports)


def test_published_notes_are_hardly_ever_flagged(checked: tuple[str, list[Report], dict[str, float]]) -> None:
    preset, reports, _ = checked
    assert len(reports) > 200
    assert share(reports, {Severity.ERROR}) <= 1.0
    if preset == "recommended":
        assert share(reports, {Severity.ERROR, Severity.WARNING}) <= 5.0


def test_every_rule_keeps_to_its_budget(checked: tuple[str, list[Report], dict[str, float]]) -> None:
    _, reports, budgets = checked
    posts = Counter(code for report in reports for code in {finding.code for finding in report.findings})
    over = {code: n for code, n in posts.items() if 100 * n / len(reports) > budgets[code]}
    assert not over

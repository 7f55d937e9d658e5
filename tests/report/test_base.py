"""The sums of a run grow post by post, and forget nothing that was not checked."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Report, Severity, Skipped
from rednote_lint.report.base import NAMES_KEPT, Display, Summary


def skipped(*names: str, reason: str = "no OCR") -> Report:
    why = Bilingual(en=reason, zh="原因")
    return Report(path="p/", id="p", skipped=tuple(Skipped(what=name, reason=why) for name in names))


def summed(*reports: Report) -> Summary:
    total = Summary()
    for report in reports:
        total = total.plus(report)
    return total


def test_a_run_of_many_posts_is_the_sum_of_its_posts(reports: tuple[Report, ...]) -> None:
    total, twice = summed(*reports), summed(*reports, *reports)
    assert total.posts == len(reports)
    assert (
        total.findings == sum(len(report.findings) for report in reports) == total.errors + total.warnings + total.infos
    )
    for name in ("posts", "errors", "warnings", "infos", "suppressed", "skipped", "problems", "findings"):
        assert getattr(twice, name) == 2 * getattr(total, name)


def test_what_was_not_checked_is_told_by_reason() -> None:
    total = summed(skipped("A", "B"), skipped("A"), skipped("C", reason="broken"), Report(path="q/", id="q"))
    first, second = total.not_checked
    assert (first.reason.en, first.names, first.times, first.posts) == ("no OCR", ("A", "B"), 3, 2)
    assert (second.reason.en, second.names, second.times, second.posts) == ("broken", ("C",), 1, 1)
    assert total.skipped == 4


def test_names_of_a_large_run_are_bounded_and_the_count_is_not() -> None:
    total = summed(*(skipped(f"clip{number}.mp4") for number in range(100)))
    (only,) = total.not_checked
    assert len(only.names) == NAMES_KEPT
    assert (only.times, only.posts) == (100, 100)


def test_a_display_shows_what_is_severe_enough(reports: tuple[Report, ...]) -> None:
    findings = [finding for report in reports for finding in report.findings]
    shown = {
        least: {finding.severity for finding in findings if Display(min_severity=least).shows(finding)}
        for least in Severity
    }
    assert shown[Severity.ERROR] == {Severity.ERROR}
    assert shown[Severity.WARNING] == {Severity.ERROR, Severity.WARNING}
    assert shown[Severity.INFO] == set(Severity)

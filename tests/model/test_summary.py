"""The sums of a run grow post by post, and forget nothing that was not checked."""

from __future__ import annotations

from rednote_lint.model import Bilingual, PostDisplay, Report, Severity, Skipped, Summary
from rednote_lint.model.summary import NAMES_KEPT
from tests.reports_made import summed as summed_up


def skipped(*names: str, reason: str = "no OCR") -> Report:
    why = Bilingual(en=reason, zh="原因")
    return Report(path="p/", id="p", skipped=tuple(Skipped(what=name, reason=why) for name in names))


def summed(*reports: Report) -> Summary:
    return summed_up(reports)


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
        least: {finding.severity for finding in findings if PostDisplay(min_severity=least).shows(finding)}
        for least in Severity
    }
    assert shown[Severity.ERROR] == {Severity.ERROR}
    assert shown[Severity.WARNING] == {Severity.ERROR, Severity.WARNING}
    assert shown[Severity.INFO] == set(Severity)


def test_a_report_counts_its_findings_and_names_the_worst(reports: tuple[Report, ...]) -> None:
    serum, clean, _ = reports
    assert [serum.count(severity) for severity in Severity] == [3, 1, 1]
    assert (serum.worst, clean.worst) == (Severity.ERROR, None)


def test_what_a_post_hides_is_counted_apart(reports: tuple[Report, ...]) -> None:
    hiding = {least: Summary().plus(reports[0], PostDisplay(min_severity=least)) for least in Severity}
    assert {least.value: sums.hidden for least, sums in hiding.items()} == {"error": 2, "warning": 1, "info": 0}
    assert all(sums.findings == 5 for sums in hiding.values())
    total = hiding[Severity.ERROR].plus(reports[1], PostDisplay(min_severity=Severity.WARNING))
    assert (total.hidden, total.hidden_below) == (2, Severity.ERROR)

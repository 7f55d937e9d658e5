"""The last lines never call a run clean in which something was not checked."""

from __future__ import annotations

import pytest

from rednote_lint.model import Bilingual, PostDisplay, Report, Severity, Skipped, Summary
from rednote_lint.report.screen.closing import NAMES_SHOWN, closing

WHY = Bilingual(en="the reason in English", zh="中文原因")


def lines(summary: Summary, language: str = "en") -> list[str]:
    return ["".join(text for text, _ in line) for line in closing(summary, language)]


def skips(count: int, posts: int = 1) -> Summary:
    report = Report(path="p/", id="p", skipped=tuple(Skipped(what=f"R{n}", reason=WHY) for n in range(count)))
    total = Summary()
    for _ in range(posts):
        total = total.plus(report)
    return total


@pytest.mark.parametrize("language", ["en", "zh"])
def test_only_a_run_in_which_all_was_checked_is_clean(language: str) -> None:
    clean = lines(Summary(posts=2), language=language)[-1]
    verdicts = [
        lines(summary, language=language)
        for summary in (skips(1, 2), Summary(posts=2, problems=1), Summary(posts=2, errors=1), Summary())
    ]
    assert all(clean not in told for told in verdicts)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reason_is_told_in_the_readers_language(language: str) -> None:
    first = lines(skips(2), language=language)[0]
    assert WHY.pick(language) in first
    assert "R0" in first and "R1" in first


def test_many_names_are_summed_up() -> None:
    first = lines(skips(NAMES_SHOWN + 3, posts=4))[0]
    assert f"R{NAMES_SHOWN - 1}" in first
    assert f"R{NAMES_SHOWN}" not in first
    assert str(4 * (NAMES_SHOWN + 3)) in first and "4 posts" in first


@pytest.mark.parametrize(("least", "hidden"), [(Severity.INFO, None), (Severity.WARNING, "1"), (Severity.ERROR, "2")])
def test_what_is_hidden_is_counted(reports: tuple[Report, ...], least: Severity, hidden: str | None) -> None:
    told = lines(Summary(suppressed=4).plus(reports[0], PostDisplay(min_severity=least)))
    assert "5 findings suppressed" in told[-1]
    assert (f"{hidden} finding" in told[-1]) == (hidden is not None)
    assert "3 errors" in told[-2] and "1 warning" in told[-2] and "1 info" in told[-2]


def test_numbers_that_are_zero_are_left_out() -> None:
    told = lines(Summary(posts=1, warnings=1))
    assert len(told) == 1
    assert "error" not in told[0] and "1 warning" in told[0]

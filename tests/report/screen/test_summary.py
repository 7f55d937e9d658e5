import pytest

from rednote_lint.model import Bilingual, PostDisplay, Report, Severity, Skipped, Summary
from rednote_lint.model.summary import NAMES_KEPT
from rednote_lint.report import FORMATS
from tests.reports_made import summed, written


def closing_lines(summary, **display):
    return written("concise", (), summary, **display).splitlines()


def test_counts_everything(summary):
    assert (summary.posts, summary.errors, summary.warnings, summary.infos) == (3, 3, 1, 1)
    assert (summary.suppressed, summary.skipped, summary.problems) == (1, 4, 1)


def test_what_was_not_checked_is_grouped_by_reason(summary):
    marks, file = summary.not_checked
    assert (marks.names, marks.times, marks.posts) == (("WM103", "WM104"), 3, 2)
    assert (file.names, file.times, file.posts) == (("serum/02.jpg",), 1, 1)


def test_thousands_of_names_are_not_kept():
    reason = Bilingual(en="no", zh="无")
    skips = tuple(Skipped(what=f"{n}.jpg", reason=reason) for n in range(50))
    summary = Summary().plus(Report(path="a", id="a", skipped=skips))
    assert len(summary.not_checked[0].names) == NAMES_KEPT
    assert summary.not_checked[0].times == 50
    assert "and more (50 times in 1 post)" in closing_lines(summary)[0]


def test_clean_is_said_only_when_all_was_checked():
    reason = Bilingual(en="no OCR", zh="没有 OCR")
    clean = Summary().plus(Report(path="a", id="a"))
    unsure = Summary().plus(Report(path="a", id="a", skipped=(Skipped(what="X", reason=reason),)))
    assert closing_lines(clean) == ["No findings in 1 post."]
    assert closing_lines(clean, language="zh") == ["已检查 1 篇笔记，未发现问题。"]
    assert closing_lines(unsure) == [
        "Not checked: X: no OCR",
        "No findings in the parts of 1 post that could be checked.",
    ]
    assert closing_lines(Summary()) == ["No posts to check."]


def test_hidden_findings_are_counted(reports):
    errors, warnings = (PostDisplay(min_severity=least) for least in (Severity.ERROR, Severity.WARNING))
    assert closing_lines(summed(reports, errors))[-1].startswith("1 finding suppressed, 2 findings below")
    assert "1 finding below “warning” not shown" in closing_lines(summed(reports, warnings))[-1]


def test_posts_that_hide_differently_are_summed_up_under_the_higher_severity(reports):
    (serum, *_), warnings = reports, PostDisplay(min_severity=Severity.WARNING)
    mixed = Summary().plus(serum, PostDisplay(min_severity=Severity.ERROR)).plus(serum, warnings).plus(serum)
    assert (mixed.hidden, mixed.infos + mixed.warnings) == (3, 6)
    assert "3 findings below “error” not shown" in closing_lines(mixed)[-1]


def test_hidden_findings_are_not_shown(reports, summary):
    for name in FORMATS:
        shown = written(name, reports, summary, min_severity=Severity.WARNING)
        assert "WM101" in shown and "FM401" not in shown


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_is_silent_about_what_was_not_checked(name, reports, summary):
    shown = written(name, reports, summary)
    assert "marks are not looked for yet" in shown and "The row is no JSON object" in shown

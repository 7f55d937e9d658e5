"""The rows that tables are made of, and the words for verdicts that programs read."""

from __future__ import annotations

from rednote_lint.model import PostDisplay, Report, Severity
from rednote_lint.report.screen.verdict import Verdict
from rednote_lint.report.tables.rows import COLUMNS, NUMBERS, rows_of
from rednote_lint.run.certificates import form


def test_a_row_has_known_columns_and_numbers_where_numbers_belong(reports: tuple[Report, ...]) -> None:
    for report in reports:
        for row in rows_of(report, PostDisplay(), explain=True):
            assert set(row) <= set(COLUMNS)
            assert all(not row.get(name) or row[name].isdigit() for name in NUMBERS)


def test_what_is_below_the_least_severity_is_no_row(reports: tuple[Report, ...]) -> None:
    shown = [*rows_of(reports[0], PostDisplay(min_severity=Severity.ERROR), explain=False)]
    assert {row["severity"] for row in shown if row["kind"] == "finding"} == {"error"}


def test_tables_and_certificates_say_the_same_words() -> None:
    assert [one.value for one in form.Verdict] == [one.value for one in Verdict if one is not Verdict.CONFIGURATION]

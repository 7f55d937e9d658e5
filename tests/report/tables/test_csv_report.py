"""CSV: a spreadsheet shows every cell as it stands."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec
import pytest

from rednote_lint.model import Bilingual, Report, Severity, Summary
from rednote_lint.report.tables.csv_report import BOM, harmless
from rednote_lint.report.tables.rows import COLUMNS
from tests.reports_made import summed, written


def rows(*given: Any, **more: Any) -> list[dict[str, str]]:
    text = written("csv", *given, **more)
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


def test_each_finding_is_one_line(reports: tuple[Report, ...], summary: Summary) -> None:
    told = rows(reports, summary)
    assert all(tuple(row) == COLUMNS for row in told)
    assert [row["code"] for row in told if row["kind"] == "finding"] == [f.code for f in reports[0].findings]
    assert len(written("csv", reports, summary).splitlines()) == 1 + len(told)
    first = next(row for row in told if row["kind"] == "finding")
    assert (first["path"], first["line"], first["column"], first["evidence"]) == ("serum/post.md", "7", "5", "最佳")


def test_every_post_has_a_line_with_its_verdict(reports: tuple[Report, ...], summary: Summary) -> None:
    told = rows(reports, summary)
    assert [row["post"] for row in told if row["kind"] == "post"] == [report.path for report in reports]
    assert all(row["verdict"] for row in told if row["post"])
    ready = Report(path="calm/", id="calm")
    assert [(row["kind"], row["verdict"], row["message"]) for row in rows([ready])] == [("post", "ready", "READY")]


@pytest.mark.parametrize("typed", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1", "\x00=1"])
def test_no_cell_is_a_formula(typed: str, reports: tuple[Report, ...]) -> None:
    assert harmless(typed)[0] in "'␀"
    finding = msgspec.structs.replace(reports[0].findings[0], evidence=typed, message=Bilingual(en=typed, zh=typed))
    report = Report(path=typed, id=typed, account=typed, findings=(finding,))
    for row in rows([report], Summary()):
        assert not [cell for cell in row.values() if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_everything_else_has_a_kind(reports: tuple[Report, ...], summary: Summary) -> None:
    told = {row["kind"] for row in rows(reports, summary, explain=True)}
    assert told == {"post", "finding", "suppressed", "not-checked", "problem", "notice", "allowed"}
    hidden = rows(reports, summed(reports), min_severity=Severity.ERROR)
    assert "interrupted" in {row["kind"] for row in rows((), Summary(interrupted=True))}
    assert all(row["severity"] == "error" for row in hidden if row["kind"] == "finding")
    assert "hidden" in {row["kind"] for row in rows((), msgspec.structs.replace(summary, hidden=2))}

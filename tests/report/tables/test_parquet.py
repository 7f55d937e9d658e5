"""Parquet: the rows of the CSV report with types, the same bytes each time."""

from __future__ import annotations

import io

import msgspec
import pyarrow.parquet as pq
import pytest

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report import Display, RunInfo
from rednote_lint.report.tables import parquet
from rednote_lint.report.tables.parquet import MARK, ParquetReporter
from rednote_lint.report.tables.rows import COLUMNS, NUMBERS, rows_of


def written(reports: tuple[Report, ...], summary: Summary) -> bytes:
    stream = io.BytesIO()
    reporter = ParquetReporter(stream, Display(explain=True))
    reporter.begin(RunInfo(version="1.2.3"))
    for report in reports:
        reporter.post(report, PostDisplay())
    reporter.end(summary)
    return stream.getvalue()


def test_it_holds_the_rows_of_the_table(
    reports: tuple[Report, ...], summary: Summary, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = written(reports, summary)
    table = pq.read_table(io.BytesIO(content))
    assert table.schema.names == list(COLUMNS)
    assert {str(table.schema.field(name).type) for name in NUMBERS} == {"int32"}
    assert table.schema.metadata[MARK] == b"1.2.3"
    rows = [row for report in reports for row in rows_of(report, PostDisplay(), explain=True)]
    told = [{name: str(cell) for name, cell in row.items() if cell is not None} for row in table.to_pylist()]
    assert told[: len(rows)] == [{name: cell for name, cell in row.items() if cell} for row in rows]
    assert written(reports, summary) == content
    monkeypatch.setattr(parquet, "_GROUP", 2)
    grouped = pq.ParquetFile(io.BytesIO(written(reports, summary)))
    assert grouped.num_row_groups > 1
    assert grouped.read().equals(table)


def test_half_a_character_of_a_name_costs_nothing(reports: tuple[Report, ...]) -> None:
    broken = msgspec.structs.replace(reports[0], path="post-\udcff/")
    assert pq.read_table(io.BytesIO(written((broken,), Summary()))).to_pylist()[0]["post"] == "post-?/"


def test_a_run_without_a_post_is_an_empty_table() -> None:
    assert pq.read_table(io.BytesIO(written((), Summary()))).num_rows == 0

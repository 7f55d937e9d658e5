"""`--output parquet=PATH`: the rows of the CSV report with types, compressed, for programs that analyze many posts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.tables.rows import COLUMNS, NUMBERS, Row, last_rows, rows_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

MARK = b"rednote-lint"
"""The key in the file's own metadata by which a report is known."""
_GROUP = 20_000
"""Rows that are held before they are written together."""


class ParquetReporter:
    """Writes the rows in groups, so that no more than one is held.

    Args:
        stream: takes bytes.
        display: how the report is told.
    """

    def __init__(self, stream: IO[bytes], display: Display) -> None:
        self._stream = stream
        self._display = display
        self._writer: ParquetWriter | None = None
        self._rows: list[Row] = []

    def begin(self, run: RunInfo) -> None:
        """Write the head of the file."""
        from pyarrow.parquet import ParquetWriter

        schema = _schema().with_metadata({MARK: run.version.encode()})
        self._writer = ParquetWriter(self._stream, schema, compression="zstd")

    def post(self, report: Report, display: PostDisplay) -> None:
        """Take the rows of a post."""
        self._add(rows_of(report, display, explain=self._display.explain))

    def end(self, summary: Summary) -> None:
        """Write what is left, and the directory at the end of the file."""
        self._add(last_rows(summary, self._display.language))
        self._write()
        assert self._writer is not None
        self._writer.close()

    def _add(self, rows: Iterable[Row]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if self._rows and self._writer is not None:
            columns = [[_cell(name, row.get(name, "")) for row in self._rows] for name in COLUMNS]
            self._writer.write_table(pa.table(columns, schema=self._writer.schema))
            self._rows = []


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([(name, pa.int32() if name in NUMBERS else pa.string()) for name in COLUMNS])


def _cell(name: str, text: str) -> str | int | None:
    """Return the value of a cell: nothing for an empty one; half a character of a file's name is written as `?`."""
    if not text:
        return None
    return int(text) if name in NUMBERS else text.encode("utf-8", "replace").decode("utf-8")

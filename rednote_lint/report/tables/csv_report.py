"""`--format csv`: posts and findings for spreadsheets, one a line; no cell is a formula, whatever a caption holds."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.tables.rows import COLUMNS, Row, last_rows, rows_of
from rednote_lint.report.width import one_line

BOM = "\ufeff"
"""Without it, spreadsheets take the Chinese for another encoding."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class CsvReporter:
    """Writes a line for each post, each finding, and everything that was suppressed, not checked or not done."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display

    def begin(self, run: RunInfo) -> None:
        """Write the names of the columns."""
        self._stream.write(BOM + ",".join(COLUMNS) + "\n")

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the lines of a post."""
        for row in rows_of(report, display, explain=self._display.explain):
            self._row(row)

    def end(self, summary: Summary) -> None:
        """Say what the lines above leave out."""
        for row in last_rows(summary, self._display.language):
            self._row(row)

    def _row(self, cells: Row) -> None:
        self._stream.write(",".join(_quoted(harmless(cells.get(name, ""))) for name in COLUMNS) + "\n")


def harmless(text: str) -> str:
    """Return the text of a cell on one line, with a quotation mark before what a spreadsheet would calculate."""
    told = one_line(text)
    return f"'{told}" if told.startswith(_FORMULA) else told


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if "," in cell or '"' in cell else cell

"""`--output xlsx=PATH`: a copy of the calendar with the verdict, the causes and a way out beside each row."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import IO, Any, NamedTuple

from rednote_lint.model import PostDisplay, Record, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.remarks import Kind, remarks_of
from rednote_lint.report.screen.causes import Cause, causes_of
from rednote_lint.report.screen.closing import interruption
from rednote_lint.report.screen.paint import Role
from rednote_lint.report.screen.verdict import verdict
from rednote_lint.report.width import one_line

MARK = "rednote-lint"
"""The property of the document by which a copy is known."""
_MOST = 32_000
"""Characters that a cell takes, a few less."""
_WIDTHS = (14, 60, 60)
_COLOURS = {Role.ERROR: "FFC7CE", Role.WARNING: "FFEB9C", Role.GOOD: "C6EFCE"}
_OF_SEVERITY = {Severity.ERROR: _COLOURS[Role.ERROR], Severity.WARNING: _COLOURS[Role.WARNING]}
_SIGN = {Severity.ERROR: "✖", Severity.WARNING: "!", Severity.INFO: "·"}
_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\ufffe\uffff\ud800-\udfff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class SheetTable(NamedTuple):
    """A table of the workbook."""

    sheet: str
    heading_row: int


class Calendar(Record, frozen=True, kw_only=True):
    """The workbook that a copy is made of."""

    content: bytes
    tables: Mapping[str, SheetTable]
    """By what stands before the row in the path of a post: `calendar.xlsx`, `calendar.xlsx#December`."""
    keeps_macros: bool = False


class _Row(NamedTuple):
    """What is written beside one row."""

    word: str
    role: Role
    causes: tuple[str, ...]
    ways: tuple[str, ...]
    cells: tuple[tuple[str, Severity], ...]
    """Cells of the row that something was found in."""


class WorkbookReporter:
    """Keeps what is told of each row, and writes the copy at the end.

    Args:
        stream: where the copy goes.
        display: how it looks; the labels are in its language.
        calendar: what is copied.
    """

    def __init__(self, stream: IO[bytes], display: Display, calendar: Calendar) -> None:
        self._stream, self._display, self._calendar = stream, display, calendar
        self._labels = phrases(display.language)
        self._rows: dict[tuple[str, int], _Row] = {}
        self._notices: dict[str, tuple[str, ...]] = {}
        """What is told of a whole sheet, by the name of its table."""

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the copy is written as a whole."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Keep what is told of a row; posts of other files have none here."""
        table, _, row = report.path.rpartition(":")
        if table in self._calendar.tables and row.isdecimal():
            self._rows[table, int(row)] = self._told(report, display)
            remarks = remarks_of(report, self._display.language, explain=False)
            told = (remark.text for remark in remarks if remark.kind is Kind.NOTICE)
            self._notices[table] = tuple(dict.fromkeys((*self._notices.get(table, ()), *told)))

    def _told(self, report: Report, display: PostDisplay) -> _Row:
        language = self._display.language
        causes = causes_of(filter(display.shows, report.findings))
        word, role = verdict(report, causes, self._labels)
        remarks = [
            remark
            for remark in remarks_of(report, language, explain=False)
            if remark.kind in (Kind.PROBLEM, Kind.NOT_CHECKED)
        ]
        found = tuple((one.excerpt.cell, one.severity) for cause in causes for one in cause.findings if one.excerpt)
        return _Row(
            word,
            role,
            (*(remark.text for remark in remarks), *(self._cause(cause, language) for cause in causes)),
            tuple(filter(None, (cause.way_out(self._labels, language) for cause in causes))),
            (*((problem.cell, Severity.ERROR) for problem in report.problems), *found),
        )

    def _cause(self, cause: Cause, language: str) -> str:
        return f"{_SIGN[cause.lead.severity]} {one_line(cause.headline(language))} ({' '.join(cause.codes)})"

    def end(self, summary: Summary) -> None:
        """Write the copy."""
        from openpyxl import load_workbook
        from openpyxl.packaging.custom import StringProperty

        book = load_workbook(io.BytesIO(self._calendar.content), keep_vba=self._calendar.keeps_macros, rich_text=True)
        interrupted = interruption(summary, self._labels)[0] if summary.interrupted else ""
        for name, table in self._calendar.tables.items():
            rows = {row: told for (of, row), told in self._rows.items() if of == name}
            notices = self._notices.get(name, ())
            _Columns(book[table.sheet], table.heading_row).write(rows, self._headings(interrupted), notices)
        if MARK not in book.custom_doc_props.names:
            book.custom_doc_props.append(StringProperty(name=MARK, value="checked copy"))
        made = io.BytesIO()
        book.save(made)
        self._stream.write(_without_times(made.getvalue(), book.properties.created))

    def _headings(self, interrupted: str) -> Sequence[str]:
        labels = self._labels
        first = f"{labels.sheet_verdict}: {interrupted}" if interrupted else labels.sheet_verdict
        return f"{MARK} {first}", f"{MARK} {labels.sheet_causes}", f"{MARK} {labels.sheet_ways}"


class _Columns:
    """The columns of one sheet that are added, or those of an earlier copy."""

    def __init__(self, sheet: Any, heading_row: int) -> None:
        self._sheet, self._heading_row = sheet, heading_row
        headings = {cell.column: cell.value for cell in sheet[heading_row] if cell.value is not None}
        own = [column for column, text in headings.items() if str(text).startswith(f"{MARK} ")]
        self._first = min(own) if own else self._last_used() + 1

    def _last_used(self) -> int:
        filled = (cell.column for row in self._sheet.iter_rows() for cell in row if cell.value is not None)
        merged = (area.max_col for area in self._sheet.merged_cells.ranges)
        return max((*filled, *merged), default=0)

    def write(self, rows: Mapping[int, _Row], headings: Sequence[str], notices: Sequence[str]) -> None:
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter

        told = rows.get(self._heading_row)
        for number, (text, width) in enumerate(zip(headings, _WIDTHS, strict=True)):
            column = self._first + number
            more = (*(told.causes if told is not None else ()), *notices) if number == 1 else ()
            self._text(self._heading_row, column, "\n".join((text, *more))).font = Font(bold=True)
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        for row, one in rows.items():
            if row != self._heading_row:
                self._row(row, one)
        for cells in self._sheet.iter_rows(self._heading_row, self._sheet.max_row, self._first, self._first + 2):
            for cell in cells:
                if cell.value is not None:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")

    def _row(self, row: int, told: _Row) -> None:
        cell = self._text(row, self._first, told.word)
        _fill(cell, _COLOURS[told.role])
        self._text(row, self._first + 1, "\n".join(told.causes))
        self._text(row, self._first + 2, "\n".join(told.ways))
        ranked = sorted(told.cells, key=lambda one: one[1].rank)
        for name, severity in ranked:
            place = name.rpartition("!")[2]
            if place and severity in _OF_SEVERITY:
                _fill(self._sheet[place], _OF_SEVERITY[severity])

    def _text(self, row: int, column: int, text: str) -> Any:
        """Write a text that is never a formula, whatever it starts with."""
        cell = self._sheet.cell(row, column)
        shown = _NOT_IN_XML.sub("�", text)
        cell.value = shown if len(shown) <= _MOST else shown[:_MOST] + "…"
        if cell.value:
            cell.data_type, cell.quotePrefix = "s", True
        return cell


def _fill(cell: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour)


def _without_times(made: bytes, created: datetime | None) -> bytes:
    """Write a package anew without the moment at which it was made, so that the same input gives the same bytes."""
    moment = (created or datetime(*_EARLIEST, tzinfo=UTC)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name, data in _parts(old):
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            data = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", data) if name == "docProps/core.xml" else data
            new.writestr(info, data)
    return packed.getvalue()


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in package.namelist():
        yield name, package.read(name)

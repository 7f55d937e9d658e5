"""`--format csv`: one finding a line, for spreadsheets; no cell is a formula, whatever a caption holds."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import Excerpt, Finding, Location, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.remarks import Remark, remarks_of
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import interruption, unshown
from rednote_lint.report.width import one_line

COLUMNS = (
    "kind",
    "post",
    "id",
    "account",
    "severity",
    "code",
    "name",
    "message",
    "evidence",
    "path",
    "line",
    "column",
    "place",
    "fix",
    "reason",
    "source",
    "confidence",
    "pack",
    "cause",
    "fingerprint",
)
BOM = "\ufeff"
"""Without it, spreadsheets take the Chinese for another encoding."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class CsvReporter:
    """Writes a line for each finding, and one for everything that was suppressed, not checked or not done."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display

    def begin(self, run: RunInfo) -> None:
        """Write the names of the columns."""
        self._stream.write(BOM + ",".join(COLUMNS) + "\n")

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the lines of a post."""
        post = {"post": report.path, "id": report.id, "account": report.account}
        for remark in remarks_of(report, display.language, explain=self._display.explain):
            finding = {} if remark.finding is None else _finding(remark.finding, display.language)
            self._row({**finding, **_remark(remark), **post})
        for found in filter(display.shows, report.findings):
            self._row({"kind": "finding", **_finding(found, display.language), **post})

    def end(self, summary: Summary) -> None:
        """Say what the lines above leave out."""
        labels = phrases(self._display.language)
        if summary.interrupted:
            self._row({"kind": "interrupted", "severity": "error", "message": interruption(summary, labels)[0]})
        for notice in summary.of_run:
            self._row({"kind": "notice", "code": notice.what, "message": notice.reason.pick(self._display.language)})
        if summary.hidden:
            self._row({"kind": "hidden", "message": unshown(summary, labels)})

    def _row(self, cells: dict[str, str]) -> None:
        self._stream.write(",".join(_quoted(harmless(cells.get(name, ""))) for name in COLUMNS) + "\n")


def harmless(text: str) -> str:
    """Return the text of a cell on one line, with a quotation mark before what a spreadsheet would calculate."""
    told = one_line(text)
    return f"'{told}" if told.startswith(_FORMULA) else told


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if "," in cell or '"' in cell else cell


def _finding(finding: Finding, language: str) -> dict[str, str]:
    source = "" if finding.source is None else finding.source.url
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "name": finding.name,
        "message": finding.message.pick(language),
        "evidence": finding.evidence,
        **_place(finding.location, finding.excerpt),
        "fix": Cause((finding,)).way_out(phrases(language), language),
        "reason": finding.why.pick(language),
        "source": source,
        "confidence": finding.confidence.value,
        "pack": finding.pack,
        "cause": finding.cause,
        "fingerprint": finding.fingerprint,
    }


def _remark(remark: Remark) -> dict[str, str]:
    cells = {"kind": remark.kind.value, "message": remark.text, "reason": remark.reason}
    if remark.severity is not Severity.INFO:
        cells["severity"] = remark.severity.value
    if remark.where is None or remark.where.path != remark.what:
        cells["code"] = remark.what
    if remark.where is not None:
        cells |= _place(remark.where, remark.excerpt)
    if remark.line is not None:
        cells["line"] = str(remark.line)
        cells["column"] = "" if remark.column is None else str(remark.column)
    return cells


def _place(where: Location, excerpt: Excerpt | None) -> dict[str, str]:
    if excerpt is not None:
        told = {"path": where.path, "line": str(excerpt.line), "column": str(excerpt.start + 1)}
        return {**told, "place": excerpt.cell}
    fragment = where.fragment.rpartition("/")[2]
    return {"path": where.path, "place": fragment if where.time is not None or where.box is not None else ""}

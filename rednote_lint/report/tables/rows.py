"""The rows of a table of findings: one for each post, each finding, and everything that was not checked or not done."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.model import Excerpt, Finding, Location, PostDisplay, Report, Severity, Summary
from rednote_lint.report.phrases import phrases
from rednote_lint.report.remarks import Remark, remarks_of
from rednote_lint.report.screen.causes import Cause, causes_of
from rednote_lint.report.screen.closing import interruption, unshown
from rednote_lint.report.screen.verdict import judged, word

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
    "verdict",
)
NUMBERS = frozenset({"line", "column"})
"""Columns that hold numbers."""
Row = dict[str, str]
"""Column -> cell; those that are empty are left out."""


def rows_of(report: Report, display: PostDisplay, *, explain: bool) -> Iterator[Row]:
    """Yield the rows of a post: its own, what is no finding, then its findings.

    Args:
        report: of the post.
        display: its language, and which findings are shown.
        explain: whether hits that were let pass are told.
    """
    shown = [finding for finding in report.findings if display.shows(finding)]
    verdict = judged(report, causes_of(shown))
    post = {"post": report.path, "id": report.id, "account": report.account, "verdict": verdict.value}
    said, _ = word(verdict, phrases(display.language))
    yield {"kind": "post", "message": said, **post}
    for remark in remarks_of(report, display.language, explain=explain):
        finding = {} if remark.finding is None else _finding(remark.finding, display.language)
        yield {**finding, **_remark(remark), **post}
    for found in shown:
        yield {"kind": "finding", **_finding(found, display.language), **post}


def last_rows(summary: Summary, language: str) -> Iterator[Row]:
    """Yield what the rows of the posts leave out."""
    labels = phrases(language)
    if summary.interrupted:
        yield {"kind": "interrupted", "severity": "error", "message": interruption(summary, labels)[0]}
    for notice in summary.of_run:
        yield {"kind": "notice", "code": notice.what, "message": notice.reason.pick(language)}
    if summary.hidden:
        yield {"kind": "hidden", "message": unshown(summary, labels)}


def _finding(finding: Finding, language: str) -> Row:
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


def _remark(remark: Remark) -> Row:
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


def _place(where: Location, excerpt: Excerpt | None) -> Row:
    if excerpt is not None:
        told = {"path": where.path, "line": str(excerpt.line), "column": str(excerpt.start + 1)}
        return {**told, "place": excerpt.cell}
    fragment = where.fragment.rpartition("/")[2]
    return {"path": where.path, "place": fragment if where.time is not None or where.box is not None else ""}

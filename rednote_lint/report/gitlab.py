"""`--format gitlab`: a Code Quality report, which GitLab shows in the merge request and beside its lines."""

from __future__ import annotations

import hashlib
from typing import TextIO

from rednote_lint.model import Excerpt, Finding, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.jsontext import encoded
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.anchors import anchor_of
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.paths import Paths
from rednote_lint.report.remarks import Kind, Remark, choices_of, remarks_of, sentence
from rednote_lint.report.screen.closing import gathered, interruption, unshown
from rednote_lint.report.width import one_line

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
_CHECK = {
    Kind.PROBLEM: "problem",
    Kind.SUPPRESSED: "suppressed",
    Kind.NOT_CHECKED: "not-checked",
    Kind.NOTICE: "notice",
    Kind.ALLOWED: "allowed",
}


class GitlabReporter:
    """Writes a list of entries, one for each finding; what is none is an entry of severity `info`."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display
        self._paths = Paths("", "")
        self._choices = Summary()
        self._root = "."
        self._told: set[str] = set()
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        """Open the list; GitLab counts paths from the root of the repository."""
        self._paths = Paths(run.here, run.repository)
        self._root = run.roots[0] if run.roots else "."
        self._stream.write("[")

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write an entry for each finding and each problem of a post, and for what was suppressed."""
        row = row_names(report)
        self._choices = self._choices.plus(choices_of(report))
        for remark in remarks_of(report, display.language, explain=self._display.explain):
            if remark.severity is not Severity.INFO or remark.kind in (Kind.SUPPRESSED, Kind.ALLOWED):
                self._remark(report, remark, row)
        for finding in filter(display.shows, report.findings):
            self._finding(finding, display.language, row)

    def end(self, summary: Summary) -> None:
        """Write what was not checked, each reason once, and close the list."""
        self._choices = self._choices.noted(summary.of_run)
        labels = phrases(self._display.language)
        for check, label, groups in (
            ("not-checked", labels.not_checked, self._choices.not_checked),
            ("notice", labels.notice, self._choices.notices),
        ):
            for group in groups:
                text = label + labels.colon + gathered(group, self._display.language, labels)
                self._entry(check, one_line(text), "info", group.reason.en, self._root, 1)
        if summary.interrupted:
            self._entry("interrupted", interruption(summary, labels)[0], "critical", "interrupted", self._root, 1)
        if summary.hidden:
            self._entry("hidden", unshown(summary, labels), "info", "hidden", self._root, 1)
        self._stream.write("]\n" if self._separator == "\n" else "\n]\n")

    def _finding(self, finding: Finding, language: str, row: str) -> None:
        # GitLab does not show `check_name`.
        text = f"{finding.code} {sentence(finding, language)}{row}"
        path, line = finding.location.path, _line(finding.excerpt)
        self._entry(finding.code, text, _SEVERITY[finding.severity], finding.fingerprint, path, line)

    def _remark(self, report: Report, remark: Remark, row: str) -> None:
        anchor = anchor_of(report, remark.where, remark.excerpt)
        path = remark.where.path if remark.where is not None else anchor.path
        severity = "critical" if remark.kind is Kind.PROBLEM else _SEVERITY[remark.severity]
        known = remark.finding.fingerprint if remark.finding is not None else f"{report.id}\0{remark.text}"
        line = remark.line or (anchor.line if path == anchor.path else 1)
        self._entry(_CHECK[remark.kind], remark.text + row, severity, known, path, line)

    def _entry(self, check: str, text: str, severity: str, known: str, path: str, line: int) -> None:
        entry = {
            "description": text,
            "check_name": check,
            "fingerprint": self._unique(f"{check}\0{known}"),
            "severity": severity,
            "location": {"path": self._paths.relative(path), "lines": {"begin": line}},
        }
        self._stream.write(f"{self._separator}  {encoded(entry)}")
        self._separator = ",\n"

    def _unique(self, known: str) -> str:
        """Return a fingerprint that no entry before has: of equal ones, GitLab shows the first alone."""
        fingerprint = _hashed(known)
        while fingerprint in self._told:
            fingerprint = _hashed(fingerprint)
        self._told.add(fingerprint)
        return fingerprint


def _line(excerpt: Excerpt | None) -> int:
    return 1 if excerpt is None else excerpt.line


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""`--format github`: workflow commands, which GitHub shows as annotations beside the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import Anchor, Finding, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.anchors import anchor_of
from rednote_lint.report.places.columns import Unit, region
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.paths import Paths
from rednote_lint.report.places.place import address
from rednote_lint.report.remarks import Kind, Remark, choices_of, remarks_of, sentence
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import gathered, sums
from rednote_lint.report.width import one_line

_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GithubReporter:
    """Writes an annotation for each finding and problem, and plain lines of the log for the rest."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display
        self._paths = Paths("", "")
        self._choices = Summary()

    def begin(self, run: RunInfo) -> None:
        """Remember where paths start from: GitHub counts them from the root of the repository."""
        self._paths = Paths(run.here, run.repository)

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write what was found in a post, and what could not be done; what was suppressed goes to the log alone."""
        row = row_names(report)
        self._choices = self._choices.plus(choices_of(report))
        for remark in remarks_of(report, display.language, explain=self._display.explain):
            self._remark(report, remark, row)
        for finding in filter(display.shows, report.findings):
            self._finding(report, finding, display.language, row)

    def end(self, summary: Summary) -> None:
        """Write what was not checked, and the sums."""
        self._choices = self._choices.noted(summary.of_run)
        language = self._display.language
        labels = phrases(language)
        for label, groups in ((labels.not_checked, self._choices.not_checked), (labels.notice, self._choices.notices)):
            for group in groups:
                self._command("notice", {}, one_line(label + labels.colon + gathered(group, language, labels)))
        for line in sums(summary, labels):
            self._log(one_line("".join(text for text, _ in line)))

    def _finding(self, report: Report, finding: Finding, language: str, row: str) -> None:
        where, excerpt = finding.location, finding.excerpt
        properties = self._place(anchor_of(report, where, excerpt))
        if excerpt is not None:
            place = region(excerpt, Unit.CODE_POINT)
            properties["endLine"] = str(place.end_line)
            if place.end_line == place.line:  # GitHub takes columns only within one line.
                properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
        properties["title"] = f"{finding.code} {finding.name}"
        way_out = one_line(Cause((finding,)).way_out(phrases(language), language))
        text = "\n".join(filter(None, (sentence(finding, language) + row, way_out)))
        self._command(_COMMAND[finding.severity], properties, text)

    def _remark(self, report: Report, remark: Remark, row: str) -> None:
        if remark.severity is Severity.INFO:
            if remark.kind in (Kind.SUPPRESSED, Kind.ALLOWED):
                place = address(remark.where, remark.excerpt) if remark.where is not None else report.path
                self._log(f"{one_line(place)}: {remark.text}")
            return
        properties = self._place(anchor_of(report, remark.where, remark.excerpt))
        if remark.line is not None:
            properties["line"] = str(remark.line)
            if remark.column is not None:
                properties["col"] = str(remark.column)
        self._command(_COMMAND[remark.severity], properties, remark.text + row)

    def _place(self, anchor: Anchor) -> dict[str, str]:
        return {"file": one_line(self._paths.relative(anchor.path)), "line": str(anchor.line)}

    def _command(self, name: str, properties: dict[str, str], text: str) -> None:
        told = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
        self._stream.write(f"::{name}{' ' if told else ''}{told}::{text.translate(_DATA)}\n")

    def _log(self, text: str) -> None:
        # The runner obeys `##[…]` anywhere in a line, and `::` where it starts one.
        told = text.replace("##[", "## [")
        self._stream.write(f"{' .' if told.lstrip().startswith('::') else ''}{told}\n")

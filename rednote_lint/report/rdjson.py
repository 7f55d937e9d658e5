"""`--format rdjson`: diagnostics with suggestions for reviewdog, columns in UTF-8 bytes."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import Finding, Location, PostDisplay, Report, Severity, Summary, TextEdit
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.jsontext import encoded
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.anchors import anchor_of
from rednote_lint.report.places.columns import Region, Unit, region
from rednote_lint.report.places.edits import edit_region
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.paths import Paths
from rednote_lint.report.remarks import Kind, Remark, choices_of, remarks_of, sentence
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import gathered, interruption, unshown
from rednote_lint.report.width import one_line

_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}

Object = dict[str, object]


class RdjsonReporter:
    """Writes one object with a list of diagnostics, post by post; what is no finding is one of severity INFO."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display
        self._paths = Paths("", "")
        self._root = "."
        self._choices = Summary()
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        """Open the list; reviewdog counts paths from the working directory."""
        self._paths = Paths(run.here, run.here)
        self._root = run.roots[0] if run.roots else "."
        self._stream.write('{\n  "source": {"name": "rednote-lint"},\n  "diagnostics": [')

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write what was found in a post, what could not be done, and what was suppressed."""
        self._choices = self._choices.plus(choices_of(report))
        for remark in remarks_of(report, display.language, explain=self._display.explain):
            if remark.severity is not Severity.INFO or remark.kind in (Kind.SUPPRESSED, Kind.ALLOWED):
                self._remark(report, remark)
        for finding in filter(display.shows, report.findings):
            self._finding(report, finding, display)

    def end(self, summary: Summary) -> None:
        """Write what was not checked, each reason once, and close the list."""
        self._choices = self._choices.noted(summary.of_run)
        language = self._display.language
        labels = phrases(language)
        for label, groups in (
            (labels.not_checked, self._choices.not_checked),
            (labels.notice, self._choices.notices),
        ):
            for group in groups:
                self._whole(one_line(label + labels.colon + gathered(group, language, labels)), Severity.INFO)
        if summary.interrupted:
            self._whole(interruption(summary, labels)[0], Severity.ERROR)
        if summary.hidden:
            self._whole(unshown(summary, labels), Severity.INFO)
        self._stream.write("]\n}\n" if self._separator == "\n" else "\n  ]\n}\n")

    def _finding(self, report: Report, finding: Finding, display: PostDisplay) -> None:
        language = display.language
        page = display.page_of(finding) or (finding.source.url if finding.source else "")
        way_out = one_line(Cause((finding,)).way_out(phrases(language), language))
        diagnostic: Object = {
            "message": "\n".join(filter(None, (sentence(finding, language) + row_names(report), way_out))),
            "location": self._location(report, finding),
            "severity": _SEVERITY[finding.severity],
            "code": {"value": finding.code, **({"url": page} if page else {})},
        }
        suggestions = _suggestions(finding)
        if suggestions:
            diagnostic["suggestions"] = suggestions
        related = [self._related(where) for where in _beside(report, finding)]
        if related:
            diagnostic["related_locations"] = related
        self._write(diagnostic)

    def _location(self, report: Report, finding: Finding) -> Object:
        if finding.excerpt is not None:
            place = region(finding.excerpt, Unit.UTF_8)
            return {"path": self._paths.relative(finding.location.path), "range": _range(place)}
        anchor = anchor_of(report, finding.location, None)
        return {"path": self._paths.relative(anchor.path), "range": {"start": {"line": anchor.line}}}

    def _related(self, where: Location) -> Object:
        return {"message": one_line(where.fragment), "location": {"path": self._paths.relative(where.path)}}

    def _remark(self, report: Report, remark: Remark) -> None:
        anchor = anchor_of(report, remark.where, remark.excerpt)
        start: Object = {"line": remark.line or anchor.line}
        location: Object = {"path": self._paths.relative(anchor.path), "range": {"start": start}}
        if remark.excerpt is not None:
            location["range"] = _range(region(remark.excerpt, Unit.UTF_8))
        told: Object = {"message": remark.text + row_names(report), "location": location}
        told["severity"] = _SEVERITY[remark.severity]
        if remark.finding is not None:
            told["code"] = {"value": remark.finding.code}
        self._write(told)

    def _whole(self, text: str, severity: Severity) -> None:
        path = self._paths.relative(self._root)
        self._write({"message": text, "location": {"path": path}, "severity": _SEVERITY[severity]})

    def _write(self, diagnostic: Object) -> None:
        self._stream.write(f"{self._separator}    {encoded(diagnostic)}")
        self._separator = ",\n"


def _range(place: Region) -> Object:
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }


def _suggestions(finding: Finding) -> list[Object]:
    """Return what may be put in by a click: a fix of one edit, and other words for the same characters."""
    edits = finding.fix.edits if finding.fix is not None else ()
    told: list[Object] = []
    if len(edits) == 1 and isinstance(edits[0], TextEdit):
        place = edit_region(finding, edits[0], Unit.UTF_8)
        if place is not None:
            told.append({"range": _range(place), "text": edits[0].new})
    if finding.excerpt is not None:
        place = region(finding.excerpt, Unit.UTF_8)
        words: list[Object] = [{"range": _range(place), "text": word} for word in finding.suggestions]
        told += [suggestion for suggestion in words if suggestion not in told]
    return told


def _beside(report: Report, finding: Finding) -> list[Location]:
    """Return the medium of a finding that stands at a line of text, and the other places that belong to it."""
    anchor = anchor_of(report, finding.location, finding.excerpt)
    own = [finding.location] if anchor.path != finding.location.path else []
    return [*own, *finding.related]

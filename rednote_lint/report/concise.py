"""`--format concise`: one line per finding, in the form that editors and grep understand."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import Finding, PostDisplay, Problem, Report, Summary, Veto
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.place import address, problem_address
from rednote_lint.report.screen.closing import closing
from rednote_lint.report.screen.paint import Role, writer_for
from rednote_lint.report.width import one_line


class ConciseReporter:
    """Writes `path:line:column: severity CODE message`, or a media fragment in the place of line and column."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._display = display
        self._labels = phrases(display.language)
        self._writer = writer_for(stream, display.colour)

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the first line is the first finding."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write a line for each problem, each finding and, when asked, each hit that was let pass."""
        for problem in report.problems:
            self._problem(problem, row_names(report))
        for finding in filter(display.shows, report.findings):
            self._finding(finding, row_names(report))
        if self._display.explain:
            for veto in report.vetoes:
                self._veto(veto)

    def end(self, summary: Summary) -> None:
        """Write what was not checked, and the sums."""
        for line in closing(summary, self._display.language):
            self._writer.line(*line)

    def _problem(self, problem: Problem, row: str) -> None:
        place = problem_address(problem)
        text = one_line(self._told(problem) + row)
        prefix = ((f"{place}: ", Role.PLACE),) if place else ()
        self._writer.line(*prefix, (self._labels.problem, Role.ERROR), (f": {text}", Role.PLAIN))

    def _told(self, problem: Problem) -> str:
        message = problem.message.pick(self._display.language)
        return message + self._labels.bracketed(problem.remedy.pick(self._display.language) if problem.remedy else "")

    def _finding(self, finding: Finding, row: str) -> None:
        self._writer.line(
            (f"{address(finding.location, finding.excerpt)}: ", Role.PLACE),
            (self._labels.severity[finding.severity], Role[finding.severity.name]),
            (f" {finding.code} {one_line(finding.message.pick(self._display.language) + row)}", Role.PLAIN),
        )

    def _veto(self, veto: Veto) -> None:
        reason = veto.reason.pick(self._display.language)
        text = self._labels.let_pass.format(code=veto.code, evidence=veto.evidence, reason=reason)
        self._writer.line((f"{address(veto.where, veto.excerpt)}: ", Role.PLACE), (one_line(text), Role.LABEL))

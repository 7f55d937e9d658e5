"""`--verbose`: the long form on the screen, every finding in full in the order of the post."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rednote_lint.model import Excerpt, Finding, PostDisplay, Problem, Report, Summary, Suppressed, Veto
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.place import address, problem_address
from rednote_lint.report.remarks import grounds
from rednote_lint.report.screen.closing import closing, counts
from rednote_lint.report.screen.details import Detail, background, details
from rednote_lint.report.screen.layout import width_of
from rednote_lint.report.screen.paint import Role, writer_for
from rednote_lint.report.screen.snippet import quote
from rednote_lint.report.width import cells, visible, wrap

WIDEST = 100
"""Sentences longer than this many cells are tiring to read, however wide the terminal is."""
INDENT = "  "


class FullReporter:
    """Writes a block per post that has something to say, and one closing for all."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._display = display
        self._labels = phrases(display.language)
        self._writer = writer_for(stream, display.colour)
        self._column = max(map(cells, self._labels.beside)) + len(INDENT)
        self._width = width_of(stream, display, WIDEST)

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the first thing to see is the first post."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the findings, the problems and, when asked, the hits that were let pass."""
        findings = list(filter(display.shows, report.findings))
        vetoes = report.vetoes if self._display.explain else ()
        if not (findings or report.problems or vetoes or report.suppressed):
            return
        self._header(report)
        for problem in report.problems:
            self._problem(problem)
        explained: set[str] = set()
        for finding in findings:
            self._finding(finding, display.page_of(finding), first=finding.code not in explained)
            explained.add(finding.code)
        for veto in vetoes:
            self._veto(veto)
        for entry in report.suppressed:
            self._suppressed(entry)

    def end(self, summary: Summary) -> None:
        """Write what was not checked, and the sums."""
        for line in closing(summary, self._display.language):
            self._sentence(line[0], "".join(text for text, _ in line[1:]))

    def _header(self, report: Report) -> None:
        numbers = counts(Summary().plus(report), self._labels)
        path = visible(report.path + row_names(report))
        if cells(path) + len(INDENT) + cells(numbers) <= self._width:
            self._writer.line((path, Role.STRONG), (f"{INDENT}{numbers}" if numbers else "", Role.LABEL))
        else:
            self._writer.line((path, Role.STRONG))
            for line in wrap(numbers, self._width - len(INDENT)):
                self._writer.line((INDENT + line, Role.LABEL))
        self._writer.line()

    def _problem(self, problem: Problem) -> None:
        place = problem_address(problem)
        self._writer.line((self._labels.problem, Role.ERROR), (f" {place}" if place else "", Role.PLACE))
        self._prose(problem.message.pick(self._display.language), Role.CODE)
        if problem.remedy:
            self._labelled([Detail(self._labels.remedy, problem.remedy.pick(self._display.language))])
        self._writer.line()

    def _finding(self, finding: Finding, page: str, *, first: bool) -> None:
        sureness = self._labels.confidence[finding.confidence]
        self._writer.line(
            (self._labels.severity[finding.severity], Role[finding.severity.name]),
            (f" {finding.code}", Role.CODE),
            (f" {finding.name}", Role.PLAIN),
            (self._labels.bracketed(sureness), Role.LABEL),
        )
        self._prose(finding.message.pick(self._display.language), Role.CODE)
        self._place(address(finding.location, finding.excerpt), finding.excerpt)
        self._labelled(details(finding, self._labels, self._display.language))
        if self._display.show_why:
            self._background(finding, page, first=first)
        self._writer.line()

    def _background(self, finding: Finding, page: str, *, first: bool) -> None:
        if first:
            self._labelled(background(finding, self._labels, self._display.language, page))
        else:
            self._labelled([Detail(self._labels.why, self._labels.as_above)])

    def _veto(self, veto: Veto) -> None:
        reason = veto.reason.pick(self._display.language)
        self._prose(self._labels.let_pass.format(code=veto.code, evidence=veto.evidence, reason=reason), Role.LABEL)
        self._place(address(veto.where, veto.excerpt), veto.excerpt)
        self._writer.line()

    def _suppressed(self, entry: Suppressed) -> None:
        finding, language = entry.finding, self._display.language
        text = f"{finding.code} {finding.message.pick(language)}"
        self._prose(self._labels.set_aside.format(reason=grounds(entry, self._labels), text=text), Role.LABEL)
        self._place(address(finding.location, finding.excerpt), finding.excerpt)
        self._writer.line()

    def _place(self, place: str, excerpt: Excerpt | None) -> None:
        self._writer.line((f"{INDENT}--> ", Role.LABEL), (place, Role.PLACE))
        if excerpt is not None:
            self._quote(excerpt)

    def _quote(self, excerpt: Excerpt) -> None:
        gutter = len(str(excerpt.end_line))
        blank = f"{INDENT}{' ' * gutter} | "
        lines = quote(excerpt, self._width - len(blank))
        for index, line in enumerate(lines):
            if index and line.number > lines[0].number + 1:
                self._writer.line((f"{INDENT}{' ' * gutter} ...", Role.LABEL))
            self._writer.line(
                (f"{INDENT}{line.number:>{gutter}} | ", Role.LABEL),
                (line.before, Role.PLAIN),
                (line.hit, Role.CODE),
                (line.after, Role.PLAIN),
            )
            self._writer.line((blank, Role.LABEL), (line.carets, Role.ERROR))

    def _prose(self, text: str, role: Role) -> None:
        for line in wrap(text, self._width - len(INDENT)):
            self._writer.line((INDENT, Role.PLAIN), (line, role))

    def _labelled(self, lines: Iterable[Detail]) -> None:
        for label, text, role in lines:
            for index, part in enumerate(wrap(text, self._width - len(INDENT) - self._column)):
                shown = label if index == 0 else ""
                padding = " " * (self._column - cells(shown))
                self._writer.line((INDENT, Role.PLAIN), (shown, Role.LABEL), (padding, Role.PLAIN), (part, role))

    def _sentence(self, start: tuple[str, Role], rest: str) -> None:
        first, *others = wrap(start[0] + rest, self._width - len(INDENT))
        self._writer.line((first[: len(start[0])], start[1]), (first[len(start[0]) :], Role.PLAIN))
        for line in others:
            self._writer.line((INDENT + line, Role.PLAIN))

"""`--format junit`: JUnit XML, a suite for each post, a case for each rule that spoke and each thing left unchecked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TextIO
from xml.sax.saxutils import escape, quoteattr

from rednote_lint.model import Finding, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.place import address, problem_address
from rednote_lint.report.remarks import Kind, Remark, remarks_of, sentence
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import interruption
from rednote_lint.report.width import one_line


class _Case(NamedTuple):
    name: str
    result: str
    """`failure`, `error` or `skipped`; empty for a case that passed."""
    kind: str = ""
    message: str = ""
    lines: tuple[str, ...] = ()


class JunitReporter:
    """Writes suite by suite; texts are escaped, and characters that XML forbids are written out."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display

    def begin(self, run: RunInfo) -> None:
        """Open the document; it has no sums of its own, so that a long run needs no memory for its report."""
        self._stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rednote-lint">\n')

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the suite of a post."""
        labels = phrases(display.language)
        remarks = list(remarks_of(report, display.language, explain=self._display.explain))
        shown = list(filter(display.shows, report.findings))
        cases = [*_failures(shown, labels, display), *_unchecked(remarks, report)]
        outputs = [remark.text for remark in remarks if remark.kind in (Kind.NOTICE, Kind.ALLOWED)]
        hidden = Summary().plus(report, display).hidden
        if hidden:
            below = labels.severity[display.min_severity]
            outputs.append(labels.number(labels.hidden, hidden, severity=below))
        self._suite(report.path + row_names(report), cases or [_Case(labels.no_findings, "")], outputs)

    def end(self, summary: Summary) -> None:
        """Say what is to be known of the whole run, and that it was interrupted; close the document."""
        if summary.of_run:
            told = [f"{notice.what}: {notice.reason.pick(self._display.language)}" for notice in summary.of_run]
            self._suite("rednote-lint", [_Case("notices", "")], told)
        if summary.interrupted:
            text = interruption(summary, phrases(self._display.language))[0]
            self._suite("rednote-lint", [_Case("interrupted", "error", "interrupted", text, (text,))], [])
        self._stream.write("</testsuites>\n")

    def _suite(self, name: str, cases: list[_Case], outputs: list[str]) -> None:
        counted = {result: sum(case.result == result for case in cases) for result in ("failure", "error", "skipped")}
        sums = (
            f'tests="{len(cases)}" failures="{counted["failure"]}"'
            f' errors="{counted["error"]}" skipped="{counted["skipped"]}"'
        )
        self._stream.write(f"  <testsuite name={_attribute(name)} {sums}>\n")
        for case in cases:
            self._case(case, name)
        if outputs:
            self._stream.write(f"    <system-out>{_text(outputs)}</system-out>\n")
        self._stream.write("  </testsuite>\n")

    def _case(self, case: _Case, suite: str) -> None:
        start = f"    <testcase name={_attribute(case.name)} classname={_attribute(suite)}"
        if not case.result:
            self._stream.write(f"{start}/>\n")
            return
        result = f"{case.result} type={_attribute(case.kind)} message={_attribute(case.message)}"
        self._stream.write(f"{start}>\n      <{result}>{_text(case.lines)}</{case.result}>\n    </testcase>\n")


def _failures(findings: list[Finding], labels: Phrases, display: PostDisplay) -> Iterator[_Case]:
    """Yield a case for each rule; its text has all findings, because some readers show nothing but the text."""
    language = display.language
    rules: dict[str, list[Finding]] = {}
    for finding in findings:
        rules.setdefault(finding.code, []).append(finding)
    for code, found in rules.items():
        gravest = max(found, key=lambda finding: finding.severity.rank)
        more = f" (+{len(found) - 1})" if len(found) > 1 else ""
        lines = [
            f"{address(finding.location, finding.excerpt)}: {labels.severity[finding.severity]}: "
            f"{sentence(finding, language)}"
            for finding in found
        ]
        ways = dict.fromkeys(Cause((finding,)).way_out(labels, language) for finding in found)
        lines += [f"{labels.why}: {gravest.why.pick(language)}", *(f"→ {way}" for way in ways if way)]
        if gravest.source is not None:
            lines.append(f"{labels.source}: {gravest.source.titled(language)} {gravest.source.url}")
        if page := display.page_of(gravest):
            lines.append(page)
        message = sentence(gravest, language) + more
        yield _Case(f"{code} {gravest.name}", "failure", gravest.severity.value, message, tuple(lines))


def _unchecked(remarks: list[Remark], report: Report) -> Iterator[_Case]:
    """Yield a case for each problem, each thing that was not checked, and each finding that was suppressed."""
    for number, problem in enumerate(report.problems, 1):
        told = [remark for remark in remarks if remark.kind is Kind.PROBLEM][number - 1]
        line = ": ".join(filter(None, (problem_address(problem), told.text)))
        yield _Case(f"problem {number}", "error", Kind.PROBLEM.value, told.text, (line,))
    for remark in remarks:
        if remark.kind is Kind.NOT_CHECKED:
            result = "skipped" if remark.severity is Severity.INFO else "error"
            yield _Case(remark.what, result, remark.kind.value, remark.text, (remark.text,))
        elif remark.kind is Kind.SUPPRESSED and remark.where is not None:
            line = f"{address(remark.where, remark.excerpt)}: {remark.text}"
            yield _Case(f"{remark.what} (suppressed)", "skipped", remark.kind.value, remark.text, (line,))


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))


def _text(lines: list[str] | tuple[str, ...]) -> str:
    return escape("\n".join(one_line(line) for line in lines))

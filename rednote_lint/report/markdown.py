"""`--format markdown`: a comment for a pull request, the verdict first; other people's words format nothing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from rednote_lint.model import Finding, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.place import address, problem_address
from rednote_lint.report.remarks import Kind, choices_of, remarks_of, sentence
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.closing import gathered, sums
from rednote_lint.report.width import one_line

MARK = "<!-- rednote-lint -->"
"""By which a pipeline finds its own comment again."""
ROOM = 60_000
"""Characters: GitHub takes 65,536 in a comment."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&$]|:(?=[\w/+-])|(?<=www)\.")
_MENTION = re.compile(r"@")


class MarkdownReporter:
    """Holds what fits in a comment until the verdict is known, and counts what does not."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display
        self._labels = phrases(display.language)
        self._lines: list[str] = []
        self._room = ROOM
        self._choices = Summary()
        self._left_out = 0

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the first line is the verdict."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Hold the section of a post."""
        self._choices = self._choices.plus(choices_of(report))
        rows = list(self._rows(report, display))
        asides = list(self._asides(report))
        if not rows and not asides:
            return
        head = ["", f"### {escaped(report.path + row_names(report))}", ""]
        if not self._hold(head, spare=400):
            self._left_out += len(rows) + len(asides)
            return
        table = [f"| | {self._labels.where} | {self._labels.seen} | {self._labels.fix} |", "|---|---|---|---|"]
        self._hold(table if rows else [])
        for number, row in enumerate(rows):
            if not self._hold([row]):
                self._left_out += len(rows) - number
                break
        if asides:
            self._hold([""] if rows else [])
        self._left_out += sum(not self._hold([line]) for line in asides)

    def end(self, summary: Summary) -> None:
        """Write the verdict, the posts, and what was not checked."""
        self._choices = self._choices.noted(summary.of_run)
        labels = self._labels
        self._stream.write(f"{MARK}\n## rednote-lint: {self._verdict(summary)}\n\n")
        for pieces in sums(summary, labels):
            self._stream.write(f"{escaped(''.join(text for text, _ in pieces))}\n")
        for line in self._lines:
            self._stream.write(f"{line}\n")
        if self._left_out:
            self._stream.write(f"\n**{escaped(labels.number(labels.no_room, self._left_out))}**\n")
        groups = [(labels.not_checked, group) for group in self._choices.not_checked]
        groups += [(labels.notice, group) for group in self._choices.notices]
        if groups:
            self._stream.write("\n")
        for label, group in groups:
            text = gathered(group, self._display.language, labels)
            self._stream.write(f"- **{label}**{labels.colon}{escaped(text)}\n")

    def _verdict(self, summary: Summary) -> str:
        labels = self._labels
        if summary.problems:
            return labels.verdict_unchecked
        if summary.errors:
            return labels.verdict_no
        return labels.verdict_partly if summary.skipped or summary.interrupted else labels.verdict_yes

    def _hold(self, lines: list[str], *, spare: int = 0) -> bool:
        size = sum(len(line) + 1 for line in lines)
        if size + spare > self._room:
            return False
        self._lines += lines
        self._room -= size
        return True

    def _rows(self, report: Report, display: PostDisplay) -> Iterator[str]:
        for problem in report.problems:
            remedy = problem.remedy.pick(self._display.language) if problem.remedy else ""
            message = problem.message.pick(self._display.language)
            yield _row(f"**{self._labels.problem}**", problem_address(problem), escaped(message), remedy)
        for finding in filter(display.shows, report.findings):
            yield self._finding(finding, display)

    def _finding(self, finding: Finding, display: PostDisplay) -> str:
        language = self._display.language
        severity = self._labels.severity[finding.severity]
        shown = f"**{severity}**" if finding.severity is Severity.ERROR else severity
        text = escaped(sentence(finding, language))
        page = display.page_of(finding) or (finding.source.url if finding.source is not None else "")
        if page and page.isascii():
            text += f" ([{finding.code}]({_address(page)}))"
        else:
            text += f" ({finding.code})"
        way_out = Cause((finding,)).way_out(self._labels, language)
        return _row(shown, address(finding.location, finding.excerpt), text, way_out)

    def _asides(self, report: Report) -> Iterator[str]:
        """Yield what is no finding of this post and has a place in it."""
        for remark in remarks_of(report, self._display.language, explain=self._display.explain):
            is_failure = remark.kind is Kind.NOT_CHECKED and remark.severity is not Severity.INFO
            if is_failure or remark.kind in (Kind.SUPPRESSED, Kind.ALLOWED):
                place = "" if remark.where is None else f" `{_code(address(remark.where, remark.excerpt))}`"
                yield f"- {escaped(remark.text)}{place}"


def escaped(text: str) -> str:
    """Return text that is shown as it is: no markup, no link, and nobody is notified by an `@name` in it."""
    told = _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", one_line(text))
    return _MENTION.sub("@&#8203;", told)


def _row(severity: str, place: str, text: str, way_out: str) -> str:
    code = f"`{_code(place)}`".replace("|", r"\|") if place else ""
    return f"| {severity} | {code} | {text} | {escaped(way_out)} |"


def _code(text: str) -> str:
    """Return text for between backticks, where a backtick cannot be escaped."""
    return one_line(text).replace("`", "'")


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("|", "%7C")

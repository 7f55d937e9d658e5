"""The report on the screen that answers first: a verdict for each post, causes by weight, one way out each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import TextIO

from rednote_lint.model import Excerpt, Finding, PostDisplay, Report, Severity, Summary, Veto
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import NAMES, file_names
from rednote_lint.report.places.place import address, in_words, problem_address
from rednote_lint.report.screen.block import Block
from rednote_lint.report.screen.causes import Cause, causes_of, of_severity
from rednote_lint.report.screen.closing import asides, gathered, interruption
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.overview import Overview
from rednote_lint.report.screen.paint import Role
from rednote_lint.report.screen.problems import Trouble, troubles_of
from rednote_lint.report.screen.snippet import Mark, marked
from rednote_lint.report.screen.verdict import verdict
from rednote_lint.report.width import cells, visible

WIDEST = 140
FEW = 5
"""In a batch of more posts, those that are ready and could only be tidied up are counted instead of shown."""
PLACES = 3
"""Places of one cause that are shown; more are counted."""
INDENT = 4
"""Cells before what belongs to a cause: its number, its sign and two blanks."""
_SIGN = {Severity.ERROR: "✖", Severity.WARNING: "!", Severity.INFO: "·"}


class ScreenReporter:
    """Writes a block for each post that has something to say, and what comes of all of them."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._display = display
        self._language = display.language
        self._labels = phrases(display.language)
        self._page = Page(stream, display, WIDEST)
        self._overview = Overview(self._labels, display.language)
        self._posts = 0
        self._held: list[Block] = []
        self._open: Block | None = None
        """Written when the next post is another one."""
        self._only: Block | None = None
        """All that was written of posts, while it is one block."""

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the first thing to see is the first post."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the block of a post; the first ones wait while it is open whether there are few."""
        causes = causes_of(filter(display.shows, report.findings))
        vetoes = report.vetoes if self._display.explain else ()
        if report.is_configuration:
            self._overview.note(causes)
        else:
            self._overview.add(report, causes, report.account)
            self._posts += 1
            if not (causes or report.problems or vetoes):
                self._only = Block((report,), ())
        if causes or report.problems or vetoes:
            self._held.append(Block((report,), causes, vetoes))
        if self._is_batch:
            self._held = [block for block in self._held if not block.is_minor]
        if not any(block.is_minor for block in self._held):
            self._release()

    @property
    def _is_batch(self) -> bool:
        return self._posts > FEW

    def _release(self) -> None:
        for block in self._held:
            if self._open is not None and self._open.like(block):
                self._open = self._open.and_(block)
                continue
            self._close()
            self._open = block
            if not block.may_grow:
                self._close()
        self._held = []

    def _close(self) -> None:
        """Write the block that waited for posts like it."""
        if self._open is None:
            return
        self._block(self._open)
        if not self._open.reports[0].is_configuration:
            self._only = self._open
        self._open = None

    def _block(self, block: Block) -> None:
        """Write the verdict of a post, its problems, its causes and, when asked, the hits that were let pass."""
        causes = block.causes
        self._verdict(block)
        self._page.rule()
        for trouble in troubles_of(block.reports[0].problems):
            self._trouble(trouble)
        graver = [cause for cause in causes if cause.lead.severity is not Severity.INFO]
        for number, cause in enumerate(graver, 1):
            self._cause(number, cause)
        self._small(of_severity(causes, Severity.INFO))
        for veto in block.vetoes:
            self._veto(veto)
        self._page.line()

    def end(self, summary: Summary) -> None:
        """Write what was checked and what was not, the sums of several posts, and the next command."""
        self._release()
        self._close()
        if self._only is not None and len(self._only.reports) == summary.posts:
            self._single(self._only)
        elif summary.posts:
            self._overview.write(self._page)
            self._sum_of_small()
        elif not summary.interrupted:
            self._page.line((self._labels.nothing, Role.WARNING))
        for group in summary.not_checked:
            text = gathered(group, self._language, self._labels)
            self._page.hanging((self._labels.not_checked, Role.WARNING), text, indent=self._column)
        for group in summary.notices:
            text = gathered(group, self._language, self._labels)
            self._page.hanging((self._labels.notice, Role.INFO), text, indent=self._column)
        if summary.interrupted:
            text, role = interruption(summary, self._labels)
            self._page.hanging(("", role), text, role, indent=0)
        for aside in asides(summary, self._labels):
            self._page.hanging(("", Role.LABEL), aside, Role.LABEL, indent=0)
        self._next()

    @property
    def _column(self) -> int:
        labels = (self._labels.checked, self._labels.not_checked, self._labels.tidy_up, self._labels.next_command)
        return max(map(cells, labels)) + 2

    def _verdict(self, block: Block) -> None:
        labels, report, causes = self._labels, block.reports[0], block.causes
        errors = len(of_severity(causes, Severity.ERROR))
        others = len(causes) - errors
        word, role = verdict(report, causes, labels)
        counted = [
            *([labels.number(labels.gets_limited, errors)] if errors else []),
            *([labels.number(labels.to_improve, others)] if others else []),
            *([labels.number(labels.unseen, len(report.skipped))] if report.skipped else []),
        ]
        aside = labels.comma.join(counted)
        start, path = f"{word}   ", visible(block.name(labels))
        if cells(start) + cells(path) + 3 + cells(aside) <= self._page.width:
            self._page.line((start, role), (path, Role.CODE), (f"   {aside}" if aside else "", Role.PLAIN))
            return
        if cells(start) + cells(path) > self._page.width:
            self._page.line((word, role))
            self._page.line((path, Role.CODE))
        else:
            self._page.line((start, role), (path, Role.CODE))
        if aside:
            self._page.hanging((" " * cells(start), role), aside, indent=cells(start))

    def _single(self, block: Block) -> None:
        if not (block.reports[0].problems or block.causes):
            self._verdict(block)
        checked = self._labels.contents(block.contents)
        if checked:
            self._page.hanging((self._labels.checked, Role.GOOD), checked, indent=self._column)

    def _next(self) -> None:
        command = self._overview.next_command()
        if command:
            self._page.hanging((self._labels.next_command, Role.LABEL), command, indent=self._column)

    def _trouble(self, trouble: Trouble) -> None:
        problem = trouble.first
        place = problem_address(problem)
        text = problem.message.pick(self._language)
        if place and place not in text:
            text += f"{self._labels.colon}{place}"
        self._page.hanging(("  ✖ ", Role.ERROR), text, Role.CODE, indent=INDENT)
        others = trouble.others(self._labels, self._language)
        if others:
            self._page.hanging(("    ", Role.PLAIN), others, Role.LABEL, indent=INDENT)
        if problem.remedy:
            self._arrow(problem.remedy.pick(self._language))

    def _cause(self, number: int, cause: Cause) -> None:
        severity = cause.lead.severity
        start = (f"{number:>1} {_SIGN[severity]} ", Role[severity.name])
        sureness = self._labels.bracketed(self._labels.confidence[cause.lead.confidence])
        self._page.ends(start, cause.headline(self._language) + sureness, " ".join(cause.codes), indent=INDENT)
        if self._display.show_why:
            self._quotes(cause.findings)
            self._media(cause.findings)
            self._arrow(cause.way_out(self._labels, self._language))

    def _arrow(self, text: str) -> None:
        if text:
            self._page.hanging(("    → ", Role.LABEL), text, indent=INDENT + 2)

    def _quotes(self, findings: Iterable[Finding]) -> None:
        """Quote each line once, with carets under everything that was found on it."""
        lines: dict[tuple[str, int | str], list[Excerpt]] = {}
        for finding in findings:
            if finding.excerpt is not None:
                line = finding.excerpt.cell or finding.excerpt.line
                lines.setdefault((finding.location.path, line), []).append(finding.excerpt)
        for (path, number), excerpts in list(lines.items())[:PLACES]:
            start = f"    {PurePosixPath(path).name}:{number}  "
            quoted = marked(
                excerpts[0].text,
                [Mark(e.start, e.end if e.end_line == e.line else len(e.text)) for e in excerpts],
                self._page.width - cells(start),
            )
            self._page.line((start, Role.PLACE), (quoted.text, Role.PLAIN))
            self._page.line((" " * cells(start), Role.PLAIN), (quoted.carets, Role.ERROR))
        self._more(len(lines) - PLACES)

    def _media(self, findings: Iterable[Finding]) -> None:
        """Name the files, each with its moments and corners; many files as ranges of names."""
        files: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.excerpt is None:
                files.setdefault(finding.location.path, []).append(finding)
        if len(files) > NAMES:
            names = file_names(files)
            shown = self._labels.listed.join(names[:NAMES]) + (self._labels.and_more if len(names) > NAMES else "")
            counted = self._labels.number(self._labels.files, len(files))
            self._page.hanging(("    ", Role.PLAIN), f"{counted}{self._labels.colon}{shown}", Role.PLACE, indent=INDENT)
            return
        for path, here in files.items():
            places = list(dict.fromkeys(filter(None, (in_words(finding.location, self._labels) for finding in here))))
            more = self._labels.and_more if len(places) > PLACES else ""
            text = "  ".join((PurePosixPath(path).name, " · ".join(places[:PLACES]) + more)).strip()
            self._page.hanging(("    ", Role.PLAIN), text, Role.PLACE, indent=INDENT)

    def _more(self, count: int) -> None:
        if count > 0:
            text = self._labels.number(self._labels.more_places, count)
            self._page.hanging(("    ", Role.PLAIN), text, Role.LABEL, indent=INDENT)

    def _small(self, causes: Sequence[Cause]) -> None:
        """Write what hardly matters on one line."""
        if not causes:
            return
        texts = [cause.headline(self._language) + self._times(cause) for cause in causes]
        self._page.hanging((self._labels.tidy_up, Role.INFO), " · ".join(texts), indent=self._column)

    def _sum_of_small(self) -> None:
        """Write what hardly matters of all posts, where not every one of them was shown."""
        text = self._overview.small_things() if self._is_batch else ""
        if text:
            self._page.hanging((self._labels.tidy_up, Role.INFO), text, indent=self._column)

    def _times(self, cause: Cause) -> str:
        return f" ×{len(cause.findings)}" if len(cause.findings) > 1 else ""

    def _veto(self, veto: Veto) -> None:
        reason = veto.reason.pick(self._language)
        text = self._labels.let_pass.format(code=veto.code, evidence=veto.evidence, reason=reason)
        self._page.hanging(
            ("    ", Role.PLAIN), f"{address(veto.where, veto.excerpt)}  {text}", Role.LABEL, indent=INDENT
        )

"""The index of a kept run: a page that lists every post, with the details of as many as it has room for."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import NamedTuple, TextIO

import msgspec

from rednote_lint.model import Bilingual, PostDisplay, Report, Severity, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.html import page
from rednote_lint.report.html.packing import Packs, copied, deflated, part
from rednote_lint.report.html.pictures import Media, transcripts_of
from rednote_lint.report.html.said import shown, told
from rednote_lint.report.html.searching import SearchTexts
from rednote_lint.report.html.tallies import SEVERITIES, Tallies, closing_of
from rednote_lint.report.html.views import PostView, Told, view_of
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.screen.causes import Cause, causes_of
from rednote_lint.report.screen.verdict import Verdict, judged, word

ROOM = 6_000_000
"""Characters of packed details in one index: those of posts with errors first, then with warnings, then the others."""
SEARCHED = 6_000_000
"""Characters of packed texts that the search looks through; of posts behind them it sees what the list shows."""
AT_ONCE = 5_000
"""Posts whose lines are packed together."""
_LONGEST = 200
"""Characters of a title that the list shows."""
_BITS = (*SEVERITIES, "new", "unchanged")
"""What the filters know a post by."""
_OF_POSTS = tuple(one for one in Verdict if one is not Verdict.CONFIGURATION)


class _Account(NamedTuple):
    """The sums of one account."""

    name: str
    counts: tuple[int, ...]
    """By verdict."""


class IndexReporter:
    """Writes the lines of the list and the packed details to parts beside the memory, and the page at the end.

    Args:
        stream: of the page.
        display: how it is told.
    """

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream, self._display = stream, display
        self._run = RunInfo()
        self._told = Told(explain=display.explain, show_why=display.show_why)
        self._tallies = Tallies()
        self._sums: dict[str, Counter[Verdict]] = {}
        self._codes: dict[str, int] = {}
        """Code -> its number in the list at the end of the page."""
        self._accounts: dict[str, int] = {}
        self._waiting: list[list[object]] = []
        self._lines = part()
        self._texts = SearchTexts(SEARCHED)
        self._posts = 0
        self._details = {severity: Packs(severity.value) for severity in Severity}

    def begin(self, run: RunInfo) -> None:
        """Take what is known of the run; nothing is written before the end."""
        self._run = run
        self._told = msgspec.structs.replace(self._told, compares=run.has_baseline)

    def post(self, report: Report, display: PostDisplay) -> None:
        """Take a post."""
        causes = causes_of(filter(display.shows, report.findings))
        self._posts += 1
        gravest = _gravest(report, causes)
        packs, has_room = self._details[gravest], self._has_room(gravest)
        seen = report if has_room else msgspec.structs.replace(report, words=None)
        media = Media(transcripts=tuple(transcripts_of(report, causes)) if has_room else ())
        view = view_of(seen, causes, media, self._posts, self._told, display)
        self._tallies.add(view, causes)
        self._texts.add(report)
        verdict = judged(report, causes)
        if verdict in _OF_POSTS:
            self._sums.setdefault(report.account, Counter())[verdict] += 1
        self._add(report, view, verdict, packs.add(_details(view)) if has_room else "")

    def _has_room(self, severity: Severity) -> bool:
        """Say whether the page can take more details of this class: what is graver stands before them."""
        return sum(packs.size for one, packs in self._details.items() if one.rank >= severity.rank) < ROOM

    def _add(self, report: Report, view: PostView, verdict: Verdict, place: str) -> None:
        """Add the line of a post; the path as it is follows where the list cannot show it so."""
        title = report.words.title.text if report.words is not None and report.words.title is not None else ""
        counts = {severity: number for severity, number, _ in view.counts}
        known = {*view.severities, *view.states}
        path = shown(report.path)
        line: list[object] = [
            shown(title)[:_LONGEST],
            path,
            shown(row_names(report)),
            self._accounts.setdefault(report.account, len(self._accounts)),
            list(Verdict).index(verdict),
            view.weight,
            [counts.get(severity, 0) for severity in Severity],
            [self._codes.setdefault(code, len(self._codes)) for code in view.rules],
            sum(1 << bit for bit, name in enumerate(_BITS) if name in known),
            place,
        ]
        self._waiting.append([*line, report.path] if path != report.path else line)
        if len(self._waiting) == AT_ONCE:
            self._pack_lines()

    def _pack_lines(self) -> None:
        self._lines.write(page.rendered("lines.html", data=deflated(self._waiting)))
        self._waiting = []

    def end(self, summary: Summary) -> None:
        """Write the page."""
        self._pack_lines()
        searched = self._texts.close()
        partly = searched if searched < self._posts else None
        closing, style, script = closing_of(summary), page.style("index.css"), page.script("index.js")
        start = page.rendered(
            "start.html",
            language=self._display.language,
            version=self._run.version,
            policy=page.policy(style, script),
            style=style,
            tallies=self._tallies,
            severities=SEVERITIES,
            closing=closing,
            logo="",
            compares_reports=False,
        )
        self._stream.write(start)
        self._stream.write(
            page.rendered(
                "rules.html",
                rules=self._tallies.rules,
                accounts=self._per_account(),
                verdicts=[_said(verdict) for verdict in _OF_POSTS],
                closing=closing,
                absent=0,
            )
        )
        self._stream.write(page.rendered("index.html", data=deflated(self._known()), partly=partly))
        copied(self._lines, self._stream)
        self._stream.write(page.rendered("script.html", script=script))  # The list is shown while the rest is read.
        self._texts.copy_to(self._stream)
        left = ROOM
        for packs in self._details.values():
            left -= packs.copy_to(self._stream, left)
        self._stream.write(page.rendered("end.html"))

    def _per_account(self) -> list[_Account]:
        """Return the sums of each account, where there are several; those with most to do first."""
        sums = [_Account(name, tuple(of[verdict] for verdict in _OF_POSTS)) for name, of in self._sums.items()]
        blocked = _OF_POSTS.index(Verdict.NOT_READY)
        return sorted(sums, key=lambda one: (-one.counts[blocked], one.name)) if len(sums) > 1 else []

    def _known(self) -> dict[str, object]:
        """Return what the lines only have numbers of."""
        rows = {row.code: row for row in self._tallies.rules}
        roles = {verdict: word(verdict, phrases("en"))[1] for verdict in Verdict}
        return {
            "accounts": [shown(name) for name in self._accounts],
            "rules": [
                [shown(code), rows[code].severity.value, shown(rows[code].pack), *_both(rows[code].title)]
                for code in self._codes
            ],
            "verdicts": [[roles[verdict].name.lower(), *_both(_said(verdict))] for verdict in Verdict],
            "bits": _BITS,
            "command": shlex.join(["rednote-lint", "export", *self._run.stores]),
        }


def _gravest(report: Report, causes: tuple[Cause, ...]) -> Severity:
    """Return the class of a post: what was not checked is as grave as an error or a warning."""
    if report.problems:
        return Severity.ERROR
    found = causes[0].lead.severity if causes else Severity.INFO
    return max(found, Severity.WARNING if report.skipped else Severity.INFO, key=lambda severity: severity.rank)


def _details(view: PostView) -> str:
    return page.rendered("found.html", post=view) + page.rendered("details.html", post=view)


def _said(verdict: Verdict) -> Bilingual:
    return told(lambda labels, _: word(verdict, labels)[0])


def _both(text: Bilingual) -> tuple[str, str]:
    return shown(text.en), shown(text.zh)

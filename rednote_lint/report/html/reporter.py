"""`--format html`: posts are written one by one to parts beside the memory, and put together at the end."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TextIO

import msgspec

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.html import page
from rednote_lint.report.html.earlier import Compared
from rednote_lint.report.html.packing import Packs, copied, part
from rednote_lint.report.html.paths import HiddenFolders
from rednote_lint.report.html.pictures import Gallery
from rednote_lint.report.html.searching import SearchTexts
from rednote_lint.report.html.tallies import SEVERITIES, Tallies, closing_of
from rednote_lint.report.html.views import Told, view_of
from rednote_lint.report.screen.causes import causes_of

WHOLE = 200
"""Posts that are written in full; of those behind them the details are packed, and shown when one is opened."""


class HtmlReporter:
    """Writes the posts to a temporary part, and the page when the sums are known."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream, self._display = stream, display
        self._gallery = Gallery(RunInfo().illustrate)
        self._run = RunInfo()
        self._told = Told(explain=display.explain, show_why=display.show_why)
        self._tallies = Tallies()
        self._posts = 0
        self._parts = part()
        self._packs = Packs()
        self._hide: Callable[[str], str] = str
        self._texts = SearchTexts(math.inf, lambda text: self._hide(text))  # What is hidden is known when a run begins.
        self._absent: set[str] = set()

    def begin(self, run: RunInfo) -> None:
        """Take what makes pictures; nothing is written before the end."""
        self._run = run
        self._gallery = Gallery(run.illustrate)
        asked = run.page
        compares = run.has_baseline or asked.earlier is not None
        self._told = msgspec.structs.replace(self._told, compares=compares, is_public=asked.is_public)
        self._hide = HiddenFolders(run) if asked.is_public else str
        self._absent = (
            set() if asked.earlier is None else {post for post, found in asked.earlier.posts.items() if found}
        )

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the part of a post."""
        causes = causes_of(filter(display.shows, report.findings))
        self._posts += 1
        compared = self._compared(report)
        view = view_of(report, causes, self._gallery.of(report, causes), self._posts, self._told, display, compared)
        self._tallies.add(view, causes)
        self._texts.add(report)
        details = self._hide(page.rendered("details.html", post=view))
        place = self._packs.add(details) if self._posts > WHOLE else ""
        shown = page.rendered("post.html", post=view, details="" if place else details, place=place)
        self._parts.write(self._hide(shown))

    def _compared(self, report: Report) -> Compared | None:
        self._absent.discard(report.id)
        earlier = self._run.page.earlier
        return None if earlier is None else earlier.compared(report)

    def end(self, summary: Summary) -> None:
        """Write the page."""
        closing = closing_of(summary)
        start = page.rendered(
            "start.html",
            language=self._display.language,
            version=self._run.version,
            policy=page.policy(page.style(), page.script()),
            style=page.style(),
            tallies=self._tallies,
            severities=SEVERITIES,
            closing=closing,
            logo=self._run.page.logo,
            compares_reports=self._run.page.earlier is not None,
        )
        self._stream.write(self._hide(start))
        copied(self._parts, self._stream)
        rules = page.rendered(
            "rules.html", rules=self._tallies.rules, accounts=(), closing=closing, absent=len(self._absent)
        )
        self._stream.write(self._hide(rules))
        self._packs.copy_to(self._stream)
        self._texts.close()
        self._texts.copy_to(self._stream)
        self._stream.write(page.rendered("script.html", script=page.script()) + page.rendered("end.html"))

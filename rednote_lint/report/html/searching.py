"""What the search of a page looks through besides what its list shows, deflated: captions, tags, subtitles, names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TextIO

from markupsafe import Markup, escape

from rednote_lint.model import Report
from rednote_lint.report.html import page
from rednote_lint.report.html.marking import MOST
from rednote_lint.report.html.packing import copied, deflated, part

AT_ONCE = 1_000
"""Posts whose texts are packed together."""


class SearchTexts:
    """Packs the texts of posts in the order in which they come.

    Args:
        room: characters of packed texts; posts behind them are found by what the list shows of them alone.
        hide: takes folders of this machine out of escaped text.
    """

    def __init__(self, room: float, hide: Callable[[str], str] = str) -> None:
        self._room, self._hide = room, hide
        self._part = part()
        self._waiting: list[str] = []
        self._posts = 0

    def add(self, report: Report) -> None:
        """Take the texts of the next post."""
        if self._room > 0:
            text = "\n".join(_texts(report))
            self._waiting.append(str(Markup(self._hide(str(escape(text)))).unescape()))
            if len(self._waiting) == AT_ONCE:
                self._close()

    def close(self) -> int:
        """Take no more texts, and return how many posts are found by theirs: the first so many."""
        self._close()
        return self._posts

    def copy_to(self, stream: TextIO) -> None:
        """Write the packs of a closed search."""
        copied(self._part, stream)

    def _close(self) -> None:
        packed = page.rendered("texts.html", data=deflated(self._waiting)) if self._waiting else ""
        self._room -= len(packed)
        if packed and self._room > 0:
            self._part.write(packed)
            self._posts += len(self._waiting)
        self._waiting = []


def _texts(report: Report) -> Iterator[str]:
    words = report.words
    if words is not None:
        yield from (span.text[:MOST] for span in (words.title, words.body, *words.tags) if span is not None)
    if report.account:
        yield report.account
    yield from (asset.path.rpartition("/")[2] for asset in report.assets)
    yield from (line.text for one in report.transcripts for line in one.lines)

"""A progress bar on stderr, on a terminal only: posts that are checked, files that are repaired."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual
from rednote_lint.run.outcome import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds of a run after which posts are shown; a shorter one needs no bar."""


class ProgressBar:
    """Draws the progress of a run; see `run.progress.Progress`.

    Args:
        language: `en` or `zh`, until the first outcome says otherwise.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._started = time.monotonic()
        self._finished = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        """Draw nothing until work begins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def post_started(self, path: str) -> None:
        """Show the post of a long run, unless its report goes to the terminal that the bar would be drawn on."""
        if time.monotonic() - self._started > PATIENCE and not sys.stdout.isatty():
            self._show(f"{self._finished + 1}: {path}", total=None)

    def post_finished(self, outcome: Outcome) -> None:
        """Count the post, and take it off the screen."""
        self._finished += 1
        self._language = outcome.display.language
        self.end()

    def begin(self, path: str, title: Bilingual) -> None:
        """Show the file that is worked on."""
        self._show(f"{path}: {title.pick(self._language)}", total=1.0)

    def advance(self, share: float) -> None:
        """Move the bar."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=share)

    def end(self) -> None:
        """Take the file off the screen."""
        if self._bar is not None and self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

    def _show(self, text: str, total: float | None) -> None:
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress

        if self._bar is None:
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        self.end()
        self._task = self._bar.add_task(escape(text), total=total)

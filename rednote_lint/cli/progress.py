"""A bar for long work on media, on a terminal only."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from rednote_lint.model import Bilingual

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class MediaProgress:
    """Watches repairs of media, and draws how far the file at hand is."""

    def __init__(self, language: str) -> None:
        """Speak `en` or `zh`."""
        self._language = language
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> MediaProgress:
        """Draw nothing until work begins."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()

    def begin(self, path: str, title: Bilingual) -> None:
        """Show the file that is worked on."""
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import Progress

        if self._bar is None:
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        self._task = self._bar.add_task(f"{path}: {title.pick(self._language)}", total=1.0)

    def advance(self, share: float) -> None:
        """Move the bar."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=share)

    def end(self) -> None:
        """Take the file off the screen."""
        if self._bar is not None and self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

"""The observer protocol of a run: posts started and finished, files worked on, the share that is done."""

from __future__ import annotations

from typing import Protocol

from rednote_lint.model import Bilingual
from rednote_lint.run.outcome import Outcome


class Progress(Protocol):
    """Is told in the driver how a run goes on; with several workers, several posts are under way at once."""

    def post_started(self, path: str) -> None:
        """Tell that the check of a post begins, or that it is handed to a worker."""
        ...

    def post_finished(self, outcome: Outcome) -> None:
        """Tell that a post is done, in the order of the run, before its outcome is yielded."""
        ...

    def begin(self, path: str, title: Bilingual) -> None:
        """Tell that long work on one file begins, such as a repair.

        Args:
            path: the file.
            title: what is done with it.
        """
        ...

    def advance(self, share: float) -> None:
        """Tell which share of the file at hand is done, from 0 to 1."""
        ...

    def end(self) -> None:
        """Tell that work on the file has ended, well or not."""
        ...


class Unobserved:
    """Ignores progress."""

    def post_started(self, path: str) -> None:
        """Do nothing."""

    def post_finished(self, outcome: Outcome) -> None:
        """Do nothing."""

    def begin(self, path: str, title: Bilingual) -> None:
        """Do nothing."""

    def advance(self, share: float) -> None:
        """Do nothing."""

    def end(self) -> None:
        """Do nothing."""

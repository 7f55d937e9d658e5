"""The outcome of checking one post, as a value that crosses process boundaries."""

from __future__ import annotations

from rednote_lint.errors import ExitCode
from rednote_lint.facts.seen_files import SeenFile
from rednote_lint.facts.traces import Trace
from rednote_lint.model import PostDisplay, Record, Report
from rednote_lint.store import FactRow
from rednote_lint.verdict import exit_code_of


class Outcome(Record, frozen=True, kw_only=True):
    """Everything that came out of one post; frozen, compared by value, picklable."""

    report: Report
    """Findings, suppressed findings, what was not checked and why, problems."""
    root: str = "."
    """The post's folder, from which its configuration is looked for."""
    display: PostDisplay = PostDisplay()
    """Language and minimum severity that the post's configuration asks for."""
    format: str = "full"
    """Output format that the post's configuration asks for."""
    fail_on: str = "error"
    """The lowest severity that fails, or `never`."""
    origin: str = ""
    """The configuration that counts for the post: its file, or what stands in its place."""
    traces: tuple[Trace, ...] = ()
    """What the batch stage compares this post with others by; empty when no rule that is on compares posts."""
    facts: tuple[FactRow, ...] = ()
    """New rows for the facts store; empty once the driver has written them."""
    files: tuple[SeenFile, ...] = ()
    """The media that were hashed, where there is a store."""
    is_recalled: bool = False
    """Whether it is of an earlier run; false once the driver has counted it."""

    @property
    def exit_code(self) -> ExitCode:
        """How this post ends a run: the highest code of all posts is that of the run."""
        return exit_code_of(self.report, self.fail_on)

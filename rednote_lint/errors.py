"""Errors that a person reads, and the exit codes of the program."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says to its caller when it ends."""

    CLEAN = 0
    """Everything that was asked was checked, and nothing reached the failing severity."""
    FINDINGS = 1
    """At least one finding at or above `--fail-on`."""
    FAILED = 2
    """Something that was asked could not be done: usage, configuration, pack, path, unreadable post."""
    INTERRUPTED = 130
    """Ctrl-C."""


def first_line(error: BaseException) -> str:
    """Return what an exception says, on one line: the system's words, else its own, else its type."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said).strip().partition("\n")[0].rstrip()


class UserError(Exception):
    """A mistake in the input that a person can mend; shown as text, never as a traceback.

    Args:
        message: what went wrong, one sentence.
        remedy: what to do about it, one sentence; empty when the message says it all.
        place: where, as `path`, `path:line` or `path:line:column`; empty when there is no place.
    """

    def __init__(self, message: str, remedy: str = "", place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        """Give the error as one line, the place first, in the form editors understand."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} ({self.remedy})" if self.remedy else head

    def __reduce__(self) -> tuple[type[UserError], tuple[str, str, str]]:
        """Keep the parts when the error crosses a process boundary."""
        return (type(self), (self.message, self.remedy, self.place))

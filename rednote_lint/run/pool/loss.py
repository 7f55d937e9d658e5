"""Why an executor has no result of an item: its process died, was ended for taking too much, or lacked a file."""

from __future__ import annotations

from enum import StrEnum

from rednote_lint.model import Record

NODE_DIED, ACTOR_DIED = "NODE_DIED", "ACTOR_DIED"
"""What stands in place of a signal where none is known, in the words of Ray: the machine was lost, or what kept the
process there."""
WORKER_DIED = "WORKER_DIED"
"""The same of processes that all ended while they loaded what an item is checked with."""


class LossKind(StrEnum):
    """What came of the process."""

    CRASHED = "crashed"
    """It died, twice, of a signal or with an exit code of its own."""
    MEMORY = "memory"
    """It took more memory than a worker may, twice."""
    TIMEOUT = "timeout"
    """It took more time than an item may."""
    ABSENT = "absent"
    """A file of the item is not on the machine of the worker as it is on that of the driver."""

    @property
    def is_of_item(self) -> bool:
        """Whether it is likely to come again, so that it is kept; a folder that is not shared may be by then."""
        return self is not LossKind.ABSENT


class Loss(Record, frozen=True, kw_only=True):
    """One item without a result."""

    kind: LossKind
    how: str
    """The signal, such as `SIGSEGV`, the exit code, `NODE_DIED`, the seconds or the bytes that were too much, or the
    machine."""
    asset: str = ""
    """The file that was read when it happened; empty where none was."""

"""What a crew asks of a place where items are checked: a worker process here, or one on another machine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from typing import Any, NamedTuple, Protocol


class Readiness(StrEnum):
    """Whether items can be sent to a place."""

    OPEN = "open"
    COMING = "coming"
    """It is being started."""
    LATE = "late"
    """It takes longer than a start takes; it may come yet."""


class Place(Protocol):
    """One worker at a time, started again whenever it died."""

    sent: dict[int, Future[Any]]
    """Items that are here, by their numbers, in the order in which they are checked."""

    @property
    def machine(self) -> str:
        """The machine that an open place is on; empty where there is one alone."""
        ...

    @property
    def readiness(self) -> Readiness:
        """Whether items can be sent here.

        Raises:
            UserError: this worker must not be used, nor those that would be started in its place.
        """
        ...

    def send(self, number: int, item: object) -> None:
        """Have an item checked here after those that were sent before."""
        ...

    def taken(self, number: int, future: Future[Any]) -> object:
        """Return what came of an item: the value that the worker gave, a `Loss`, or None when it was never begun.

        What is not in `sent` any more then has to be sent again. An item that stays there comes another time.
        """
        ...

    def stop(self) -> None:
        """End the worker."""
        ...


class Came(NamedTuple):
    """Something came of an item."""

    place: Place
    number: int
    future: Future[Any]


Tell = Callable[[Came | None], None]
"""Takes what came, in whatever thread; None: a place is open."""

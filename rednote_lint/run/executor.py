"""Executors: where the posts of a run are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Reach(StrEnum):
    """Where an executor calls functions."""

    PROCESS = "process"
    """In the process of the driver."""
    ELSEWHERE = "elsewhere"
    """In other processes or on other machines: functions, items and results are pickled."""


class Executor(Protocol):
    """Calls a function on many items."""

    @property
    def reach(self) -> Reach:
        """Where the function is called; from elsewhere, the rules of both sides are compared."""
        ...

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in the order of the items.

        Items are taken as they are needed: an executor may take some ahead, never all of a long run. The function is
        cheap to pickle and dear to call for the first time, so that a worker should unpickle it once and keep it. An
        exception that it raises is raised here.
        """
        ...


class SerialExecutor:
    """Calls the function in the process of the driver, one item at a time, when its result is asked for."""

    reach = Reach.PROCESS

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item."""
        return map(function, items)

"""Executors: where the posts of a run are checked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from rednote_lint.run.pool.loss import Loss

Item = TypeVar("Item")
Result = TypeVar("Result")
In = TypeVar("In")
Out = TypeVar("Out")


class Reach(StrEnum):
    """Where an executor calls functions."""

    PROCESS = "process"
    """In the process of the driver."""
    ELSEWHERE = "elsewhere"
    """In other processes or on other machines: functions, items and results are pickled."""
    BOTH = "both"
    """Here or there: the executor asks the function, which is a `Task`, what it may send."""


class Task(ABC, Generic[In, Out]):
    """A function that also answers what an executor with several processes asks of it.

    One that lacks an answer cannot be made: executors need all of them, some of them late in a run only.

    It is asked in the driver, except `absent` and `prepare`, which are asked where an item was sent.
    """

    @abstractmethod
    def __call__(self, item: In) -> Out:
        """Give the result of an item, here or in a worker."""

    @abstractmethod
    def known(self, item: In) -> Out | None:
        """Return the result of an item where it can be had without work."""

    @abstractmethod
    def seconds(self, item: In) -> float:
        """Estimate how long one worker is busy with an item."""

    @abstractmethod
    def decodes(self, item: In) -> bool:
        """Say whether native code decodes files of an item: it may take its process along."""

    @abstractmethod
    def prepare(self, item: In) -> None:
        """Load, in a worker, what items are checked with that `decodes` says the same of; no item's time counts it.

        What goes wrong here goes wrong again when the item is checked, and is told there.
        """

    @abstractmethod
    def packed(self, item: In) -> In:
        """Return the item as it is sent to a worker."""

    @abstractmethod
    def absent(self, item: In) -> str:
        """Return a file of a packed item that is not here as it is where it was packed; empty where all are."""

    @abstractmethod
    def away(self) -> Task[In, Out]:
        """Return the function for machines that have not the driver's own files, such as a store."""

    @abstractmethod
    def received(self, item: In, result: Out) -> Out:
        """Take the result that a worker gave, as soon as it comes; return what is to be yielded in its turn."""

    @abstractmethod
    def lost(self, item: In, loss: Loss) -> Out:
        """Return the result of an item that no worker could give."""


class Executor(Protocol):
    """Calls a function on many items."""

    @property
    def reach(self) -> Reach:
        """Where the function is called; from elsewhere, the rules of both sides are compared."""
        ...

    def map(self, function: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in the order of the items.

        Items are taken as they are needed: an executor may take some ahead, never all of a long run. The function is
        cheap to pickle and dear to call for the first time, so that a worker should unpickle it once and keep it. An
        exception that it raises is raised here. An executor that asks it nothing may take any function.
        """
        ...


class SerialExecutor:
    """Calls the function in the process of the driver, one item at a time, when its result is asked for."""

    reach = Reach.PROCESS

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item."""
        return map(function, items)

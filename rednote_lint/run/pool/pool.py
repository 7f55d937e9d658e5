"""The executor of `-j`: workers on this machine."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rednote_lint.errors import Stopped
from rednote_lint.model import Bilingual
from rednote_lint.run.executor import Reach, Task
from rednote_lint.run.pool.crew import Crew
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.place import Place, Tell
from rednote_lint.run.pool.slot import Slot
from rednote_lint.run.pool.spread import spread

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH = 6.0
"""Estimated seconds of work from which all workers are started: to start one takes about one."""
_NO_WORKER = (
    Bilingual(
        en="worker processes end before they begin, more than ten in a row; the posts that were done are kept",
        zh="工作进程一启动就结束，接连超过十次；已完成的笔记保留",
    ),
    Bilingual(
        en="check in one process, without `-j`; something on this machine ends them, such as too little memory",
        zh="去掉 `-j`，在一个进程中检查；可能是内存不足等原因使它们结束",
    ),
)


class PoolExecutor:
    """Calls a `Task` in worker processes, once there is enough to do, or an item that native code decodes.

    Args:
        workers: how many there are; one is a worker as well.
        limits: of each.
        worth: see `WORTH`.
        is_given_up: ends the workers, with `spread.GivenUp`, as soon as it says so.
    """

    reach = Reach.BOTH

    def __init__(
        self,
        workers: int,
        limits: Limits | None = None,
        worth: float = WORTH,
        is_given_up: Callable[[], bool] = lambda: False,
    ) -> None:
        self._workers = workers
        self._limits = limits or Limits()
        self._worth = worth
        self._is_given_up = is_given_up

    def map(self, function: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in the order of the items."""
        return spread(function, items, self._crew, self._worth, self._is_given_up)

    @contextmanager
    def _crew(self, task: Task[Item, Result]) -> Iterator[Crew[Item, Result]]:
        pickled = pickle.dumps(task)

        def places(tell: Tell) -> Iterator[Place]:
            return (Slot(task, pickled, self._limits, tell) for _ in range(self._workers))

        crew = Crew(task, places, Stopped(*_NO_WORKER), self._worth)
        try:
            yield crew
        finally:
            crew.stop()

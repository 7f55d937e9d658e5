"""The executor of `-j`: workers on this machine, results in the order of the items, few items ahead of what is due."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from rednote_lint.run.executor import Reach, Task
from rednote_lint.run.pool.crew import Crew, Entry
from rednote_lint.run.pool.limits import Limits

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH = 6.0
"""Estimated seconds of work from which workers are started: to start one takes about one."""
HELD = 4096
"""Items that may be held while their work is added up."""
AHEAD = 32
"""Items for each worker that may be taken before the first result is due: one that takes long keeps no worker idle."""


class PoolExecutor:
    """Calls a `Task` in worker processes, once there is enough to do; any other function here.

    Args:
        workers: how many there are; one is a worker as well.
        limits: of each.
        worth: see `WORTH`.
    """

    reach = Reach.BOTH

    def __init__(self, workers: int, limits: Limits | None = None, worth: float = WORTH) -> None:
        self._workers = workers
        self._limits = limits or Limits()
        self._worth = worth

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in the order of the items."""
        if not isinstance(function, Task):
            yield from map(function, items)
            return
        task: Task[Item, Result] = function
        held: deque[Entry[Item, Result]] = deque()
        source = (Entry(task, item) for item in items)
        work = 0.0
        for entry in source:
            held.append(entry)
            work += entry.seconds
            if work >= self._worth:
                yield from self._spread(task, held, source)
                return
            while held and (held[0].result is not None or len(held) > HELD):
                work -= held[0].seconds
                yield held.popleft().done_here(task)
        while held:
            yield held.popleft().done_here(task)

    def _spread(
        self, task: Task[Item, Result], held: deque[Entry[Item, Result]], source: Iterator[Entry[Item, Result]]
    ) -> Iterator[Result]:
        """Have a crew do what is held, and all that follows."""
        crew = Crew(task, self._workers, self._limits)
        most = max(AHEAD * self._workers, len(held))
        try:
            for entry in held:
                crew.take(entry)
            is_over = False
            while crew.due or not is_over:
                while not is_over and len(crew.due) < most and not crew.is_busy:
                    following = next(source, None)
                    is_over = following is None
                    if following is not None:
                        crew.take(following)
                if crew.due and crew.due[0].result is not None:
                    yield crew.due.popleft().done_here(task)
                elif crew.due:
                    crew.wait()
        finally:
            crew.stop()

"""Spreads items over a crew: results in the order of the items, few items ahead of what is due."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

from rednote_lint.run.executor import Task
from rednote_lint.run.pool.crew import Crew, Entry

Item = TypeVar("Item")
Result = TypeVar("Result")

HELD = 4096
"""Items that may be held while their work is added up."""
AHEAD = 32
"""Items for each worker that may be taken before the first result is due: one that takes long keeps no worker idle."""


class GivenUp(Exception):
    """Nobody waits for the results any more; the crew has been ended."""


Hire = Callable[[Task[Item, Result]], AbstractContextManager[Crew[Item, Result]]]


def _never() -> bool:
    return False


def spread(
    task: Task[Item, Result],
    items: Iterable[Item],
    hire: Hire[Item, Result],
    worth: float,
    is_given_up: Callable[[], bool] = _never,
) -> Iterator[Result]:
    """Give the result of each item, in the order of the items.

    Args:
        task: done by a crew.
        items: taken as they are needed.
        hire: starts a crew, which ends with the block.
        worth: estimated seconds of work from which that is done; what is less is done here, but for items that native
            code decodes, with all that comes behind them.
        is_given_up: asked at least every second while a crew is at work; `GivenUp` is raised when it says so.

    Raises:
        TypeError: it is no `Task`; done here, what is to cost one item would cost the run.
    """
    if not isinstance(task, Task):
        raise TypeError(f"workers are given a rednote_lint.run.executor.Task, not {task!r}")
    return _spread(task, items, hire, worth, is_given_up)


def _spread(
    task: Task[Item, Result],
    items: Iterable[Item],
    hire: Hire[Item, Result],
    worth: float,
    is_given_up: Callable[[], bool],
) -> Iterator[Result]:
    held: deque[Entry[Item, Result]] = deque()
    source = (Entry(task, item) for item in items)
    work = 0.0
    for entry in source:
        held.append(entry)
        work += entry.seconds
        if entry.result is None and (work >= worth or task.decodes(entry.item)):
            with hire(task) as crew:
                yield from _by_crew(task, crew, held, source, is_given_up)
            return
        while held and (held[0].result is not None or len(held) > HELD):
            work -= held[0].seconds
            yield held.popleft().done_here(task)
    while held:
        yield held.popleft().done_here(task)


def _by_crew(
    task: Task[Item, Result],
    crew: Crew[Item, Result],
    held: deque[Entry[Item, Result]],
    source: Iterator[Entry[Item, Result]],
    is_given_up: Callable[[], bool],
) -> Iterator[Result]:
    """Have a crew do what is held, and all that follows."""
    for entry in held:
        crew.take(entry)
    is_over = False
    while crew.due or not is_over:
        if is_given_up():
            raise GivenUp
        most = max(AHEAD * crew.size, len(held))
        while not is_over and len(crew.due) < most and (crew.may_grow or not crew.is_busy):
            following = next(source, None)
            is_over = following is None
            if following is not None:
                crew.take(following)
        if crew.due and crew.due[0].result is not None:
            yield crew.due.popleft().done_here(task)
        elif crew.due:
            crew.wait()

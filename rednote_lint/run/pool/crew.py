"""The workers of one call of `map`: which item is sent where, and what comes of it.

Ctrl-C is held back in the code of a slot: it may hold a lock, or be about to wake a thread that then sleeps for ever.
"""

from __future__ import annotations

import pickle
import queue
import sys
from collections import deque
from concurrent.futures import Future
from typing import Any, Generic, NamedTuple, TypeVar, cast

from rednote_lint.errors import UserError
from rednote_lint.interrupts import uninterrupted
from rednote_lint.model import Bilingual
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.child import Raised
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.pool.slot import Slot

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 0.05
"""Estimated seconds of work that a worker is given beyond the item that it begins with: the next lies there when one
is done, and nothing waits behind what takes long."""
MOST = 16
"""Items that one worker is given at once."""
_TRIES = 2
"""Workers that an item is given to before it counts as lost."""
_IN_VAIN = 10
"""Times that an item is sent again because its worker was gone before it began; no item can bring that about."""
_NO_WORKER = (
    Bilingual(en="worker processes end before they begin", zh="工作进程一启动就结束"),
    Bilingual(
        en="check in one process, without `-j`; something on this machine ends them, such as too little memory",
        zh="去掉 `-j`，在一个进程中检查；可能是内存不足等原因使它们结束",
    ),
)
_WAKE = 1.0
"""Seconds after which waiting looks for Ctrl-C, where the system does not wake it."""


class Entry(Generic[Item, Result]):
    """An item, and its result as soon as there is one.

    Args:
        task: what is done with it.
        item: the item.
    """

    def __init__(self, task: Task[Item, Result], item: Item) -> None:
        self.item = item
        self.result = task.known(item)
        self.seconds = 0.0 if self.result is not None else task.seconds(item)
        self.losses = 0
        self.sent_in_vain = 0

    def done_here(self, task: Task[Item, Result]) -> Result:
        """Return the result, made in this process where there is none yet."""
        return self.result if self.result is not None else task(self.item)


class _Came(NamedTuple):
    slot: Slot
    number: int
    future: Future[Any]


class Crew(Generic[Item, Result]):
    """Workers, what they were given, and what is due.

    Args:
        task: what they do.
        workers: how many there are.
        limits: of each.
    """

    def __init__(self, task: Task[Item, Result], workers: int, limits: Limits) -> None:
        self._task = task
        self._events: queue.SimpleQueue[_Came] = queue.SimpleQueue()
        self._slots: list[Slot] = []
        self._entries: dict[int, Entry[Item, Result]] = {}
        self._waiting: deque[int] = deque()
        self._numbers = iter(range(sys.maxsize))
        self.due: deque[Entry[Item, Result]] = deque()
        """What was taken and not yet yielded."""
        pickled = pickle.dumps(task)
        try:
            for _ in range(workers):
                with uninterrupted():
                    self._slots.append(Slot(pickled, limits, self._came))
        except BaseException:
            self.stop()
            raise

    @property
    def is_busy(self) -> bool:
        """Whether items wait for a worker already."""
        return bool(self._waiting)

    def take(self, entry: Entry[Item, Result]) -> None:
        """Take the next item; it is sent to a worker as soon as one has room."""
        self.due.append(entry)
        if entry.result is None:
            number = next(self._numbers)
            self._entries[number] = entry
            self._waiting.append(number)
            self._send()

    def wait(self) -> None:
        """Wait until something comes."""
        came = None
        while came is None:
            try:
                came = self._events.get(timeout=_WAKE)
            except queue.Empty:
                continue
        if came.slot.sent.get(came.number) is not came.future:
            return  # It was sent again, to another process.
        before = list(came.slot.sent)
        with uninterrupted():
            value = came.slot.taken(came.number, came.future)
        again = [number for number in before if number != came.number and number not in came.slot.sent]
        self._waiting.extendleft(reversed(again))
        self._settle(came.number, value)
        self._send()

    def stop(self) -> None:
        """End all workers."""
        with uninterrupted():
            for slot in self._slots:
                slot.stop()

    def _came(self, slot: Slot, number: int, future: Future[Any]) -> None:
        self._events.put(_Came(slot, number, future))

    def _send(self) -> None:
        while self._waiting:
            slot = min(self._slots, key=self._load)
            if slot.sent and (self._load(slot) >= ENOUGH or len(slot.sent) >= MOST):
                return
            number = self._waiting.popleft()
            item = self._task.packed(self._entries[number].item)
            with uninterrupted():
                slot.send(number, item)

    def _load(self, slot: Slot) -> float:
        return sum(self._entries[number].seconds for number in slot.sent)

    def _settle(self, number: int, value: object) -> None:
        """Note the result of an item, or have it done once more."""
        entry = self._entries[number]
        if isinstance(value, Raised):
            raise value.error
        entry.sent_in_vain += value is None
        entry.losses += isinstance(value, Loss)
        if entry.sent_in_vain > _IN_VAIN:
            raise UserError(*_NO_WORKER)
        is_tried_again = isinstance(value, Loss) and value.kind is not LossKind.TIMEOUT and entry.losses < _TRIES
        if value is None or is_tried_again:
            self._waiting.appendleft(number)
            return
        del self._entries[number]
        if isinstance(value, Loss):
            entry.result = self._task.lost(entry.item, value)
        else:
            entry.result = self._task.received(entry.item, cast(Result, value))

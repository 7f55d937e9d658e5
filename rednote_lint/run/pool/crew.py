"""The workers of one call of `map`: which item is sent where, and what comes of it.

Ctrl-C is held back in the code of a place: it may hold a lock, or be about to wake a thread that then sleeps for ever.
"""

from __future__ import annotations

import queue
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, cast

from rednote_lint.errors import UserError
from rednote_lint.interrupts import uninterrupted
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.child import Raised
from rednote_lint.run.pool.loss import ACTOR_DIED, NODE_DIED, WORKER_DIED, Loss, LossKind
from rednote_lint.run.pool.place import Came, Place, Readiness, Tell

Item = TypeVar("Item")
Result = TypeVar("Result")

ENOUGH = 0.05
"""Estimated seconds of work that a worker is given beyond the item that it begins with: the next lies there when one
is done, and nothing waits behind what takes long."""
MOST = 16
"""Items that one worker is given at once."""
_TRIES = {"SIGKILL": 4, ACTOR_DIED: 4, NODE_DIED: 2}
"""Workers that an item is given to before it counts as lost, by what they died of: `SIGKILL` comes from outside, and
may strike the same item again by chance; so may the loss of a machine, but each further try may cost one."""
_OTHERWISE = 2
_IN_VAIN = 10
"""Times that an item is sent again because its worker was gone before it began."""
_LEAST_IN_VAIN = 3
"""Items in a row, for each worker where there are more, of which that is so until no worker counts as able to begin."""
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
        self.losses: Counter[str] = Counter()
        """Workers that were lost while they were busy with it, by what they died of."""
        self.sent_in_vain = 0
        self.absent_on: set[str] = set()
        """Machines on which a file of it is not to be found."""

    @property
    def is_suspect(self) -> bool:
        """Whether a machine was lost while it was checked there: it may have been its doing."""
        return NODE_DIED in self.losses

    @property
    def is_choosy(self) -> bool:
        """Whether it is not to be sent to every machine."""
        return bool(self.absent_on) or self.is_suspect

    def done_here(self, task: Task[Item, Result]) -> Result:
        """Return the result, made in this process where there is none yet."""
        return self.result if self.result is not None else task(self.item)


class Crew(Generic[Item, Result]):
    """Workers, what they were given, and what is due.

    Args:
        task: what they do.
        places: starts them, and has them tell what comes.
        no_worker: raised where none can work.
        worth: estimated seconds of work from which all of them are started; one is at once.
        home: the machine of this process, where there are several.
    """

    def __init__(
        self,
        task: Task[Item, Result],
        places: Callable[[Tell], Iterator[Place]],
        no_worker: UserError,
        worth: float,
        home: str = "",
    ) -> None:
        self._task = task
        self._no_worker = no_worker
        self._worth = worth
        self._work = 0.0
        self._home = home
        self._has_begun = False
        self._in_vain = 0
        """Items sent in vain since a worker last began one."""
        self._events: queue.SimpleQueue[Came | None] = queue.SimpleQueue()
        self._places: list[Place] = []
        self._entries: dict[int, Entry[Item, Result]] = {}
        self._waiting: deque[int] = deque()
        self._numbers = iter(range(sys.maxsize))
        self.due: deque[Entry[Item, Result]] = deque()
        """What was taken and not yet yielded."""
        self._not_started: Iterator[Place] | None = places(self._events.put)
        try:
            self._start_one()
        except BaseException:
            self.stop()
            raise

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._places)

    @property
    def is_busy(self) -> bool:
        """Whether items wait for a worker already; those that wait for a machine that is fit for them do not count."""
        return any(not self._entries[number].is_choosy for number in self._waiting)

    @property
    def may_grow(self) -> bool:
        """Whether more workers are started where there is enough to do."""
        return self._not_started is not None

    def take(self, entry: Entry[Item, Result]) -> None:
        """Take the next item; it is sent to a worker as soon as one has room."""
        self.due.append(entry)
        if entry.result is None:
            self._work += entry.seconds
            while self._not_started is not None and self._work >= self._worth:
                self._start_one()
            number = next(self._numbers)
            self._entries[number] = entry
            self._waiting.append(number)
            self._send()

    def _start_one(self) -> None:
        assert self._not_started is not None
        with uninterrupted():
            place = next(self._not_started, None)
            if place is None:
                self._not_started = None
            else:
                self._places.append(place)

    def wait(self) -> None:
        """Wait until something comes, or a moment."""
        try:
            came = self._events.get(timeout=_WAKE)
        except queue.Empty:
            came = None
        if came is not None:
            self._take_back(came)
        self._send()

    def stop(self) -> None:
        """End all workers."""
        with uninterrupted():
            for place in self._places:
                place.stop()

    def _take_back(self, came: Came) -> None:
        if came.place.sent.get(came.number) is not came.future:
            return  # It was sent again, to another process.
        before = list(came.place.sent)
        machine = came.place.machine
        with uninterrupted():
            value = came.place.taken(came.number, came.future)
        if came.number in came.place.sent:
            return  # What came of it is not known yet.
        again = [number for number in before if number != came.number and number not in came.place.sent]
        self._waiting.extendleft(reversed(again))
        self._settle(came.number, value, machine)

    def _send(self) -> None:
        """Send what waits to places that have room.

        Raises:
            UserError: no place is open, and none is being started.
        """
        if not self._waiting:
            return
        with_room = [place for place in self._places if self._has_room(place) and place.readiness is Readiness.OPEN]
        if not with_room and all(place.readiness is Readiness.LATE for place in self._places):
            raise self._no_worker
        passed_over = 0
        while with_room and passed_over < len(self._waiting):
            number = self._waiting[passed_over]
            entry = self._entries[number]
            fit = [place for place in self._fit_for(entry) if place in with_room] if entry.is_choosy else with_room
            place = min(fit, key=self._load, default=None)
            if place is None:  # It waits for some machine, and holds up nothing.
                passed_over += 1
                continue
            del self._waiting[passed_over]
            item = self._task.packed(entry.item)
            with uninterrupted():
                place.send(number, item)
            if not self._has_room(place):
                with_room.remove(place)

    def _fit_for(self, entry: Entry[Item, Result]) -> list[Place]:
        """Return the places that an item may be sent to which is not to be sent to every machine."""
        ready = [(place, place.readiness) for place in self._places]
        is_open = [place for place, how in ready if how is Readiness.OPEN]
        is_coming = any(how is Readiness.COMING for _, how in ready)
        elsewhere = [place for place in is_open if place.machine not in entry.absent_on]
        fit = elsewhere or ([] if is_coming else is_open)
        return self._apart(fit, is_coming) if entry.is_suspect else fit

    def _apart(self, fit: list[Place], is_coming: bool) -> list[Place]:
        """Return the places for a suspect: one to a machine, so that the next loss tells which of them it was.

        The machine of this process comes last: with it the run would end.
        """
        away = [place for place in fit if place.machine != self._home]
        taken = {place.machine for place in self._places if any(self._entries[one].is_suspect for one in place.sent)}
        return [place for place in away or ([] if is_coming else fit) if place.machine not in taken]

    def _has_room(self, place: Place) -> bool:
        return not place.sent or (self._load(place) < ENOUGH and len(place.sent) < MOST)

    def _load(self, place: Place) -> float:
        return sum(self._entries[number].seconds for number in place.sent)

    def _settle(self, number: int, value: object, machine: str) -> None:
        """Note the result of an item, or have it done once more."""
        entry = self._entries[number]
        if isinstance(value, Raised):
            raise value.error
        value = self._unless_never_begun(entry, value)
        if value is None or (isinstance(value, Loss) and self._is_tried_again(entry, value, machine)):
            self._waiting.appendleft(number)
            return
        del self._entries[number]
        if isinstance(value, Loss):
            entry.result = self._task.lost(entry.item, value)
        else:
            entry.result = self._task.received(entry.item, cast(Result, value))

    def _unless_never_begun(self, entry: Entry[Item, Result], value: object) -> object:
        """Count what was sent in vain: an item whose workers never get ready is lost, as long as others work.

        Raises:
            UserError: no worker gets ready, or none does any more.
        """
        if value is not None:
            self._in_vain, self._has_begun = 0, True
            return value
        entry.sent_in_vain += 1
        self._in_vain += 1
        if entry.sent_in_vain <= _IN_VAIN:
            return None
        if not self._has_begun or self._in_vain > _IN_VAIN * max(_LEAST_IN_VAIN, self.size):
            raise self._no_worker
        entry.losses[WORKER_DIED] = _OTHERWISE
        return Loss(kind=LossKind.CRASHED, how=WORKER_DIED)

    def _is_tried_again(self, entry: Entry[Item, Result], loss: Loss, machine: str) -> bool:
        """Note a loss, and decide: a crash may be of the worker, and a file may be there on another machine."""
        if loss.kind is LossKind.ABSENT:
            is_known = machine in entry.absent_on
            entry.absent_on.add(machine)
            return not is_known
        entry.losses[loss.how] += 1
        return entry.losses[loss.how] < _tries(loss)


def _tries(loss: Loss) -> int:
    """Return how many workers may be lost so; what took too long would take as long again."""
    return 1 if loss.kind is LossKind.TIMEOUT else _TRIES.get(loss.how, _OTHERWISE)

"""One place for a worker process: the items that were sent there, and what comes back, or comes of it.

Pebble ends a worker that takes too long and starts another one for one that died. Each worker has a pool of its own:
those of one pool share pipes and locks, and one that is killed in the wrong moment would leave them broken for all.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.sharedctypes import RawArray
from typing import TYPE_CHECKING, Any

from rednote_lint.run.executor import Task
from rednote_lint.run.pool.child import OUT_OF_MEMORY, begin, call, prepare, written
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.pool.place import Came, Readiness, Tell

if TYPE_CHECKING:
    from pebble import ProcessPool

_LONGEST_NAME = 4096
_PREPARATION = 600.0
"""Seconds that a process may take to load rules and models; a busy machine takes a minute."""


class Slot:
    """A worker process, started with the first item and again whenever it died.

    A process that is new loads what an item is checked with before its time begins.

    Args:
        task: what is done with items.
        pickled: the same.
        limits: of the process.
        tell: is told, in a thread of the pool, that something came of an item.
    """

    machine = ""
    readiness = Readiness.OPEN

    def __init__(self, task: Task[Any, Any], pickled: bytes, limits: Limits, tell: Tell) -> None:
        self._task = task
        self._limits = limits
        self._tell = tell
        self._at_hand = RawArray("c", _LONGEST_NAME)
        self._begin = (pickled, self._at_hand, limits)
        self._pool = self._made()
        self._prepared: set[bool] = set()
        """Whether the process is prepared for items that are decoded, and for those that are not."""
        self._unprepared: BaseException = RuntimeError()
        """What ended the preparation that failed last."""
        self.sent: dict[int, Future[Any]] = {}
        """Items that are here, by their numbers, in the order in which they are checked."""

    def send(self, number: int, item: object) -> None:
        """Have an item checked here after those that were sent before."""
        try:
            prepared, future = self._scheduled(item)
        except RuntimeError:  # The worker was killed while it had nothing to do.
            self._renew()
            prepared, future = self._scheduled(item)
        self.sent[number] = future
        future.add_done_callback(lambda future: self._tell(Came(self, number, future)))
        if prepared is not None:
            decodes = self._task.decodes(item)
            prepared.add_done_callback(
                lambda done: self._note_unprepared(done, Came(self, number, future), decodes=decodes)
            )

    def taken(self, number: int, future: Future[Any]) -> object:
        """Return what came of an item: the value that the worker gave, a `Loss`, or None when it was never begun.

        A process that ends while it loads decoders for an item is lost with it; one that ends while it loads rules
        has begun nothing.
        After anything but a value the process is another one, and nothing is here any more of what was sent.

        Raises:
            Exception: the result cannot be pickled.
        """
        from pebble import ProcessExpired

        del self.sent[number]
        error = future.exception() if future.done() else self._unprepared
        if error is None:
            return future.result()
        if isinstance(error, TimeoutError):
            loss = self._lost(LossKind.TIMEOUT, f"{self._limits.seconds:g} s")
        elif isinstance(error, ProcessExpired):
            loss = self._loss(error.exitcode)
        elif isinstance(error, OSError | RuntimeError):  # The pool gave up: its worker died between two items.
            loss = None
        else:
            raise error
        self._renew()
        return loss

    def stop(self) -> None:
        """End the process."""
        self.sent.clear()
        self._pool.stop()
        self._pool.join()

    def _renew(self) -> None:
        self.stop()
        self._pool = self._made()
        self._prepared.clear()
        self._at_hand.value = b""

    def _scheduled(self, item: object) -> tuple[Future[Any] | None, Future[Any]]:
        """Schedule an item, behind its preparation where the process has had none."""
        prepared, decodes = None, self._task.decodes(item)
        if decodes not in self._prepared:
            most = max(_PREPARATION, self._limits.seconds)
            prepared = self._pool.schedule(prepare, args=(item,), timeout=most)
            self._prepared.add(decodes)
        future: Future[Any] = self._pool.schedule(call, args=(item,), timeout=self._limits.seconds)
        return prepared, future

    def _note_unprepared(self, done: Future[Any], came: Came, *, decodes: bool) -> None:
        """Tell of an item whose process could not be prepared: nothing comes of it any more."""
        error = None if done.cancelled() else done.exception()
        if error is not None:
            self._unprepared = error if decodes else RuntimeError()
            self._tell(came)

    def _made(self) -> ProcessPool:
        from pebble import ProcessPool

        context = multiprocessing.get_context("spawn")
        pool = ProcessPool(max_workers=1, initializer=begin, initargs=self._begin, context=context)
        resource_tracker.ensure_running()  # Else it is started below, and ends the blocking when it is.
        with _interrupts_blocked():
            is_active = pool.active  # To be asked starts it.
        if not is_active:
            raise RuntimeError("the pool of a worker did not start")
        return pool

    def _loss(self, code: int) -> Loss:
        if code == OUT_OF_MEMORY:
            return self._lost(LossKind.MEMORY, f"{self._limits.memory / 1e9:g} GB")
        return self._lost(LossKind.CRASHED, signal.Signals(-code).name if code < 0 else str(code))

    def _lost(self, kind: LossKind, how: str) -> Loss:
        return Loss(kind=kind, how=how, asset=written(self._at_hand))


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C from threads and processes that are started meanwhile: a terminal sends it to every process."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

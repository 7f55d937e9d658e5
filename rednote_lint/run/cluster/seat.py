"""One place for an actor: the items that were sent to it, and what comes back; another one is started when it dies."""

from __future__ import annotations

import time
from concurrent.futures import Future
from typing import Any

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual
from rednote_lint.run.cluster.actor import Actor, Opened
from rednote_lint.run.cluster.terms import Terms
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.place import Came, Readiness, Tell

START = 60.0
"""Seconds in which an actor is started where a processor is free for it."""
_STARTS = 3
"""Times that an actor is started in a row: its machine may go just then."""
_NOT_THERE = (
    Bilingual(en="a worker of the cluster cannot be started: {why}", zh="集群的工作进程无法启动：{why}"),
    Bilingual(
        en="install the same versions of rednote-lint, Ray and Python on all machines",
        zh="在所有机器上安装相同版本的 rednote-lint、Ray 和 Python",
    ),
)


class Seat:
    """An actor, started at once and again whenever it died; Ray finds the machine.

    Args:
        terms: of this process.
        task: what is done with items.
        limits: of each actor.
        tell: is told, in a thread of Ray, that something came.
    """

    def __init__(self, terms: Terms, task: Task[Any, Any], limits: Limits, tell: Tell) -> None:
        self._arguments = (terms, task, limits)
        self._tell = tell
        self._failed = 0
        self.sent: dict[int, Future[Any]] = {}
        """Items that are here, by their numbers, in the order in which they are checked."""
        self._start()

    @property
    def machine(self) -> str:
        """The node of the actor."""
        return self._opened.node if self._opened is not None else ""

    @property
    def readiness(self) -> Readiness:
        """Whether the actor has begun.

        Raises:
            UserError: it says that it must not be used, or cannot be made of what is there.
        """
        if self._opened is None and self._opening.done():
            self._look()
        if self._opened is not None:
            return Readiness.OPEN
        return Readiness.COMING if time.monotonic() - self._since < START else Readiness.LATE

    def send(self, number: int, item: object) -> None:
        """Have an item checked here after those that were sent before."""
        future: Future[Any] = self._actor.call.remote(item).future()
        self.sent[number] = future
        future.add_done_callback(lambda future: self._tell(Came(self, number, future)))

    def taken(self, number: int, future: Future[Any]) -> object:
        """Return what came of an item, or None where the actor is gone, and with it all that was sent.

        Raises:
            Exception: of the actor itself.
        """
        from ray.exceptions import RayError, RayTaskError

        del self.sent[number]
        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, RayTaskError) or not isinstance(error, RayError):
            raise error
        self.stop()
        self._start()
        return None

    def stop(self) -> None:
        """End the actor."""
        import ray

        self.sent.clear()
        ray.kill(self._actor)

    def _start(self) -> None:
        import ray

        self._since = time.monotonic()
        self._opened: Opened | None = None
        made = ray.remote(Actor).options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")
        self._actor = made.remote(*self._arguments)
        self._opening: Future[Any] = self._actor.open.remote().future()
        self._opening.add_done_callback(lambda _: self._tell(None))

    def _look(self) -> None:
        """Take what the actor said when it began."""
        from ray.exceptions import RayError, RayTaskError

        error = self._opening.exception()
        if error is not None:
            self._failed += 1
            if self._failed == _STARTS or not isinstance(error, RayError) or isinstance(error, RayTaskError):
                message, remedy = _NOT_THERE
                raise UserError(message.filled({"why": _cause(error)}), remedy)
            self.stop()
            self._start()
            return
        opened: Opened = self._opening.result()
        if opened.refusal is not None:
            raise UserError(*opened.refusal)
        self._opened = opened
        self._failed = 0


def _cause(error: BaseException) -> str:
    """Return the last line of what Ray says: the exception at the end of a traceback of another machine."""
    return str(error).strip().rpartition("\n")[2].strip()

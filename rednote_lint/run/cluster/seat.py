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
from rednote_lint.run.pool.loss import ACTOR_DIED, NODE_DIED, Loss, LossKind
from rednote_lint.run.pool.place import Came, Readiness, Tell

START = 60.0
"""Seconds in which an actor is started where a processor is free for it."""
_DOUBT = 60.0
"""Seconds in which Ray has to find out whether a machine that does not answer is lost; it takes ten to fifteen."""
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
        self._doubts: dict[int, float] = {}
        """When it first was not known what came of an item."""
        self._blamed: dict[int, Loss] = {}
        """What came of those among them whose actor is gone already."""
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
        self._expect(number, self._actor.call.remote(item).future())

    def taken(self, number: int, future: Future[Any]) -> object:
        """Return what came of an item: the answer, a `Loss` where its actor died of it, or None where it never began.

        An actor that is gone takes all with it that was sent there, and began the first of it. As long as Ray does not
        know whether it is gone, the item stays in `sent`, and comes again.

        Raises:
            Exception: of the actor itself.
        """
        from ray.exceptions import ActorUnavailableError, RayError, RayTaskError

        error = future.exception()
        if isinstance(error, ActorUnavailableError) and self._is_waited_for(number):
            return None
        begun = next(iter(self.sent))
        del self.sent[number]
        if error is None:
            return None if self._doubts.pop(number, None) else future.result()
        if isinstance(error, RayTaskError) or not isinstance(error, RayError):
            raise error
        if number in self._blamed:
            return self._blamed.pop(number)
        loss = self._loss(error)
        behind = self.sent.get(begun)
        self.stop()
        self._start()
        if behind is None:
            return loss
        if loss is not None:
            self.sent[begun], self._blamed[begun] = behind, loss  # It comes by itself, with the same error.
        return None

    def stop(self) -> None:
        """End the actor."""
        import ray

        self.sent.clear()
        self._doubts.clear()
        ray.kill(self._actor)

    def _expect(self, number: int, future: Future[Any]) -> None:
        self.sent[number] = future
        future.add_done_callback(lambda future: self._tell(Came(self, number, future)))

    def _is_waited_for(self, number: int) -> bool:
        """Ask the actor whether it is there, unless it was asked for long already: that comes, or Ray gives it up."""
        since = self._doubts.setdefault(number, time.monotonic())
        if time.monotonic() - since > _DOUBT:
            return False
        self._expect(number, self._actor.is_there.remote().future())
        return True

    def _start(self) -> None:
        import ray

        self._since = time.monotonic()
        self._opened: Opened | None = None
        made = ray.remote(Actor).options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")
        self._actor = made.remote(*self._arguments)
        self._opening: Future[Any] = self._actor.open.remote().future()
        self._opening.add_done_callback(lambda _: self._tell(None))

    def _loss(self, error: Exception) -> Loss | None:
        """Say how the actor was lost, or None where its machine was taken away on purpose."""
        from ray.exceptions import ActorDiedError

        if isinstance(error, ActorDiedError) and error.preempted:
            return None
        is_node = not isinstance(error, ActorDiedError) or not _is_alive(self.machine)
        return Loss(kind=LossKind.CRASHED, how=NODE_DIED if is_node else ACTOR_DIED)

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


def _is_alive(node: str) -> bool:
    """Return whether a node of the cluster is there; one that is lost stays in the list."""
    import ray

    return any(one["NodeID"] == node and one["Alive"] for one in ray.nodes())


def _cause(error: BaseException) -> str:
    """Return the last line of what Ray says: the exception at the end of a traceback of another machine."""
    return str(error).strip().rpartition("\n")[2].strip()

"""The executor of `--engine ray`: workers on the machines of a cluster, or on this one by a Ray of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rednote_lint.errors import Stopped
from rednote_lint.model import Bilingual
from rednote_lint.run.cluster.connection import connected
from rednote_lint.run.cluster.seat import Seat
from rednote_lint.run.cluster.terms import terms
from rednote_lint.run.executor import Reach, Task
from rednote_lint.run.pool.crew import Crew
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.place import Place, Tell
from rednote_lint.run.pool.spread import spread

Item = TypeVar("Item")
Result = TypeVar("Result")

_NO_WORKER = (
    Bilingual(
        en="the cluster starts no worker, or ends them before they begin", zh="集群没有启动工作进程，或一启动就结束"
    ),
    Bilingual(
        en="look with `ray status` whether processors are free, and machines alive; a run with --store goes on by the "
        "same command",
        zh="用 `ray status` 查看是否有空闲的处理器和存活的机器；带 --store 的运行可用同一命令继续",
    ),
)


class RayExecutor:
    """Calls a `Task` in actors, as soon as there is anything to do.

    Args:
        address: of the cluster, `HOST:PORT` or `auto`; None starts Ray on this machine.
        workers: how many actors there are; None: one for each processor of the cluster.
        limits: of each.
    """

    reach = Reach.BOTH

    def __init__(self, address: str | None = None, workers: int | None = None, limits: Limits | None = None) -> None:
        self._address = address
        self._workers = workers
        self._limits = limits or Limits()

    def map(self, function: Task[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in the order of the items."""
        return spread(function, items, self._crew, worth=0.0)

    @contextmanager
    def _crew(self, task: Task[Item, Result]) -> Iterator[Crew[Item, Result]]:
        with connected(self._address, self._workers) as workers:
            import ray

            own = terms(str(ray.get_runtime_context().get_node_id()))

            def places(tell: Tell) -> Iterator[Place]:
                return (Seat(own, task, self._limits, tell) for _ in range(workers))

            crew = Crew(task, places, Stopped(*_NO_WORKER), worth=0.0, home=own.node)
            try:
                yield crew
            finally:
                crew.stop()

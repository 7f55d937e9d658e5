"""The worker's side of a cluster: an actor, which is one process of Ray, keeps one worker process below it.

A post that kills what checks it kills that process, not the actor: its signal, its limits and the file at hand are told
as on the driver's machine, and a dead actor means that its machine is gone, or that somebody ended it.
"""

from __future__ import annotations

import platform
import queue
from typing import Any

from rednote_lint.model import Record
from rednote_lint.run.cluster.terms import Refusal, Terms
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.pool.place import Came
from rednote_lint.run.pool.slot import Slot


class Opened(Record, frozen=True, kw_only=True):
    """What an actor says of itself when it has begun."""

    machine: str = ""
    node: str = ""
    refusal: Refusal | None = None
    """Why it must not be used."""


class Actor:
    """Checks items one after the other.

    Args:
        terms: of the driver.
        task: what is done with items.
        limits: of the process that does it.
    """

    def __init__(self, terms: Terms, task: Task[Any, Any], limits: Limits) -> None:
        self._terms = terms
        self._task = task
        self._limits = limits
        self._machine = platform.node()
        self._came: queue.SimpleQueue[Came | None] = queue.SimpleQueue()

    def open(self) -> Opened:
        """Begin, or say why not."""
        import pickle
        import sys

        import ray

        # A spawned process runs the main file of its parent again, which here imports all of Ray: seconds, and 100 MB.
        vars(sys.modules["__main__"]).pop("__file__", None)

        node = str(ray.get_runtime_context().get_node_id())
        refusal = self._terms.taken(self._machine)
        if refusal is None:
            task = self._task if node == self._terms.node else self._task.away()
            self._slot = Slot(task, pickle.dumps(task), self._limits, self._came.put)
        return Opened(machine=self._machine, node=node, refusal=refusal)

    def call(self, item: object) -> object:
        """Return what `Slot.taken` does of an item, or the loss of one that lacks a file here."""
        absent = self._task.absent(item)
        if absent:
            return Loss(kind=LossKind.ABSENT, how=self._machine, asset=absent)
        self._slot.send(0, item)
        while True:
            came = self._came.get()
            if came is not None and self._slot.sent.get(0) is came.future:
                return self._slot.taken(0, came.future)

    def is_there(self) -> bool:
        """Answer, which says enough."""
        return True

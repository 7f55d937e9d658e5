"""Prefetches items in a thread: the next frames are decoded while the last one is analyzed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

WAITING = 4
"""Items that may wait: enough to keep both sides busy, few enough to keep memory flat."""


class _Item(NamedTuple, Generic[T]):
    value: T


class _End(NamedTuple):
    error: BaseException | None


def prefetch(items: Iterable[T]) -> Generator[T, None, None]:
    """Yield `items`, which are produced in a thread of their own, at most `WAITING` of them in advance.

    An exception of the producer is raised here, in its turn. When the consumer stops early, the producer stops too;
    whoever owns what `items` reads from must close this generator first, for the producer may still be reading.
    """
    waiting: queue.Queue[_Item[T] | _End] = queue.Queue(WAITING)
    stopped = threading.Event()

    def produce() -> None:
        try:
            for item in items:
                _put(waiting, _Item(item), stopped)
                if stopped.is_set():
                    return
            _put(waiting, _End(None), stopped)
        except BaseException as error:
            _put(waiting, _End(error), stopped)

    thread = threading.Thread(target=produce, name="prefetch", daemon=True)
    thread.start()
    try:
        while isinstance(item := waiting.get(), _Item):
            yield item.value
        if isinstance(item, _End) and item.error is not None:
            raise item.error
    finally:
        stopped.set()
        thread.join()


def _put(waiting: queue.Queue[T], item: T, stopped: threading.Event) -> None:
    """Wait for room, but not for a consumer that has gone."""
    while not stopped.is_set():
        try:
            waiting.put(item, timeout=0.05)
            return
        except queue.Full:
            continue

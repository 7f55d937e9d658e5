"""Work that runs ahead: the next frames are decoded while the last one is looked at."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable
from typing import TypeVar

T = TypeVar("T")

AHEAD = 4
"""Items that may wait: enough to keep both sides busy, few enough to keep memory flat."""


def ahead(items: Iterable[T]) -> Generator[T, None, None]:
    """Yield `items`, which are produced in a thread of their own, at most `AHEAD` of them in advance.

    An exception of the producer is raised here, in its turn. When the consumer stops early, the producer stops too;
    whoever owns what `items` reads from must close this generator first, for the producer may still be reading.
    """
    waiting: queue.Queue[tuple[T | None, BaseException | None, bool]] = queue.Queue(AHEAD)
    stopped = threading.Event()

    def produce() -> None:
        try:
            for item in items:
                _put(waiting, (item, None, False), stopped)
                if stopped.is_set():
                    return
            _put(waiting, (None, None, True), stopped)
        except BaseException as error:
            _put(waiting, (None, error, True), stopped)

    thread = threading.Thread(target=produce, name="decode-ahead", daemon=True)
    thread.start()
    try:
        while True:
            item, error, ended = waiting.get()
            if error is not None:
                raise error
            if ended:
                return
            yield item  # type: ignore[misc]
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

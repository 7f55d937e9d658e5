"""Worker: a thread that does one job at a time, of which a newer one of the same name takes the place of an older."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Event, Thread

Job = Callable[[Event], None]
"""Does its work and looks at the event now and then, which says that nobody waits for the result any more."""


class Worker:
    """Runs jobs in a daemon thread, so that a server whose client has died need not wait for one.

    Args:
        name: of the thread.
        failed: is told the name of a job that raised, and what it raised, in the thread.
    """

    def __init__(self, name: str, failed: Callable[[str, Exception], None]) -> None:
        self._failed = failed
        self._jobs: dict[str, tuple[Job, Event]] = {}
        self._running: tuple[str, Event] | None = None
        self._changed = Condition()
        Thread(target=self._work, name=name, daemon=True).start()

    def put(self, name: str, job: Job) -> None:
        """Have a job done after those that wait; a job of the same name is given up, whether it waits or runs."""
        with self._changed:
            self._give_up(name)
            self._jobs[name] = (job, Event())
            self._changed.notify()

    def drop(self, name: str) -> None:
        """Give up the jobs of a name."""
        with self._changed:
            self._give_up(name)

    def _give_up(self, name: str) -> None:
        if name in self._jobs:
            self._jobs.pop(name)[1].set()
        if self._running is not None and self._running[0] == name:
            self._running[1].set()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._jobs))
                name = next(iter(self._jobs))
                job, given_up = self._jobs.pop(name)
                self._running = (name, given_up)
            try:
                job(given_up)
            except Exception as error:  # A defect costs one answer, never the thread.
                self._failed(name, error)
            finally:
                with self._changed:
                    self._running = None

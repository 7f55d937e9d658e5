"""Deferred SIGINT: Ctrl-C counts where work can stop, and is held back while its results are written and noted."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SOON = 0.05
"""Seconds after which the callback, and this hook, are done."""


class Interrupts:
    """Holds Ctrl-C back inside a `with` block; other threads than the main one never get it, and hold nothing."""

    def __init__(self) -> None:
        self.asked = False
        """Whether Ctrl-C was pressed."""
        self._depth = 0
        self._passing = False

    def __enter__(self) -> Self:
        if self._depth == 0 and threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._remember)
        self._depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0 and threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def let_through(self) -> Iterator[None]:
        """Let Ctrl-C end the block at once, also one that was pressed before it."""
        if self.asked:
            raise KeyboardInterrupt
        self._passing = True
        try:
            yield
        finally:
            self._passing = False

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self.asked = True
        if self._passing:
            raise KeyboardInterrupt


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block is done, then let it count."""
    with Interrupts() as ctrl_c:
        yield
    if ctrl_c.asked:
        raise KeyboardInterrupt


def delivered_again(unraisable: UnraisableHookArgs) -> None:
    """Deliver a Ctrl-C once more that came inside a callback, which cannot raise it; for `sys.unraisablehook`.

    Python would print a traceback and forget it; callbacks of the import system are often at work.
    """
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    again = threading.Timer(_SOON, _interrupt)
    again.daemon = True
    with suppress(RuntimeError):  # The program is at its end.
        again.start()


def _interrupt() -> None:
    """Interrupt the main thread, also where it waits for the system; on Windows it is interrupted after that."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

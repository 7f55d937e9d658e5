"""The file that a process reads at the moment, for whoever finds out why it died."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

_watchers: list[Callable[[str], None]] = []


def tell(watcher: Callable[[str], None]) -> None:
    """Let a watcher know from now on of each file that is read, and of none by an empty name."""
    _watchers.append(watcher)


@contextmanager
def at_hand(path: str) -> Iterator[None]:
    """Tell the watchers which file the block reads; a block that the process does not survive has no end."""
    for watcher in _watchers:
        watcher(path)
    try:
        yield
    except MemoryError:  # It may be the end of the process.
        raise
    except BaseException:
        _none_at_hand()
        raise
    _none_at_hand()


def _none_at_hand() -> None:
    for watcher in _watchers:
        watcher("")

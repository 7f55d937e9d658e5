"""Which processes are alive, told from those that nobody has waited for (Linux; elsewhere none is found)."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path


def alive(is_meant: Callable[[int, int], bool]) -> set[int]:
    """Return the processes of which something holds, given the process and its group."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, group = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if state != "Z" and is_meant(int(folder.name), int(group)):
            found.add(int(folder.name))
    return found


def gone(is_meant: Callable[[int, int], bool], within: float = 10.0) -> bool:
    """Wait until no such process is alive, and say whether that came."""
    until = time.monotonic() + within
    while alive(is_meant) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(is_meant)


def one_of(processes: Collection[int]) -> Callable[[int, int], bool]:
    """Return whether a process is one of some."""
    return lambda process, group: process in processes

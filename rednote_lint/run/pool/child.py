"""The worker's side of the pool: the task, kept; and a thread that ends the process when it has to."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Sequence
from ctypes import Array, c_char
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path

from rednote_lint.facts.at_hand import tell
from rednote_lint.facts.threads import VARIABLE
from rednote_lint.model import Record
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.limits import Limits

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 86
"""Exit code of a worker that took more memory than it may."""
_LOOK = 0.1
"""Seconds between two looks at the memory."""
_FENCE = 1.5
"""Times the memory that a worker may hold which it may ask the system for (Linux): one call that asks for gigabytes
fails before they are there, between two looks; what is asked for and never touched is more than what is held."""
_ORPHANED = 87
_DEATH_SIGNAL = 1
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_task: list[Task[object, object]] = []


class Raised(Record, frozen=True, kw_only=True):
    """What the function raised, as a value: an exception of the pool's own means that the process is gone."""

    error: Exception


def begin(task: bytes, at_hand: Array[c_char], limits: Limits) -> None:
    """Prepare this process; called once, before any library that decodes is loaded.

    Args:
        task: pickled.
        at_hand: memory shared with the driver, in which the file stands that is read.
        limits: of this process.
    """
    os.environ[VARIABLE] = "1"
    for name in _THREADS:
        os.environ[name] = "1"
    _die_with_driver()
    _fence(limits.memory)
    threading.Thread(target=_watch, args=(limits.memory,), daemon=True).start()
    tell(lambda path: _write(at_hand, path))
    _task.append(pickle.loads(task))


def prepare(item: object) -> None:
    """Load what items like this one are checked with; what goes wrong is told when the item is checked."""
    try:
        _task[0].prepare(item)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception:
        return


def call(item: object) -> object:
    """Do the task on one item."""
    try:
        return _task[0](item)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        return Raised(error=error)


def written(at_hand: Array[c_char]) -> str:
    """Return the file that stands in the shared memory."""
    return at_hand.value.decode("utf-8", "replace")


def _write(at_hand: Array[c_char], path: str) -> None:
    at_hand.value = path.encode("utf-8", "replace")[: len(at_hand) - 1]


def _watch(most: int) -> None:
    """End this process when it holds too much, or when the driver is gone, however that died."""
    parent = parent_process()
    watched: Sequence[int] = [parent.sentinel] if parent is not None else []
    while not wait(watched, _LOOK):
        if _held() > most:
            os._exit(OUT_OF_MEMORY)
    os._exit(_ORPHANED)


def _held() -> int:
    """Return the bytes of memory that this process holds; elsewhere than on Linux the most it ever held, or nothing."""
    if sys.platform == "linux":
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource is not None else 0


def _fence(memory: int) -> None:
    """Limit what may be asked for: not the address space, most of which is never used, but data of its own."""
    if sys.platform == "linux":
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = int(memory * _FENCE)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


def _die_with_driver() -> None:
    """Have the kernel end this process with the driver: a thread cannot, while native code keeps Python from running.

    The signal comes when the thread ends that started the worker, which is the one of the pool that keeps workers.
    """
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)

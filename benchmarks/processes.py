"""Whole processes, measured: processor seconds and the most memory of one child and of what it waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_UNIT = 2**20 if sys.platform == "darwin" else 2**10


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    """Of a processor, user and system: what else runs changes them least."""
    megabytes: float
    """The most memory that it held; never less than what the script held when it started the process."""
    code: int
    """Its exit code."""


def cost_of(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command without its output and return its cost; `wait4` tells that of this one child."""
    child = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _UNIT, child.returncode)


def checked(command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Cost:
    """Return the cost of a command that ends with findings or without.

    Raises:
        SystemExit: it ended in another way.
    """
    cost = cost_of(command, cwd, env)
    if cost.code not in (0, 1):
        raise SystemExit(f"ended with {cost.code}: {' '.join(command)}")
    return cost

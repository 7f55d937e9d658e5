"""What is costly to make is made once in a test run, by one of its workers, while the others wait for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE = 300
"""Seconds to wait for another worker, after which something is wrong."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that `make` has filled, in this worker or in another of the same run; tests do not change it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once-{name}"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(folder)
        return folder / "made"
    outcome = "failed"
    try:
        (folder / "made").mkdir()
        make(folder / "made")
        outcome = "done"
    finally:
        (folder / outcome).touch()
    return folder / "made"


def _wait_for(folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not (folder / "done").exists():
        if (folder / "failed").exists() or time.monotonic() > end:
            pytest.fail(f"{folder.name} was not made by the worker that began it; its first error says why")
        time.sleep(0.1)

"""A Ray of our own, in real processes: it listens to this machine alone, and nothing of it is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="Ray is not installed; `make test-ray` installs it in an environment of its own")

from tests.processes import alive, gone
from tests.run.cluster.conftest import FORMATS, OUTPUTS, PATHS, written

_ROOT = Path(__file__).parents[3]
_LISTENS = "0A"
_LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
Ours = Callable[[int, int], bool]


@contextmanager
def checking(*arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], Ours]]:
    """Start the program, and say which processes are of it, however they were started."""
    mark = uuid.uuid4().hex
    driver = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "check", *PATHS, "--engine", "ray", *arguments],
        env={**os.environ, "PYTHONPATH": str(_ROOT), "STARTED_BY": mark},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )

    def is_ours(process: int, _: int) -> bool:
        try:
            return mark.encode() in Path(f"/proc/{process}/environ").read_bytes()
        except OSError:
            return False

    try:
        yield driver, is_ours
    finally:
        driver.kill()
        driver.communicate()
        for process in alive(is_ours):
            os.kill(process, signal.SIGKILL)


def heard_at(processes: Collection[int]) -> set[str]:
    """Return the addresses at which processes listen, as the kernel writes them."""
    own = set()
    for process in processes:
        for file in Path(f"/proc/{process}/fd").glob("*"):
            try:
                own.add(str(file.readlink()))
            except OSError:
                continue
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return {line[1].partition(":")[0] for line in lines if line[3] == _LISTENS and f"socket:[{line[9]}]" in own}


def priorities_of(processes: Collection[int]) -> set[int]:
    """Return the priorities of processes; those that are gone have none."""
    found = set()
    for process in processes:
        with suppress(ProcessLookupError):
            found.add(os.getpriority(os.PRIO_PROCESS, process))
    return found


def test_it_listens_to_this_machine_alone_and_leaves_nothing(posts: Path) -> None:
    before = set(Path("/tmp").glob("rednote-lint-*"))
    here = written("--no-cache")
    heard: set[str] = set()
    priorities: set[int] = set()
    with checking("-j", "1", "--no-cache", "--quiet", *OUTPUTS) as (driver, is_ours):
        while driver.poll() is None:
            ours = alive(is_ours)
            heard |= heard_at(ours)
            priorities |= priorities_of(ours)
        assert driver.returncode == 2
        assert gone(is_ours, within=30.0)
    assert heard and heard <= _LOOPBACK
    assert priorities == {os.getpriority(os.PRIO_PROCESS, 0)}  # Ray itself would run workers at 15.
    assert [Path(f"rednote-lint.{name}").read_bytes() for name in FORMATS] == here
    assert set(Path("/tmp").glob("rednote-lint-*")) == before


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process(posts: Path, how: signal.Signals) -> None:
    with Path("posts.jsonl").open("a", encoding="utf-8") as table:
        table.writelines(f'{{"id": "m{number}", "body": "今天去公园"}}\n' for number in range(20_000))
    with checking("-j", "1", "--store", "run.db", "--format", "jsonl") as (driver, is_ours):
        assert driver.stdout is not None
        driver.stdout.readline()
        if how is signal.SIGINT:
            os.killpg(driver.pid, how)  # As a terminal does.
        else:
            driver.kill()
        _, said = driver.communicate(timeout=60)
        assert driver.returncode == (130 if how is signal.SIGINT else -how)
        assert how is not signal.SIGINT or b"--store run.db" in said
        assert gone(is_ours, within=150.0)  # Ray's agents tell their server of it for a minute, which is gone as well.

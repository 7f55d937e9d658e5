"""A Ray cluster of two nodes on this machine, one of which is killed: poison, bytes, jobs in flight, processes left.

    python benchmarks/cluster.py poison [--posts 2000] [--kill 5]   20 poisoned posts, workers killed, a node lost
    python benchmarks/cluster.py bytes  [--posts 200]               reports by Ray against those of one process

The posts and the poison are those of `benchmarks/batch.py`. Ray has to be installed (extra `ray`, `make test-ray`).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.batch import DEEDS, LIMITS, POISONED, Poisoned, held_by, make, timeless
from rednote_lint import Outcome, Settings, check
from rednote_lint.cli.app import run
from rednote_lint.run.cluster import seat
from rednote_lint.run.cluster.ray_executor import RayExecutor
from rednote_lint.run.executor import Task
from rednote_lint.run.pool.crew import MOST
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.spread import AHEAD
from rednote_lint.run.worker import Job, Worker
from tests.processes import alive, gone, one_of

FORMATS = ("json", "sarif", "csv", "markdown")


class PoisoningExecutor(RayExecutor):
    """Gives the workers what is poisoned, and counts the items that were taken and not yet yielded."""

    ahead = 0

    def map(self, function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        """Yield the outcome of each post."""
        assert isinstance(function, Worker)
        poisoned: Task[Job, Outcome] = Poisoned(function)
        out = 0

        def taken() -> Iterator[Any]:
            nonlocal out
            for item in items:
                out += 1
                self.ahead = max(self.ahead, out)
                yield item

        for result in super().map(poisoned, taken()):
            out -= 1
            yield result


@contextmanager
def cluster_of_two() -> Iterator[Any]:
    """Start a head and another node, each with one processor, whose workers do not yield to other programs."""
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_worker_niceness="0")
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=node)
    made.add_node(**node)
    try:
        yield made
    finally:
        made.shutdown()


def poison(options: argparse.Namespace) -> None:
    make(Path(), options.posts, poisoned=options.poisoned, small=options.small)
    settings = Settings(isolated=True)
    right = {one.report.path: timeless(one) for one in check(["posts"], settings=settings)}
    peak, kills, most = [0], [0], [0]
    seen: set[int] = set()
    is_over = threading.Event()
    send = seat.Seat.send

    def counting(self: seat.Seat, number: int, item: object) -> None:
        send(self, number, item)
        most[0] = max(most[0], len(self.sent))

    seat.Seat.send = counting  # type: ignore[method-assign]
    with cluster_of_two() as cluster:
        executor = PoisoningExecutor(cluster.address, 2, Limits(seconds=options.limit))
        threads = [
            threading.Thread(target=_watch, args=(peak, seen, is_over)),
            threading.Thread(target=_kill, args=(kills, is_over, options.kill)),
        ]
        for thread in threads:
            thread.start()
        started = time.perf_counter()
        found: list[Outcome] = []
        try:
            for outcome in check(["posts"], settings=settings, executor=executor):
                found.append(outcome)
                if len(found) == options.posts // 3:
                    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
                    cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
                    print(f"a node lost, another one added: {time.perf_counter() - started:.0f} s", flush=True)
        finally:
            is_over.set()
        seconds = time.perf_counter() - started
        is_clean = gone(one_of(seen), within=30.0)
    told = Counter(
        next((one.code for one in outcome.report.findings if one.code.startswith("RL")), "not readable")
        for outcome in found
        if outcome.report.path.rpartition("-")[2] in DEEDS and outcome.exit_code == 2
    )
    good = [one for one in found if one.report.path.rpartition("-")[2] not in DEEDS]
    same = sum(timeless(one) == right[one.report.path] for one in good)
    print(f"{len(found)} posts in {seconds:.0f} s, {kills[0]} workers killed from outside")
    print(f"right results {same} of {len(good)}")
    print(f"poisoned posts told: {sum(told.values())} of {options.poisoned} {dict(told)}")
    for one in good:
        if timeless(one) != right[one.report.path]:
            print("   ", one.report.path, *(skip.reason.en for skip in one.report.skipped))
    print(f"workers left: {not is_clean}; peak of all workers and their actors {peak[0] / 1e6:.0f} MB")
    print(
        f"in flight at one worker: {most[0]} at most (MOST = {MOST}); taken ahead: {executor.ahead} (AHEAD = {AHEAD})"
    )


def bytes_of(options: argparse.Namespace) -> None:
    make(Path(), options.posts)
    outputs = [word for name in FORMATS for word in ("--output", f"{name}={name}.out")]
    command = ["check", "posts", "--isolated", "--quiet", *outputs]

    def written(*arguments: str) -> list[bytes]:
        started = time.perf_counter()
        run([*command, *arguments])
        print(f"{' '.join(arguments)}: {time.perf_counter() - started:.0f} s")
        return [Path(f"{name}.out").read_bytes() for name in FORMATS]

    here = written("--no-cache")
    with cluster_of_two() as cluster:
        by_ray = ("--engine", "ray", "--ray-address", cluster.address)
        print(f"the same bytes: {written('--no-cache', *by_ray) == here}")
        print(f"the same bytes with a store: {written('--store', 'run.db', *by_ray) == here}")


def _workers() -> dict[int, bool]:
    """Return the actors and the workers below them; true: a worker."""
    found: dict[int, bool] = {}
    actors = alive(lambda process, _: b"ray::Actor" in _line(process))
    for process in alive(lambda process, _: _parent(process) in actors):
        found[process] = b"spawn_main" in _line(process)
    return {**found, **dict.fromkeys(actors, False)}


def _line(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _parent(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _watch(peak: list[int], seen: set[int], is_over: threading.Event) -> None:
    while not is_over.wait(0.5):
        workers = _workers()
        seen.update(workers)
        peak[0] = max(peak[0], held_by(workers))


def _kill(kills: list[int], is_over: threading.Event, every: float) -> None:
    """Kill workers, and one time in four an actor."""
    draw = random.Random(1)
    while not is_over.wait(every * draw.uniform(0.5, 1.5)):
        is_worker = draw.random() < 0.75
        chosen = sorted(process for process, one in _workers().items() if one is is_worker)
        if chosen:
            os.kill(draw.choice(chosen), signal.SIGKILL)
            kills[0] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["poison", "bytes"])
    parser.add_argument("--posts", type=int)
    parser.add_argument("--kill", type=float, default=5.0)
    parser.add_argument("--small", action="store_true", help="pictures and clips of a quarter of the pixels")
    parser.add_argument("--poisoned", type=int, default=POISONED)
    parser.add_argument("--limit", type=float, default=LIMITS.seconds, help="seconds that a post may take")
    options = parser.parse_args()
    options.posts = options.posts or {"poison": 2000, "bytes": 200}[options.what]
    os.environ["REDNOTE_LINT_NO_PROGRESS"] = "1"
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        {"poison": poison, "bytes": bytes_of}[options.what](options)
        os.chdir("/")


if __name__ == "__main__":
    main()

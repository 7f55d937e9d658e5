"""A real Ray of two nodes on this machine, one of which is killed; `make test-ray` installs what that needs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ray", reason="Ray is not installed; `make test-ray` installs it in an environment of its own")

from rednote_lint.errors import UserError
from rednote_lint.run.cluster import seat
from rednote_lint.run.cluster.ray_executor import RayExecutor
from rednote_lint.run.pool.crew import MOST
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import ACTOR_DIED, NODE_DIED, Loss, LossKind
from rednote_lint.run.pool.spread import AHEAD
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.processes import alive, gone, one_of
from tests.run.cluster.conftest import written
from tests.run.pool.poison import Order, Poisoned

_ROOT = Path(__file__).parents[3]


@contextmanager
def started(on_head: int, nodes: int) -> Iterator[Any]:
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_worker_niceness="0")
    from ray.cluster_utils import Cluster

    node = {"object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args={**node, "num_cpus": on_head})
    for _ in range(nodes):
        made.add_node(**node, num_cpus=1)
    try:
        yield made
    finally:
        made.shutdown()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with started(1, 1) as made:
        yield made


def test_the_report_has_the_same_bytes_on_two_nodes_and_a_run_goes_on_here(posts: Path, cluster: Any) -> None:
    here = written("--no-cache")
    by_ray = ("--engine", "ray", "--ray-address", cluster.address)
    assert written("--no-cache", *by_ray) == here
    assert written("--store", "run.db", *by_ray, "-j", "2") == here
    checks = Run(Settings(store=posts / "run.db"))
    assert len(list(checks.check(["posts.jsonl", "photos"]))) == 35
    assert checks.recalled == 35  # What Ray's workers found was written here.


def test_a_machine_without_the_program_is_told(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("only_here")
    absent = type(
        "Actor", (), {"__module__": "only_here", "__init__": lambda self, *_: None, "open": lambda self: None}
    )
    vars(module)["Actor"] = absent
    monkeypatch.setitem(sys.modules, "only_here", module)
    monkeypatch.setattr(seat, "Actor", absent)
    with pytest.raises(UserError, match=r"cannot be started: .*only_here"):
        list(RayExecutor(cluster.address, 1).map(Poisoned(), [Order(number=0)]))


def test_posts_cost_themselves_and_a_node_that_is_killed_costs_nothing(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    deeds = {3: "segfault", 9: "exit", 15: "absent", 21: "loop", 27: "gulp", 33: "actor"}
    taken: list[int] = []
    waiting: list[int] = []
    send = seat.Seat.send

    def counting(self: seat.Seat, number: int, item: object) -> None:
        send(self, number, item)
        waiting.append(len(self.sent))

    def orders() -> Iterator[Order]:
        for number in range(200):
            taken.append(number)
            yield Order(number=number, deed=deeds.get(number, "rest"), seconds=0.01)

    monkeypatch.setattr(seat.Seat, "send", counting)
    executor = RayExecutor(cluster.address, limits=Limits(seconds=8.0, memory=300_000_000))
    found = executor.map(Poisoned(), orders())
    first = [next(found) for _ in range(6)]
    assert len(taken) <= 2 * AHEAD + len(first)
    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    answers = [*first, *found]
    assert [answer.number for answer in answers] == list(range(200))
    lost = {answer.number: answer.loss for answer in answers if answer.loss}
    assert lost.pop(15).kind is LossKind.ABSENT
    assert lost == {
        3: Loss(kind=LossKind.CRASHED, how="SIGSEGV", asset="clip-3.mp4"),
        9: Loss(kind=LossKind.CRASHED, how="7", asset="clip-9.mp4"),
        21: Loss(kind=LossKind.TIMEOUT, how="8 s", asset="clip-21.mp4"),
        27: Loss(kind=LossKind.MEMORY, how="0.3 GB", asset="clip-27.mp4"),
        33: Loss(kind=LossKind.CRASHED, how=ACTOR_DIED),
    }
    assert len({answer.process for answer in first if not answer.loss}) >= 2
    assert 2 <= max(waiting) <= MOST


def test_a_post_that_ends_its_node_costs_itself_and_two_nodes() -> None:
    orders = [Order(number=number, deed="node" if number == 5 else "rest", seconds=0.01) for number in range(30)]
    with started(0, 3) as cluster:
        answers = list(RayExecutor(cluster.address, limits=Limits(seconds=60.0)).map(Poisoned(), orders))
    assert [answer.number for answer in answers] == list(range(30))
    lost = {answer.number: answer.loss for answer in answers if answer.loss}
    assert lost == {5: Loss(kind=LossKind.CRASHED, how=NODE_DIED)}


_DRIVER = """
from rednote_lint.run.cluster.ray_executor import RayExecutor
from tests.run.pool.poison import Order, Poisoned

print(*RayExecutor("{address}", 1).map(Poisoned(), [Order(number=0, deed="loop")]))
"""


def test_a_driver_that_is_killed_leaves_no_worker_on_a_cluster(cluster: Any, tmp_path: Path) -> None:
    script = tmp_path / "driver.py"
    script.write_text(_DRIVER.format(address=cluster.address), encoding="utf-8")
    driver = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": str(_ROOT)})
    try:
        workers: set[int] = set()
        while not workers:
            assert driver.poll() is None
            workers = alive(is_worker)
    finally:
        driver.send_signal(signal.SIGKILL)
        driver.wait()
    assert gone(one_of(workers), within=30.0)


def is_worker(process: int, _: int) -> bool:
    """Return whether a process is a worker below an actor."""
    try:
        parent = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]
        return b"ray::Actor" in Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False


def test_rules_that_change_after_the_driver_read_them_are_told(posts: Path, cluster: Any) -> None:
    pack = Path(shutil.copytree(_ROOT / "examples" / "packs" / "our-brand", posts / "brand"))
    settings = Settings(inline=("packs=[brand]",), extend_select=("our-brand",))
    checks = Run(settings, executor=RayExecutor(cluster.address, 1))
    assert "BR101" in {rule.code for rule in checks.sessions.of(posts).rules.rules}
    (pack / "names.yaml").write_text(
        (pack / "names.yaml").read_text("utf-8").replace("竞品牌", "对手"), encoding="utf-8"
    )
    with pytest.raises(UserError, match="a worker found other rules than the driver for"):
        list(checks.check(["photos"]))


def test_other_versions_on_the_cluster_are_told(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ray._private import utils

    monkeypatch.setattr(utils, "compute_version_info", lambda: ("2.50.0", "3.12.1"))
    with pytest.raises(UserError, match=r"has Ray .* on Python 3.*, here it is Ray 2.50.0 on Python 3.12.1"):
        list(RayExecutor(cluster.address, 1).map(Poisoned(), [Order(number=0)]))


def test_a_process_that_imported_ray_before_does_not_open_it_to_other_machines() -> None:
    with pytest.raises(UserError, match="would listen to other machines"):
        list(RayExecutor(None, 1).map(Poisoned(), [Order(number=0)]))

"""A real Ray of two nodes on this machine, one of which is killed; `make test-ray` installs what that needs."""

from __future__ import annotations

import json
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("ray", reason="Ray is not installed; `make test-ray` installs it in an environment of its own")

from rednote_lint.cli.app import run
from rednote_lint.errors import UserError
from rednote_lint.run.cluster import seat
from rednote_lint.run.cluster.ray_executor import RayExecutor
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.media_made import save_png
from tests.run.pool.poison import Order, Poisoned


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 100_000_000, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=node)
    made.add_node(num_cpus=1, object_store_memory=100_000_000)
    yield made
    made.shutdown()


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = ({"id": f"n{n}", "body": f"加我微信 camp_day{n}，全网最佳"} for n in range(30))
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "posts.jsonl").write_text("\n".join([*lines, "{broken", ""]), encoding="utf-8")
    for number in range(4):
        folder = tmp_path / "photos" / str(number)
        folder.mkdir(parents=True)
        (folder / "caption.txt").write_text("今天去公园，最佳", encoding="utf-8")
        save_png(folder / "01.png")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(*arguments: str) -> list[bytes]:
    names = ("json", "sarif", "csv", "markdown")
    outputs = [word for name in names for word in ("--output", f"{name}=rednote-lint.{name}")]
    assert run(["check", "posts.jsonl", "photos", "--quiet", *arguments, *outputs]) == 2
    return [Path(f"rednote-lint.{name}").read_bytes() for name in names]


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


def test_posts_cost_themselves_and_a_node_that_is_killed_costs_nothing(cluster: Any) -> None:
    deeds = {3: "segfault", 9: "exit", 15: "absent", 21: "loop"}
    orders = [Order(number=number, deed=deeds.get(number, "rest")) for number in range(40)]
    executor = RayExecutor(cluster.address, limits=Limits(seconds=8.0))
    found = executor.map(Poisoned(), orders)
    first = [next(found) for _ in range(6)]
    cluster.remove_node(next(iter(cluster.worker_nodes)), allow_graceful=False)
    answers = [*first, *found]
    assert [answer.number for answer in answers] == list(range(40))
    lost = {answer.number: answer.loss for answer in answers if answer.loss}
    assert lost.pop(15).kind is LossKind.ABSENT
    assert lost == {
        3: Loss(kind=LossKind.CRASHED, how="SIGSEGV", asset="clip-3.mp4"),
        9: Loss(kind=LossKind.CRASHED, how="7", asset="clip-9.mp4"),
        21: Loss(kind=LossKind.TIMEOUT, how="8 s", asset="clip-21.mp4"),
    }
    assert len({answer.process for answer in first if not answer.loss}) >= 2


def test_without_an_address_ray_is_started_and_leaves_nothing(posts: Path) -> None:
    before = set(Path("/tmp").glob("rednote-lint-*"))
    here = written("--no-cache")
    assert written("--no-cache", "--engine", "ray", "-j", "1") == here
    assert set(Path("/tmp").glob("rednote-lint-*")) == before

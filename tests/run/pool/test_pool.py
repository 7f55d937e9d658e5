"""Workers on this machine: real processes that die, loop, eat memory and are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rednote_lint.errors import UserError
from rednote_lint.run.executor import Task
from rednote_lint.run.pool import crew
from rednote_lint.run.pool.limits import Limits
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.pool.pool import PoolExecutor
from rednote_lint.run.pool.spread import AHEAD, GivenUp
from tests.processes import gone, one_of
from tests.run.pool.poison import Answer, Order, Poisoned

NO_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


def answers(orders: list[Order], workers: int = 2, limits: Limits | None = None) -> list[Answer]:
    return list(PoolExecutor(workers, limits).map(Poisoned(), orders))


@NO_SIGNALS
def test_each_way_to_die_costs_one_item_and_is_told(tmp_path: Path) -> None:
    deeds = ["", "segfault", "rest", "exit", "grow", "gulp", "", "rest"]
    log = str(tmp_path / "log")
    orders = [Order(number=number, deed=deed, log=log) for number, deed in enumerate(deeds)]
    found = answers(orders, limits=Limits(seconds=60.0, memory=300_000_000))
    assert [answer.number for answer in found] == list(range(len(deeds)))
    assert {answer.number: answer.loss for answer in found if answer.loss} == {
        1: Loss(kind=LossKind.CRASHED, how="SIGSEGV", asset="clip-1.mp4"),
        3: Loss(kind=LossKind.CRASHED, how="7", asset="clip-3.mp4"),
        4: Loss(kind=LossKind.MEMORY, how="0.3 GB", asset="clip-4.mp4"),
        5: Loss(kind=LossKind.MEMORY, how="0.3 GB", asset="clip-5.mp4"),
    }
    tried = [line.split() for line in Path(log).read_text(encoding="ascii").splitlines()]
    of_one = {process for number, process in tried if number == "1"}
    assert len(of_one) == 2  # Once more, on a fresh worker.
    assert not multiprocessing.active_children()


@NO_SIGNALS
def test_who_kills_from_outside_may_strike_an_item_three_times(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    deeds = ["killed3", "", "killed4"]
    orders = [Order(number=number, deed=deed, log=log, seconds=6.0) for number, deed in enumerate(deeds)]
    found = answers(orders)
    assert [answer.loss for answer in found] == [None, None, Loss(kind=LossKind.CRASHED, how="SIGKILL")]


def test_what_takes_too_long_is_ended_and_not_tried_again(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    orders = [Order(number=number, deed=deed, log=log, seconds=6.0) for number, deed in enumerate(["rest", "loop", ""])]
    found = answers(orders, workers=1, limits=Limits(seconds=1.0))
    assert [answer.loss for answer in found] == [
        None,
        Loss(kind=LossKind.TIMEOUT, how="1 s", asset="clip-1.mp4"),
        None,
    ]
    tried = [line.split()[0] for line in Path(log).read_text(encoding="ascii").splitlines()]
    assert tried == ["0", "1", "2"]


def test_what_a_worker_loads_counts_for_no_item() -> None:
    orders = [Order(number=0, deed="slow to prepare", seconds=6.0), Order(number=1, decodes=True)]
    assert [answer.loss for answer in answers(orders, workers=1, limits=Limits(seconds=1.0))] == [None, None]


@NO_SIGNALS
def test_a_worker_that_is_killed_while_it_loads_costs_nothing(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    orders = [Order(number=n, deed="unprepared once", log=log, seconds=6.0) for n in range(3)]
    orders += [Order(number=3, deed="failing to prepare")]
    assert [answer.loss for answer in answers(orders, workers=1)] == [None] * 4


def test_a_decoder_that_crashes_while_it_loads_costs_what_it_was_loaded_for() -> None:
    orders = [Order(number=0, seconds=6.0), Order(number=1, deed="never prepared", decodes=True), Order(number=2)]
    found = [answer.loss for answer in answers(orders, workers=1)]
    assert found == [None, Loss(kind=LossKind.CRASHED, how="7"), None]


def test_workers_that_never_get_ready_end_the_run_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_IN_VAIN", 1)
    with pytest.raises(UserError, match="worker processes end before they begin"):
        answers([Order(number=0, deed="never prepared", seconds=6.0)], workers=1)
    assert not multiprocessing.active_children()


@NO_SIGNALS
def test_workers_that_are_killed_from_outside_cost_nothing() -> None:
    orders = [Order(number=number, deed="rest", seconds=0.02) for number in range(120)]
    is_over = threading.Event()

    def kill() -> None:
        while not is_over.wait(1.5):
            for child in multiprocessing.active_children()[:1]:
                if child.pid is not None:
                    os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        found = list(PoolExecutor(2, worth=0.0).map(Poisoned(), orders))
    finally:
        is_over.set()
        killer.join()
    assert [answer.number for answer in found] == list(range(120))
    assert not [answer for answer in found if answer.loss is not None]


def test_results_come_in_the_order_of_the_items_and_few_are_taken_ahead() -> None:
    taken: list[int] = []

    def orders() -> Iterator[Order]:
        for number in range(300):
            taken.append(number)
            deed = "long" if number == 0 else "known" if number % 2 else ""
            yield Order(number=number, deed=deed, seconds=0.01)

    found = PoolExecutor(2, worth=0.0).map(Poisoned(), orders())
    first = next(found)
    assert first.process != os.getpid()
    assert len(taken) <= 2 * AHEAD + 1
    assert [first.number, *(answer.number for answer in found)] == list(range(300))
    assert not multiprocessing.active_children()


def test_little_work_is_done_here() -> None:
    orders = [Order(number=number, seconds=0.01) for number in range(20)]
    assert {answer.process for answer in answers(orders)} == {os.getpid()}


def test_what_the_function_raises_is_raised_here_and_ends_the_workers() -> None:
    with pytest.raises(ValueError, match="wrong"):
        answers([Order(number=0), Order(number=1, deed="fail"), *(Order(number=n) for n in range(2, 9))])
    assert not multiprocessing.active_children()


def test_a_caller_who_stops_asking_ends_the_workers() -> None:
    found = PoolExecutor(1, worth=0.0).map(Poisoned(), (Order(number=number) for number in range(1_000_000)))
    assert next(found).number == 0
    found.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


DRIVER = """
import multiprocessing, sys
from rednote_lint.run.pool.pool import PoolExecutor
from tests.processes import gone, one_of
from tests.run.pool.poison import Order, Poisoned

if __name__ == "__main__":
    deeds = [Order(number=0), Order(number=1, deed="loop"), Order(number=2, deed="long"), Order(number=3, deed="loop")]
    found = PoolExecutor(2, worth=0.0).map(Poisoned(), deeds)
    next(found)
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    next(found)
"""


@NO_SIGNALS
def test_no_worker_outlives_a_driver_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    driver = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment)
    assert driver.stdout is not None
    workers = [int(word) for word in driver.stdout.readline().split()]
    driver.stdout.close()
    assert len(workers) == 2
    driver.kill()
    driver.wait()
    assert gone(one_of(workers))


@NO_SIGNALS
def test_a_decoder_that_crashes_costs_one_item_of_little_work_too() -> None:
    deeds = ["", "segfault", "", "rest", "rest"]
    orders = [Order(number=n, deed=deed, seconds=0.01, decodes=bool(deed)) for n, deed in enumerate(deeds)]
    found = answers(orders, workers=4)
    assert [answer.loss for answer in found if answer.loss] == [
        Loss(kind=LossKind.CRASHED, how="SIGSEGV", asset="clip-1.mp4")
    ]
    assert found[0].process != os.getpid()
    assert len({answer.process for answer in found[2:]}) == 1  # Little work is that of one worker.
    assert not multiprocessing.active_children()


def test_what_is_no_task_is_refused_and_never_done_here() -> None:
    done: list[int] = []
    with pytest.raises(TypeError, match="workers are given"):
        PoolExecutor(2).map(done.append, [1, 2])  # type: ignore[arg-type]
    assert not done


def test_a_task_that_lacks_an_answer_cannot_be_made() -> None:
    class Unready(Poisoned):
        lost = Task.lost

    with pytest.raises(TypeError, match="lost"):
        Unready()  # type: ignore[abstract]


def test_work_that_nobody_waits_for_any_more_is_ended(tmp_path: Path) -> None:
    given_up = threading.Event()
    orders = [Order(number=0, deed="loop", log=str(tmp_path / "log"), seconds=6.0)]
    threading.Timer(0.5, given_up.set).start()
    with pytest.raises(GivenUp):
        list(PoolExecutor(1, is_given_up=given_up.is_set).map(Poisoned(), orders))
    assert not multiprocessing.active_children()

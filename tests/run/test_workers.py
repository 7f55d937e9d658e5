from __future__ import annotations

from threading import Event

from rednote_lint.run.workers import Worker

PATIENCE = 30


def test_a_newer_job_takes_the_place_of_an_older_one() -> None:
    done: list[str] = []
    started, go_on, all_done = Event(), Event(), Event()

    def running(given_up: Event) -> None:
        started.set()
        go_on.wait(PATIENCE)
        done.append(f"running, given up: {given_up.is_set()}")

    worker = Worker("test", lambda name, error: None)
    worker.put("a", running)
    assert started.wait(PATIENCE)
    worker.put("b", lambda given_up: done.append("b"))
    worker.put("a", lambda given_up: done.append("old"))
    worker.put("a", lambda given_up: done.append("new"))
    worker.put("c", lambda given_up: all_done.set())
    go_on.set()
    assert all_done.wait(PATIENCE)
    assert done == ["running, given up: True", "b", "new"]


def test_a_job_that_fails_is_told_and_costs_no_other() -> None:
    failed: list[str] = []
    done = Event()

    def fails(given_up: Event) -> None:
        raise RuntimeError("defect")

    worker = Worker("test", lambda name, error: failed.append(f"{name}: {error}"))
    worker.put("a", fails)
    worker.put("dropped", fails)
    worker.drop("dropped")
    worker.put("b", lambda given_up: done.set())
    assert done.wait(PATIENCE)
    assert [one for one in failed if not one.startswith("dropped")] == ["a: defect"]

"""One run: posts are handed to an executor, facts are written by the driver alone, outcomes come in order."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from rednote_lint.model import Bilingual, Severity
from rednote_lint.posts import Sources
from rednote_lint.run import sessions
from rednote_lint.run.executor import Reach
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.session import Session
from rednote_lint.run.settings import Settings
from rednote_lint.store import FactRow, Store

Item = TypeVar("Item")
Result = TypeVar("Result")


class Processes:
    """Two spawned processes; answers are asked for in the order of the items, whichever is done first."""

    reach = Reach.ELSEWHERE

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield from pool.map(function, items)


def untimed(outcome: Outcome) -> Outcome:
    return msgspec.structs.replace(outcome, report=msgspec.structs.replace(outcome.report, timings={}))


def test_configuration_counts_per_post(batch: Path) -> None:
    first, second, third = Run(Settings()).check(["posts"])
    assert [outcome.exit_code for outcome in (first, second, third)] == [1, 0, 0]
    assert (first.format, first.fail_on, first.display.min_severity) == ("auto", "error", "info")
    assert (second.format, second.fail_on) == ("json", "never")
    assert (second.display.language, second.display.min_severity) == ("zh", "warning")
    assert [Path(outcome.origin) for outcome in (first, second)] == [
        batch / "rednote-lint.yaml",
        batch / "posts" / "2" / "rednote-lint.yaml",
    ]


def test_settings_count_for_all_posts(batch: Path) -> None:
    settings = Settings(lang="en", fail_on="info", min_severity="error", format="concise")
    outcomes = list(Run(settings).check(["posts"]))
    assert {(o.display.language, o.display.min_severity, o.format, o.fail_on) for o in outcomes} == {
        ("en", Severity.ERROR, "concise", "info")
    }
    assert all(isinstance(outcome.display.min_severity, Severity) for outcome in outcomes), "a plain word is taken too"


def test_an_outcome_crosses_a_process_boundary_unchanged(batch: Path) -> None:
    for outcome in Run(Settings()).check(["posts"]):
        full = msgspec.structs.replace(outcome, facts=(FactRow(content="c", analyzer="a", answer=b"1"),))
        assert pickle.loads(pickle.dumps(full)) == full


def test_other_processes_find_the_same_in_the_same_order(batch: Path) -> None:
    here = [untimed(outcome) for outcome in Run(Settings()).check(["posts", "nowhere"])]
    there = [untimed(outcome) for outcome in Run(Settings(), executor=Processes()).check(["posts", "nowhere"])]
    assert here == there
    assert [outcome.report.path for outcome in there] == ["posts/1", "posts/2", "posts/3", "nowhere"]


def test_only_the_driver_writes_facts(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = FactRow(content="abc", analyzer="lines-1", answer=b"{}")
    lint = Session.lint
    monkeypatch.setattr(Session, "lint", lambda self, post: msgspec.structs.replace(lint(self, post), facts=(row,)))
    outcomes = list(Run(Settings(cache=batch / "cache")).check(["posts"]))
    assert all(outcome.facts == () for outcome in outcomes)
    assert Store(batch / "cache").get("abc", "lines-1") == b"{}"
    list(Run(Settings()).check(["posts"]))
    assert not (batch / "None").exists()


def test_posts_may_be_chosen(batch: Path) -> None:
    chosen = Run(Settings()).check(["posts"], only=lambda post: post.path.endswith("3"))
    assert [outcome.report.path for outcome in chosen] == ["posts/3"]


def test_texts_in_memory_are_read_by_the_driver(batch: Path) -> None:
    checks = Run(Settings(), executor=Processes(), sources=Sources({"posts/3/caption.txt": "蓝莓派"}))
    assert [len(outcome.report.findings) for outcome in checks.check(["posts"])] == [1, 1, 1]


class Observer:
    def __init__(self) -> None:
        self.events: list[str] = []

    def post_started(self, path: str) -> None:
        self.events.append(f"start {path}")

    def post_finished(self, outcome: Outcome) -> None:
        self.events.append(f"end {outcome.report.path} {outcome.exit_code.value}")

    def begin(self, path: str, title: Bilingual) -> None: ...

    def advance(self, share: float) -> None: ...

    def end(self) -> None: ...


def test_progress_is_told_in_order(batch: Path) -> None:
    observer = Observer()
    list(Run(Settings(), progress=observer).check(["posts/1", "posts/2"]))
    assert observer.events == ["start posts/1", "end posts/1 1", "start posts/2", "end posts/2 0"]


def test_the_store_is_closed_when_the_caller_stops_early(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Store] = []

    class Watched(Store):
        def close(self) -> None:
            closed.append(self)
            super().close()

    monkeypatch.setattr(sessions, "Store", Watched)
    outcomes = Run(Settings(cache=batch / "cache")).check(["posts"])
    next(outcomes)
    assert not closed
    outcomes.close()
    assert len(closed) == 1


def test_nothing_of_a_run_is_kept_in_the_environment(batch: Path) -> None:
    before = dict(os.environ)
    list(Run(Settings(lang="zh")).check(["posts"]))
    assert dict(os.environ) == before

"""A worker loads what it needs where it is called, and refuses to check by other rules than the driver's."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import msgspec
import pytest

from rednote_lint.errors import ExitCode, UserError
from rednote_lint.facts import digests
from rednote_lint.facts.analysis.ocr import Engine
from rednote_lint.posts import load
from rednote_lint.run.executor import Task
from rednote_lint.run.linting import linter
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.run.worker import Job, Worker
from tests.media_made import save_png


def test_a_worker_with_other_rules_than_the_driver_is_refused(batch: Path) -> None:
    checks = Run(Settings())
    post = load("posts/1")
    fingerprint = checks.sessions.of_post(post).rules.fingerprint
    elsewhere: Worker = pickle.loads(pickle.dumps(Worker(checks.sessions)))
    assert elsewhere(Job(post=post, rules=fingerprint)).report.findings
    with pytest.raises(UserError, match="other rules"):
        elsewhere(Job(post=post, rules="another"))


def test_a_worker_loads_rules_and_models_before_a_post_with_pictures(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[object] = []
    monkeypatch.setattr(Engine, "reader", lambda engine: loaded.append(engine))
    save_png(batch / "posts" / "1" / "01.png")
    worker = Worker(Run(Settings(isolated=True, select=("WM101",))).sessions)
    worker.prepare(Job(post=load("posts/2")))
    assert not loaded
    worker.prepare(Job(post=load("posts/1")))
    assert loaded


def test_numpy_is_loaded_for_long_runs_only(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(linter.numpy_views, "load", lambda: loaded.append(1))
    list(Run(Settings()).check(["posts"]))
    assert not loaded
    monkeypatch.setattr(linter, "MANY", 2)
    list(Run(Settings()).check(["posts"]))
    assert loaded == [1]


def test_a_post_that_no_worker_could_check_is_a_finding_at_the_file_and_never_clean(batch: Path) -> None:
    worker = Worker(Run(Settings(isolated=True)).sessions)
    post = load("posts/1")
    loss = Loss(kind=LossKind.CRASHED, how="SIGSEGV", asset="posts/1/clip.mp4")
    lost = worker.lost(Job(post=post), loss)
    (finding,) = lost.report.findings
    assert (finding.code, finding.location.path) == ("RL002", "posts/1/clip.mp4")
    assert "SIGSEGV" in finding.message.en and "SIGSEGV" in finding.message.zh
    assert [skip.what for skip in lost.report.skipped] == ["posts/1/clip.mp4"]
    assert lost.exit_code is ExitCode.FAILED


@pytest.mark.parametrize(("kind", "code"), [(LossKind.TIMEOUT, "RL003"), (LossKind.MEMORY, "RL004")])
def test_a_limit_is_told_as_such(batch: Path, kind: LossKind, code: str) -> None:
    worker = Worker(Run(Settings(isolated=True)).sessions)
    lost = worker.lost(Job(post=load("posts/1")), Loss(kind=kind, how="10 s"))
    assert [(one.code, one.location.path) for one in lost.report.findings] == [(code, "posts/1")]
    assert lost.exit_code is ExitCode.FAILED


def test_without_the_rule_it_is_still_told_as_not_checked(batch: Path) -> None:
    worker = Worker(Run(Settings(isolated=True, select=("WM101",))).sessions)
    lost = worker.lost(Job(post=load("posts/1")), Loss(kind=LossKind.CRASHED, how="SIGKILL"))
    assert not lost.report.findings
    assert "SIGKILL" in lost.report.skipped[0].reason.en
    assert lost.exit_code is ExitCode.FAILED


def test_what_the_store_knows_is_answered_without_reading_a_medium(
    batch: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    save_png(batch / "posts" / "1" / "01.png")
    os.utime(batch / "posts" / "1" / "01.png", (1, 1))
    settings = Settings(cache=tmp_path_factory.mktemp("cache"), isolated=True)
    monkeypatch.setattr(digests, "_RACY", 0)
    assert Worker(Run(settings).sessions).known(Job(post=load("posts/1"))) is None
    (whole,) = Run(settings).check(["posts/1"])
    monkeypatch.setattr(digests, "sha256_of", lambda path: pytest.fail("a medium was read"))
    known = Worker(Run(settings).sessions).known(Job(post=load("posts/1")))
    assert known is not None
    assert known.report == msgspec.structs.replace(whole.report, timings={})


def test_the_worker_is_a_task_of_which_the_driver_keeps_all_it_can_ask(batch: Path) -> None:
    worker = Worker(Run(Settings(isolated=True, select=("WM101",))).sessions)
    job = Job(post=load("posts/1"))
    assert isinstance(worker, Task)
    assert worker.packed(job).rules
    assert 0 < worker.seconds(job) < 0.1


def test_a_file_that_is_elsewhere_another_one_is_told_before_it_is_read(batch: Path) -> None:
    picture = batch / "posts" / "1" / "01.png"
    save_png(picture)
    worker = Worker(Run(Settings(isolated=True)).sessions)
    sent = worker.packed(Job(post=load("posts/1")))
    assert worker.absent(sent) == ""
    picture.write_bytes(picture.read_bytes() + b"more")
    assert worker.absent(sent) == "posts/1/01.png"
    picture.unlink()
    assert worker.absent(sent) == "posts/1/01.png"
    lost = worker.lost(sent, Loss(kind=LossKind.ABSENT, how="m2", asset="posts/1/01.png"))
    assert [skip.what for skip in lost.report.skipped] == ["posts/1/01.png"]
    assert "on machine m2" in lost.report.skipped[0].reason.en and "m2" in lost.report.skipped[0].reason.zh
    assert (lost.report.findings, lost.exit_code) == ((), ExitCode.FAILED)


def test_away_from_the_driver_no_store_is_opened_and_the_driver_is_told_what_to_store(
    batch: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cache = tmp_path_factory.mktemp("cache") / "store"
    here = Worker(Run(Settings(isolated=True, cache=cache)).sessions)
    away: Worker = pickle.loads(pickle.dumps(here.away()))
    outcome = away(Job(post=load("posts/1")))
    assert outcome.facts and not cache.exists()
    here.received(Job(post=load("posts/1")), outcome)
    assert cache.exists()
    unkept = Worker(Run(Settings(isolated=True)).sessions).away()
    assert not unkept(Job(post=load("posts/1"))).facts

"""A worker loads what it needs where it is called, and refuses to check by other rules than the driver's."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from rednote_lint.errors import UserError
from rednote_lint.posts import load
from rednote_lint.run.linting import linter
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.run.worker import Job, Worker


def test_a_worker_with_other_rules_than_the_driver_is_refused(batch: Path) -> None:
    checks = Run(Settings())
    post = load("posts/1")
    fingerprint = checks.sessions.of_post(post).rules.fingerprint
    elsewhere: Worker = pickle.loads(pickle.dumps(Worker(checks.sessions)))
    assert elsewhere(Job(post=post, rules=fingerprint)).report.findings
    with pytest.raises(UserError, match="other rules"):
        elsewhere(Job(post=post, rules="another"))


def test_numpy_is_loaded_for_long_runs_only(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    monkeypatch.setattr(linter.numpy_views, "load", lambda: loaded.append(1))
    list(Run(Settings()).check(["posts"]))
    assert not loaded
    monkeypatch.setattr(linter, "MANY", 2)
    list(Run(Settings()).check(["posts"]))
    assert loaded == [1]

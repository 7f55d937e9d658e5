"""The lock of a store: one holder, who is told, under any name of the file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rednote_lint.store import hold
from rednote_lint.store.hold import Hold


def test_one_has_the_lock_and_the_others_see_who(tmp_path: Path) -> None:
    (tmp_path / "run.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "run.db")
    first, second = Hold(tmp_path / "run.db"), Hold(tmp_path / "link.db")
    assert first.take()
    assert not second.take()
    holder = second.holder()
    assert holder is not None and holder.process == str(os.getpid()) and holder.machine and holder.since
    second.give_up()  # It has nothing to give up.
    assert not second.take()
    first.give_up()
    assert second.take()
    second.give_up()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.db", "run.db"]


def test_what_a_holder_that_died_left_behind_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "run.db-lock").write_text("1\nold\nlong ago\n and more than was written since", encoding="utf-8")
    own = Hold(tmp_path / "run.db")
    assert own.take()
    holder = own.holder()
    assert holder is not None and holder.process == str(os.getpid())
    own.give_up()


@pytest.mark.skipif(sys.platform == "win32", reason="What is open cannot be deleted there")
def test_a_lock_on_a_file_that_was_deleted_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = hold._lock
    taken: list[int] = []

    def slow(handle: int) -> None:
        if not taken:
            (tmp_path / "run.db-lock").unlink()  # The one before gave it up between opening and locking.
        taken.append(handle)
        locked(handle)

    monkeypatch.setattr(hold, "_lock", slow)
    own = Hold(tmp_path / "run.db")
    assert own.take()
    assert len(taken) == 2
    monkeypatch.undo()
    assert not Hold(tmp_path / "run.db").take()
    own.give_up()


def test_where_nothing_can_be_written_there_is_no_lock(tmp_path: Path) -> None:
    own = Hold(tmp_path / "missing" / "run.db")
    assert own.take()
    assert own.holder() is None
    own.give_up()

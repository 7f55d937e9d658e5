from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from rednote_lint.store import FactRow, Store, store_file


def row(answer: bytes) -> FactRow:
    return FactRow(content="abc", analyzer="lines-1", answer=answer)


def test_a_store_that_is_asked_nothing_leaves_no_file(tmp_path: Path) -> None:
    Store(tmp_path / "cache").close()
    assert not (tmp_path / "cache").exists()


def test_an_answer_is_found_again_by_another_process_later(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(row(b"{}"))
    store.close()
    again = Store(tmp_path)
    assert again.get("abc", "lines-1") == b"{}"
    assert again.get("abc", "lines-2") is None
    assert again.get("abd", "lines-1") is None
    assert again.count() == 1


def test_a_damaged_store_is_begun_anew(tmp_path: Path) -> None:
    store_file(tmp_path).write_bytes(b"this is no database, but it is long enough to look like a file" * 50)
    store = Store(tmp_path)
    store.put(row(b"1"))
    assert store.get("abc", "lines-1") == b"1"


def test_a_store_that_another_process_holds_never_fails_a_run_and_is_not_deleted(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put(row(b"1"))
    kept.close()
    holder = sqlite3.connect(store_file(tmp_path), isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    store = Store(tmp_path)
    store.put(row(b"2"))
    assert store.get("abc", "lines-1") is None
    store.close()
    holder.close()
    assert Store(tmp_path).get("abc", "lines-1") == b"1"


@pytest.mark.skipif(os.name != "posix", reason="a file in place of the folder is told apart on POSIX only")
def test_a_folder_that_cannot_be_made_never_fails_a_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = Store(tmp_path / "file" / "cache")
    store.put(row(b"1"))
    assert store.get("abc", "lines-1") is None

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from rednote_lint.store import FactRow, Store, store_file, survey
from rednote_lint.store.database import replaced


def row(answer: bytes) -> FactRow:
    return FactRow(content="abc", analyzer="lines-1", answer=answer)


def test_a_store_that_is_asked_nothing_leaves_no_file(tmp_path: Path) -> None:
    Store(tmp_path / "cache").close()
    assert not (tmp_path / "cache").exists()


def test_an_answer_is_found_again_by_another_process_later(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([row(b"{}")])
    store.close()
    again = Store(tmp_path)
    assert again.get("abc", "lines-1") == b"{}"
    assert again.get("abc", "lines-2") is None
    assert again.get("abd", "lines-1") is None
    again.close()
    assert survey(tmp_path).entries == {"lines-1": 1}


def test_a_damaged_store_is_begun_anew(tmp_path: Path) -> None:
    store_file(tmp_path).write_bytes(b"this is no database, but it is long enough to look like a file" * 50)
    store = Store(tmp_path)
    store.put([row(b"1")])
    assert store.get("abc", "lines-1") == b"1"


def test_a_store_that_another_process_holds_never_fails_a_run_and_is_not_deleted(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put([row(b"1")])
    kept.close()
    holder = sqlite3.connect(store_file(tmp_path), isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    store = Store(tmp_path)
    store.put([row(b"2")])
    assert store.get("abc", "lines-1") is None
    store.close()
    holder.close()
    assert Store(tmp_path).get("abc", "lines-1") == b"1"


@pytest.mark.skipif(os.name != "posix", reason="a file in place of the folder is told apart on POSIX only")
def test_a_folder_that_cannot_be_made_never_fails_a_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = Store(tmp_path / "file" / "cache")
    store.put([row(b"1")])
    assert store.get("abc", "lines-1") is None


def test_a_changed_bit_is_no_answer(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([row(b"a long answer of which one bit changes")])
    store.close()
    file = store_file(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"one bit", b"one bat"))
    again = Store(tmp_path)
    assert again.get("abc", "lines-1") is None
    again.put([row(b"1")])
    assert again.get("abc", "lines-1") == b"1"


def test_damage_that_shows_late_is_mended_in_the_same_run(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([FactRow(content=str(number), analyzer="a/1", answer=b"x" * 3000) for number in range(200)])
    store.close()
    with store_file(tmp_path).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 200_000)
    again = Store(tmp_path)
    assert [again.get(str(number), "a/1") for number in range(200)].count(None) > 0
    again.put([row(b"1")])
    assert again.get("abc", "lines-1") == b"1"
    again.close()
    assert Store(tmp_path).get("abc", "lines-1") == b"1"


@pytest.mark.posix("locks that another store sees")
def test_a_damaged_store_that_another_process_has_open_is_left_to_it(tmp_path: Path) -> None:
    other = Store(tmp_path)
    other.put([row(b"1")])
    before = store_file(tmp_path).stat().st_ino
    assert not replaced(store_file(tmp_path))
    other.close()
    assert store_file(tmp_path).stat().st_ino == before
    assert replaced(store_file(tmp_path)) and not store_file(tmp_path).exists()


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    newer = sqlite3.connect(store_file(tmp_path))
    newer.execute("PRAGMA user_version=99")
    newer.execute("CREATE TABLE other (a)")
    newer.commit()
    newer.close()
    store = Store(tmp_path)
    store.put([row(b"1")])
    assert store.get("abc", "lines-1") is None
    store.close()
    with sqlite3.connect(store_file(tmp_path)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("other",)]


def test_what_was_not_used_for_longest_is_deleted_first(tmp_path: Path) -> None:
    store = Store(tmp_path, largest=1_000_000)
    rows = [FactRow(content=f"{number:04}", analyzer="a/1", answer=os.urandom(1000)) for number in range(2000)]
    store.put(rows[:1000])
    with sqlite3.connect(store_file(tmp_path)) as database:
        database.execute("UPDATE answers SET used = used - 200000 - rowid")
    database.close()
    assert store.get("0999", "a/1") is not None
    (aging,) = store.aging()
    assert store.aging() == ()
    store.put([aging, *rows[1000:1300]])
    store.close()
    assert store_file(tmp_path).stat().st_size < 1_000_000
    again = Store(tmp_path)
    assert again.get("0999", "a/1") == rows[999].answer and again.get("1299", "a/1") == rows[1299].answer
    assert again.get("0998", "a/1") is None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([row(b"1")])
    store.close()
    tmp_path.chmod(0o500)
    try:
        again = Store(tmp_path)
        again.put([row(b"2")])
        assert again.get("abc", "lines-1") == b"1"
        again.close()
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_costs_the_new_answers_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([row(b"1")])
    database = store._opened()
    assert database is not None
    database.execute("PRAGMA max_page_count=1")  # SQLite answers SQLITE_FULL, as it does on a full disk.
    store.put([FactRow(content="big", analyzer="a/1", answer=b"x" * 1_000_000)])
    assert store.get("abc", "lines-1") == b"1" and store.get("big", "a/1") is None
    store.close()


@pytest.mark.posix("modes of files")
def test_nobody_else_may_read_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([row(b"1")])
    assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0, 0, 0, 0]
    store.close()

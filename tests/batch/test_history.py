"""`--history`: posts of earlier runs are found again, and a post is no twin of what it was itself."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from rednote_lint.batch.history import History
from rednote_lint.errors import UserError
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from tests.media_made import save_jpeg, scene
from tests.text.test_shingles import BREAD, TEA

PAST = Path("past.db")
SETTINGS = Settings(isolated=True, ocr=False, history=PAST)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str, account: str = "north") -> Path:
    folder = Path(name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "caption.md").write_text(f"---\naccount: {account}\n---\n{text}\n", encoding="utf-8")
    return folder


def found(*paths: str) -> list[str]:
    outcomes = Run(SETTINGS).check(paths)
    return [f"{one.code} {one.evidence}" for o in outcomes for one in o.report.findings if one.pack == "originality"]


def test_a_post_of_an_earlier_run_is_found_though_its_folder_is_gone() -> None:
    write("may/tea", TEA)
    assert found("may") == []
    shutil.rmtree("may")
    write("june/harbour", TEA.replace("城西", "城东"), "south")
    write("june/kitchen", BREAD)
    assert found("june") == ["OR101 may/tea"]


def test_the_same_run_again_says_the_same() -> None:
    for name, account in (("p/a", "north"), ("p/b", "south"), ("p/c", "north")):
        write(name, TEA, account)
    first = found("p")
    assert first == ["OR101 p/a", "OR101 p/b", "OR102 p/a"]
    assert found("p") == first == found("p")


def test_a_post_that_was_edited_or_moved_is_no_twin_of_itself() -> None:
    write("draft/tea", TEA)
    assert found("draft") == []
    write("draft/tea", TEA.replace("两棵", "三棵"))
    assert found("draft") == []
    Path("ready").mkdir()
    Path("draft/tea").rename("ready/tea")
    assert found("ready") == []
    write("copy/tea", TEA.replace("两棵", "三棵"))
    assert found("copy") == ["OR102 ready/tea"], "the first one still is there, so this is another post"


def test_rows_of_a_table_that_was_exported_anew_are_known_by_their_id() -> None:
    for name in ("plan.csv", "plan-2.csv"):
        line = TEA.replace("\n", "，")
        Path(name).write_text(f"id,account,body\nk1,north,{line}\n", encoding="utf-8")
        assert found(name) == []
    Path("plan-3.csv").write_text(f"id,account,body\nk2,south,{line}\n", encoding="utf-8")
    assert found("plan-3.csv") == ["OR101 plan-2.csv#k1"]


def test_a_picture_of_an_earlier_run_is_found_and_named_where_it_lies() -> None:
    save_jpeg(write("may", "茶") / "1.jpg", scene(300, 400, 1))
    assert found("may") == []
    save_jpeg(write("june", "花", "south") / "2.jpg", scene(300, 400, 1), quality=50)
    (outcome,) = Run(SETTINGS).check(["june"])
    (finding,) = [one for one in outcome.report.findings if one.pack == "originality"]
    assert (finding.code, finding.location.path, finding.related[0].path) == ("OR201", "june/2.jpg", "may/1.jpg")


def test_buckets_of_another_library_are_filled_anew() -> None:
    write("a", TEA)
    assert found("a") == []
    with sqlite3.connect(PAST) as database:
        database.execute("UPDATE made SET buckets = 'other/1'")
        database.execute("DELETE FROM buckets")
    write("b", TEA, "south")
    assert found("b") == ["OR101 a"]


def test_two_runs_may_write_one_after_the_other() -> None:
    one, other = History(PAST), History(PAST)
    with one.writing():
        pass
    with other.writing():
        pass
    one.index.close()
    other.index.close()


@pytest.mark.parametrize("content", [b"no database, but a text" * 40, b"SQLite format 3\x00" + b"\x01" * 200])
def test_another_file_is_refused_and_left_alone(content: bytes) -> None:
    PAST.write_bytes(content)
    with pytest.raises(UserError, match="history"):
        found("nothing")
    assert PAST.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone() -> None:
    with sqlite3.connect(PAST) as database:
        database.execute("CREATE TABLE orders (id INTEGER)")
    before = PAST.read_bytes()
    with pytest.raises(UserError, match="no history"):
        found("nothing")
    assert PAST.read_bytes() == before


def test_a_folder_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match="cannot be used"):
        list(Run(Settings(isolated=True, history=Path("no/such/past.db"))).check(["."]))


@pytest.mark.skipif(sys.platform == "win32", reason="the mode of files")
def test_only_its_owner_reads_it() -> None:
    write("a", TEA)
    assert found("a") == []
    assert PAST.stat().st_mode & 0o777 == 0o600

"""`export`: a kept run as tables and as an index; what the tables say is what the run's own reports say."""

from __future__ import annotations

import json
import os
import sqlite3
import tracemalloc
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rednote_lint.batch.stage import Stage
from rednote_lint.cli import output
from rednote_lint.cli.app import run
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.report.tables.rows import COLUMNS
from rednote_lint.run.kept.merged import Parts
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.store.database import VERSION
from tests.text.test_shingles import TEA

TABLES = ["--output", "csv=rednote-lint.csv", "--output", "jsonl=rednote-lint.jsonl"]
ROWS = [
    {"id": "n1", "account": "sunny", "title": "京都", "body": "加我微信 camp_day88"},
    {"id": "n2", "account": "moon", "title": "大阪", "body": "=HYPERLINK(1) 今天去公园"},
    {"id": "n3", "account": "moon", "body": "今天去公园，景色很好"},
]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    Path("posts.jsonl").write_text(
        "\n".join([*(json.dumps(row, ensure_ascii=False) for row in ROWS), "{broken"]), encoding="utf-8"
    )
    Path("rednote-lint.yaml").write_text(
        "suppressions:\n  - {rule: DV102, path: posts.jsonl, reason: the brand's own account}\n", encoding="utf-8"
    )
    run(["check", "posts.jsonl", "--store", "../run.db", "--quiet", *TABLES])
    capsys.readouterr()
    return tmp_path / "run.db"


def tables() -> list[bytes]:
    return [Path(f"rednote-lint.{name}").read_bytes() for name in ("csv", "jsonl")]


def test_tables_are_those_of_the_run_and_all_posts_are_there(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    of_the_run, before = tables(), kept.read_bytes()
    for name in ("csv", "jsonl"):
        Path(f"rednote-lint.{name}").unlink()
    Path("posts.jsonl").unlink()
    outputs = [*TABLES, "--output", "parquet=rednote-lint.parquet", "--output", "html=rednote-lint.html"]
    assert run(["export", str(kept), *outputs]) == ExitCode.CLEAN
    assert tables() == of_the_run
    assert capsys.readouterr().out.splitlines() == [
        f"rednote-lint.{name}: posts: 4" for name in ("csv", "jsonl", "parquet", "html")
    ]
    rows = pq.read_table("rednote-lint.parquet").to_pylist()
    assert list(rows[0]) == list(COLUMNS)
    assert [row["verdict"] for row in rows if row["kind"] == "post"] == ["ready", "ready", "ready", "not-checked"]
    assert [row["reason"] for row in rows if row["kind"] == "suppressed"] == ["the brand's own account"]
    assert run(["export", str(kept), *outputs]) == ExitCode.CLEAN, "a report of the same format is replaced"
    assert kept.read_bytes() == before


def test_one_post_is_exported_by_its_path_or_id(kept: Path) -> None:
    for name in ("n2", "posts.jsonl:2"):
        run(["export", str(kept), "--post", name, "--output", "jsonl=one.out"])
        lines = [json.loads(line) for line in Path("one.out").read_text(encoding="utf-8").splitlines()]
        assert [line["post"]["id"] for line in lines if "post" in line] == ["n2"]
    with pytest.raises(UserError, match="no post of this run is called n9"):
        run(["export", str(kept), "--post", "n9", "--output", "jsonl=none.out"])
    assert not Path("none.out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "export writes to files"),
        (["--output", "sarif=rednote-lint.sarif"], "--output takes FORMAT=PATH"),
        (["--output", "csv="], "--output takes FORMAT=PATH"),
        (["--output", "csv=x.out", "--output", "jsonl=x.out"], "both csv and jsonl"),
    ],
)
def test_what_cannot_be(kept: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        run(["export", str(kept), *arguments])


def test_neither_the_store_nor_a_file_of_a_post_is_written_over(kept: Path) -> None:
    before, posts = kept.read_bytes(), Path("posts.jsonl").read_bytes()
    Path("link.csv").symlink_to(kept)
    Path("notes.csv").write_text("mine\n", encoding="utf-8")
    Path("data.parquet").write_bytes(b"PAR1 of somebody else PAR1")
    for target, said in (
        (f"csv={kept}", "this file is the store of the run"),
        (f"parquet={kept}", "this file is the store of the run"),
        ("csv=link.csv", "this file is the store of the run"),
        ("jsonl=posts.jsonl", "belongs to a post"),
        ("csv=notes.csv", "belongs to a post"),
        ("parquet=data.parquet", "a file that is no report"),
    ):
        with pytest.raises(UserError, match=said):
            run(["export", str(kept), "--output", target])
    assert (kept.read_bytes(), Path("posts.jsonl").read_bytes()) == (before, posts)
    assert Path("data.parquet").read_bytes() == b"PAR1 of somebody else PAR1"


def test_an_export_that_fails_leaves_what_was_there(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables()
    with sqlite3.connect(kept) as store:
        store.execute("UPDATE answers SET answer = x'00' WHERE content = '~000000000002'")
    store.close()
    with pytest.raises(UserError, match="damaged"):
        run(["export", str(kept), *TABLES])
    assert tables() == before


def made(path: Path, statement: str) -> None:
    database = sqlite3.connect(path)
    database.executescript(statement)
    database.close()


def test_what_is_no_store_of_an_ended_run_is_told(kept: Path) -> None:
    folder = kept.parent
    Path(folder / "text.db").write_text("my notes", encoding="utf-8")
    made(folder / "other.db", "CREATE TABLE mine (a)")
    made(folder / "newer.db", f"PRAGMA user_version={VERSION + 1}; CREATE TABLE answers (a)")
    made(folder / "older.db", f"PRAGMA user_version={VERSION - 1}; CREATE TABLE answers (a)")
    for name, said in (
        ("none.db", "no such file"),
        ("text.db", "not the store of a run"),
        ("other.db", "not the store of a run"),
        ("newer.db", "written by another version"),
        ("older.db", "written by another version"),
        ("work", "not the store of a run"),
    ):
        with pytest.raises(UserError, match=said) as refused:
            run(["export", str(folder / name), *TABLES])
        assert refused.value.remedy is not None
    assert not (folder / "none.db").exists()
    assert (folder / "text.db").read_text(encoding="utf-8") == "my notes"


def test_a_run_that_has_not_ended_is_not_exported(kept: Path) -> None:
    unfinished = kept.parent / "half.db"
    outcomes = Run(Settings(store=unfinished)).check(["posts.jsonl"])
    next(outcomes)
    with pytest.raises(UserError, match="another run uses this store: process"):
        run(["export", str(unfinished), *TABLES])
    outcomes.close()
    with pytest.raises(UserError, match="has not ended"):
        run(["export", str(unfinished), *TABLES])


def test_a_run_that_begins_meanwhile_is_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables()
    monkeypatch.setattr(Parts, "posts", 5)
    with pytest.raises(UserError, match="begun to write this store anew"):
        run(["export", str(kept), *TABLES])
    assert tables() == before


def test_without_pyarrow_the_extra_is_named_before_anything_is_done(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "find_spec", lambda name: None)
    for command in (["export", str(kept)], ["check", "posts.jsonl"]):
        with pytest.raises(UserError, match="needs pyarrow") as refused:
            run([*command, "--output", "parquet=rednote-lint.parquet"])
        assert "rednote-lint[parquet]" in str(refused.value.remedy)
    assert not Path("rednote-lint.parquet").exists()


def test_parts_are_exported_together(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = tables()
    for part in ("1/2", "2/2"):
        run(["check", "posts.jsonl", "--shard", part, "--store", f"../{part[0]}.db", "--quiet"])
    with pytest.raises(UserError, match="parts are missing"):
        run(["export", "../1.db", *TABLES])
    run(["export", "../2.db", "../1.db", *TABLES])
    assert tables() == whole


def test_what_posts_have_in_common_is_what_the_run_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [{"id": name, "account": name, "body": TEA} for name in ("north", "south")]
    for name, kept in (("first", rows), ("second", rows[:1])):
        lines = (json.dumps({**row, "account": f"{name}-{row['account']}"}, ensure_ascii=False) for row in kept)
        Path(f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    checked = ["--quiet", "--history", "past.db", "--store"]
    run(["check", "first.jsonl", *checked, "run.db", *TABLES])
    of_the_run = tables()
    assert b"OR101" in of_the_run[0]
    run(["check", "second.jsonl", *checked, "later.db"])
    history = Path("past.db").read_bytes()
    for command in ("export", "merge"):
        run([command, "run.db", *TABLES])
        assert tables() == of_the_run
        assert Path("past.db").read_bytes() == history, "what is told again is no new post"
    monkeypatch.setattr(Stage, "compare", lambda *_: pytest.fail("compared again"))
    run(["export", "run.db", *TABLES])


def test_memory_does_not_grow_with_the_posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REDNOTE_LINT_NO_PROGRESS", "1")
    outputs = [word for name in ("csv", "jsonl", "html") for word in ("--output", f"{name}=rednote-lint.{name}")]

    def peak(posts: int) -> int:
        body = json.dumps({"body": "今天去公园，" * 40}, ensure_ascii=False)
        Path("posts.jsonl").write_text("\n".join([body] * posts), encoding="utf-8")
        run(["check", "posts.jsonl", "--ignore", "originality", "--quiet", "--store", f"{posts}.db"])
        tracemalloc.start()
        run(["export", f"{posts}.db", *outputs])
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(5)
    assert peak(160) < peak(40) + 3_000_000


def test_a_pipe_takes_what_is_exported(kept: Path) -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    run(["export", str(kept), "--post", "n2", "--output", "csv=pipe"])
    assert os.read(reader, 1 << 16).decode("utf-8-sig").startswith("kind,post,")
    os.close(reader)

"""Runs that are kept: continued after any death, checked in parts, merged to the bytes of a single run."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from rednote_lint.cli.app import run
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.posts import load
from rednote_lint.run.pool.loss import Loss, LossKind
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.run.worker import Job, Worker
from tests.clips_made import write_clip
from tests.media_made import save_png
from tests.processes import gone

FORMATS = ("json", "sarif", "csv", "markdown")
OUTPUTS = [word for name in FORMATS for word in ("--output", f"{name}=rednote-lint.{name}")]
CONFIGURATION = """
suppressions:
  - {rule: DV102, path: posts.jsonl, reason: the brand's own account}
  - {rule: FM002, path: photo/**, reason: it was so, until: 2020-01-01}
"""


HOUSE = """
- code: HS101
  name: house-word
  check: words
  on: [body]
  words: [{w: WORD}]
  severity: error
  message: {en: "x", zh: "x"}
  why: {en: "The client asks for it.", zh: "客户要求。"}
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tmp_path = tmp_path / "work"
    tmp_path.mkdir()
    rows = [{"id": f"n{n}" if n % 2 else None, "body": f"加我微信 camp_day{n}，全网最佳"} for n in range(20)]
    rows += [{"id": "later", "body": "今天去公园", "schedule": "2099-01-01T20:00+08:00"}]
    lines = [json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False) for row in rows]
    (tmp_path / "posts.jsonl").write_text("\n".join([*lines, "{broken", ""]), encoding="utf-8")
    (tmp_path / "photo").mkdir()
    (tmp_path / "photo" / "post.md").write_text(
        "---\nlint: {ignore: [{rule: AD101, reason: quoted}]}\n---\n今天去公园，全网最佳\n", encoding="utf-8"
    )
    save_png(tmp_path / "photo" / "01.png")
    (tmp_path / "rednote-lint.yaml").write_text(CONFIGURATION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written() -> list[bytes]:
    return [Path(f"rednote-lint.{name}").read_bytes() for name in FORMATS]


def test_parts_that_are_merged_have_the_bytes_of_a_single_run(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", ".", "--no-ocr", "--no-cache", "--quiet", *OUTPUTS]) == 2
    single, shown = written(), capsys.readouterr().out
    assert b"LN102" in single[0]
    for part in ("1/3", "2/3", "3/3"):
        run(["check", ".", "--no-ocr", "--shard", part, "--store", f"../{part[0]}.db", "--quiet"])
    capsys.readouterr()
    assert run(["merge", "../3.db", "../1.db", "../2.db", "--quiet", *OUTPUTS]) == 2
    assert written() == single
    assert capsys.readouterr().out == shown
    with pytest.raises(UserError, match="parts are missing: 2/3"):
        run(["merge", "../3.db", "../1.db"])
    with pytest.raises(UserError, match="part 3/3 once more"):
        run(["merge", "../3.db", "../3.db"])
    run(["check", "photo", "--no-ocr", "--shard", "2/3", "--store", "../2.db", "--quiet"])
    with pytest.raises(UserError, match="its paths differ"):
        run(["merge", "../3.db", "../1.db", "../2.db"])


def test_parts_that_packs_of_other_content_checked_are_refused(work: Path) -> None:
    Path("house").mkdir()
    title = "title: {en: House, zh: 品牌}\ndescription: {en: House, zh: 品牌}\n"
    Path("house/pack.yaml").write_text(f'name: house\nversion: "1"\n{title}', encoding="utf-8")
    Path("rednote-lint.yaml").write_text("packs: [house]\n", encoding="utf-8")
    for store, part, word in (("1", "1/2", "公园"), ("2", "2/2", "公园"), ("other", "2/2", "散步")):
        Path("house/rules.yaml").write_text(HOUSE.replace("WORD", word), encoding="utf-8")
        run(["check", "posts.jsonl", "--shard", part, "--store", f"../{store}.db", "--quiet"])
    assert run(["merge", "../1.db", "../2.db", "--quiet"]) == ExitCode.FAILED, "one row is broken"
    with pytest.raises(UserError, match="the rules of its packs differ"):
        run(["merge", "../1.db", "../other.db"])


def test_a_run_that_is_kept_is_answered_from_its_store(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", "posts.jsonl", "photo", "--store", "../run.db", "--quiet", *OUTPUTS]
    run(command)
    first = written()
    assert "finished before" not in capsys.readouterr().err
    run(command)
    assert written() == first
    assert "23 of 23 posts were finished before" in capsys.readouterr().err
    assert sorted(path.name for path in Path("..").glob("run.db*")) == ["run.db"]
    run([*command, "--lang", "zh"])
    assert "23 篇笔记中有 23 篇此前已完成" in capsys.readouterr().err


def test_what_no_worker_could_check_stays_so_until_it_is_tried_again(work: Path) -> None:
    settings = Settings(store=work.parent / "run.db", isolated=True)
    post = load("photo")
    first = Worker(Run(settings).sessions)
    first.received(Job(post=post), first.lost(Job(post=post), Loss(kind=LossKind.CRASHED, how="SIGSEGV")))
    for retry, code in (((), 2), ((LossKind.TIMEOUT,), 2), ((LossKind.CRASHED,), 0)):
        checks = Run(msgspec.structs.replace(settings, retry=frozenset(retry), fail_on="never"))
        (outcome,) = checks.check(["photo"])
        assert outcome.exit_code == code
        assert ("RL002" in {finding.code for finding in outcome.report.findings}) == (code == 2)
        assert checks.recalled == (code == 2)
    (outcome,) = Run(settings).check(["photo"])
    assert outcome.exit_code != 2


@pytest.mark.parametrize(
    ("retry", "again"),
    [
        ((), set()),
        ((LossKind.CRASHED,), {"crashed"}),
        ((LossKind.TIMEOUT,), {"slow"}),
        ((LossKind.MEMORY,), set()),
        (tuple(LossKind), {"crashed", "slow"}),
    ],
)
def test_what_is_tried_again_is_what_retry_names(work: Path, retry: tuple[LossKind, ...], again: set[str]) -> None:
    names = {"crashed": LossKind.CRASHED, "slow": LossKind.TIMEOUT, "good": None}
    settings = Settings(store=work.parent / "run.db", isolated=True)
    first = Worker(Run(settings).sessions)
    for name, kind in names.items():
        Path(name).mkdir()
        Path(name, "caption.txt").write_text(f"今天去公园 {name}", encoding="utf-8")
        save_png(Path(name, "01.png"))
        job = Job(post=load(name))
        first.received(job, first.lost(job, Loss(kind=kind, how="x")) if kind else first(job))
    checks = Run(msgspec.structs.replace(settings, retry=frozenset(retry)))
    told = {outcome.report.path: outcome for outcome in checks.check(list(names))}
    assert checks.recalled == len(names) - len(again), "the good post and what is not named are not checked again"
    lost = {name for name, outcome in told.items() if outcome.exit_code == ExitCode.FAILED}
    assert lost == {"crashed", "slow"} - again


@pytest.mark.parametrize("content", [b"my notes\n", b"SQLite format 3\0 and something else"])
def test_a_file_of_somebody_else_is_not_touched(work: Path, content: bytes) -> None:
    (work.parent / "mine.db").write_bytes(content)
    with pytest.raises(UserError):
        run(["check", "photo", "--store", "../mine.db"])
    assert (work.parent / "mine.db").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--shard", "0/4"], "--shard takes I/N"),
        (["--shard", "5/4"], "--shard takes I/N"),
        (["--retry", "all"], "--retry needs the store"),
        (["--store", "../x.db", "--fix"], "--store and --fix exclude"),
        (["--shard", "1/2", "--add-ignore", "AD101", "--reason", "x"], "--shard and --add-ignore exclude"),
        (["--max-failures", "many"], "--max-failures takes"),
        (["--budget", "0"], "--budget takes a time"),
    ],
)
def test_what_cannot_be(work: Path, arguments: list[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        run(["check", "photo", *arguments])


@pytest.mark.parametrize("arguments", [["--store", "../x.db"], ["--shard", "1/2"]])
def test_standard_input_is_one_post_and_no_run(work: Path, arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="and `-` exclude each other"):
        run(["check", "-", "--stdin-filename", "post.md", *arguments])
    with pytest.raises(UsageError, match="and --fix exclude each other"):
        run(["fix", "photo", "--plan", "plan.json", *arguments])


@pytest.mark.parametrize(("most", "posts"), [("3", 4), ("10%", 3)])
def test_a_run_with_too_many_failures_is_stopped(
    work: Path, capsys: pytest.CaptureFixture[str], most: str, posts: int
) -> None:
    Path("bad.jsonl").write_text("\n".join(["{broken"] * 50), encoding="utf-8")
    code = run(["check", "bad.jsonl", "--max-failures", most, "--quiet", "--output", "json=rednote-lint.json"])
    assert code == ExitCode.FAILED
    assert f"stopped: {posts} of {posts} posts" in capsys.readouterr().err
    assert json.loads(Path("rednote-lint.json").read_text(encoding="utf-8"))["summary"]["posts"] == posts


def test_a_post_that_used_up_its_time_is_told_as_not_checked_and_checked_the_next_time(work: Path) -> None:
    settings = Settings(store=work.parent / "run.db", isolated=True, fail_on="never", budget=1e-9)
    (late,) = Run(settings).check(["photo"])
    assert [(skip.what, skip.reason.en) for skip in late.report.skipped] == [
        ("photo/01.png", "the time for this post was over")
    ]
    assert late.exit_code == 2
    (whole,) = Run(msgspec.structs.replace(settings, budget=100.0)).check(["photo"])
    assert whole.exit_code == 0


def test_a_clip_that_takes_longer_than_its_budget_is_no_clean_post(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("clip").mkdir()
    Path("clip/caption.txt").write_text("加我微信 camp_day88", encoding="utf-8")
    write_clip(Path("clip/clip.mp4"), seconds=2)
    command = ["check", "clip", "--isolated", "--store", "../run.db", "--format", "json"]
    told = []
    for budget, code in (("0.01s", ExitCode.FAILED), ("10m", ExitCode.FINDINGS), ("0.01s", ExitCode.FINDINGS)):
        assert run([*command, "--budget", budget]) == code
        told += json.loads(capsys.readouterr().out)["posts"]
    assert [one["what"] for one in told[0]["skipped"] if "the time for this post" in one["reason"]] == ["clip/clip.mp4"]
    assert "DV102" in {finding["code"] for finding in told[0]["findings"]}, "its words were checked"
    assert told[1]["skipped"] == told[2]["skipped"] == [], "what was finished stays so"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_run_whose_driver_was_killed_goes_on_and_ends_like_an_undisturbed_one(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [json.dumps({"body": f"加我微信 camp_day{n}，全网最佳"}, ensure_ascii=False) for n in range(200)]
    Path("long.jsonl").write_text("\n".join(rows), encoding="utf-8")
    command = ["long.jsonl", "--format", "jsonl", "-j", "2", "--time-limit", "9m"]
    killed = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", *command, "--store", "../run.db"],
        stdout=subprocess.PIPE,
        env={**os.environ, "REDNOTE_LINT_CACHE": str(work / ".cache")},
        start_new_session=True,
    )
    assert killed.stdout is not None
    for _ in range(40):
        killed.stdout.readline()
    Path("rednote-lint.json").write_text('{"tool": {"name": "rednote-lint"}}', encoding="utf-8")
    with pytest.raises(UserError, match=f"another run uses this store: process {killed.pid} on"):
        run(["check", *command, "--store", "../run.db", "--output", "json=rednote-lint.json"])
    assert Path("rednote-lint.json").read_text(encoding="utf-8") == '{"tool": {"name": "rednote-lint"}}'
    killed.kill()
    killed.communicate()
    assert gone(lambda _, group: group == killed.pid)
    with contextlib.closing(sqlite3.connect("../run.db")) as store:
        (finished,) = store.execute("SELECT count(*) FROM answers WHERE analyzer LIKE 'result/%'").fetchone()
    run(["check", "long.jsonl", "--format", "jsonl", "--no-cache"])
    undisturbed = capsys.readouterr().out
    run(["check", *command, "--store", "../run.db"])
    again = capsys.readouterr()
    assert again.out == undisturbed
    count, posts = (int(word) for word in again.err.splitlines()[-1].split() if word.isdigit())
    assert 40 <= count == finished < posts == 200

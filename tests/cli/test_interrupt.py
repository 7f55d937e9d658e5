"""Ctrl-C: reports that were begun are valid files, a summary and the line that continues, exit 130."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import openpyxl
import pytest

from rednote_lint.cli.interrupt import how_to_continue
from rednote_lint.interrupts import uninterrupted
from rednote_lint.model import Summary
from rednote_lint.report.tables.workbook_copy import WorkbookReporter
from tests.program import called, read
from tests.workbooks_made import workbook

POSTS = 3000


@pytest.mark.skipif(sys.platform == "win32", reason="a console event cannot be sent to one process there")
@pytest.mark.parametrize(("language", "said"), [("en", "interrupted after"), ("zh", "已中断")])
def test_an_interrupted_batch_leaves_valid_files(tmp_path: Path, language: str, said: str) -> None:
    rows = (json.dumps({"id": f"n{n}", "body": f"加我微信 camp_day{n}"}, ensure_ascii=False) for n in range(POSTS))
    (tmp_path / "notes.jsonl").write_text("\n".join(rows), encoding="utf-8")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "rednote_lint", "notes.jsonl"),
            *("--format", "concise", "--output", "json=a.json", "--lang", language),
        ],
        cwd=tmp_path,
        env={**os.environ, "REDNOTE_LINT_CACHE": str(tmp_path / ".cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    report = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert process.returncode == 130
    assert report["summary"]["interrupted"] is True
    assert 0 < report["summary"]["posts"] == len(report["posts"]) < POSTS
    assert said in errors and "rednote-lint notes.jsonl --format concise" in errors


def test_it_is_held_back_while_a_report_is_written() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append("written")
    assert done == ["written"]


def test_other_threads_cannot_hold_it_back() -> None:
    done: list[str] = []

    def work() -> None:
        with uninterrupted():
            done.append("written")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["written"]


def test_the_line_that_continues_is_quoted() -> None:
    told = how_to_continue("2 posts", ["my posts/"], "en")
    assert "rednote-lint 'my posts/'" in told or 'rednote-lint "my posts/"' in told
    assert "cache" in told and "cache" not in how_to_continue("2 posts", ["--no-cache"], "en").replace("--no-cache", "")


def test_reports_that_are_being_written_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = WorkbookReporter.end

    def end(reporter: WorkbookReporter, summary: Summary) -> None:
        signal.raise_signal(signal.SIGINT)
        write(reporter, summary)

    monkeypatch.setattr(WorkbookReporter, "end", end)
    workbook(tmp_path / "c.xlsx", [("标题", "正文"), ("一", "慢慢走")])
    arguments = ("c.xlsx", "--output", "json=a.json", "--output", "xlsx=o.xlsx", "--lang", "en")
    done = read(called(*arguments, cwd=tmp_path, environment={**os.environ, "REDNOTE_LINT_NO_PROGRESS": "1"}))
    assert done.returncode == 130
    assert "interrupted after 1 post" in done.stderr and "To continue: rednote-lint c.xlsx --output" in done.stderr
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["summary"]["posts"] == 1
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["C"]] == ["rednote-lint verdict", "READY"]


def test_an_error_that_it_leads_to_is_no_defect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_imported(arguments: list[str]) -> None:
        try:
            raise KeyboardInterrupt
        except sys.gone:  # type: ignore[attr-defined, misc]  # The library's own error, which is not there yet.
            pass

    monkeypatch.setattr("rednote_lint.cli.app.run", half_imported)
    done = read(called("rules", cwd=tmp_path, environment={**os.environ}))
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a console event cannot be sent to one process there")
def test_an_interrupted_fix_says_what_it_has_written(tmp_path: Path) -> None:
    posts = [tmp_path / "posts" / f"{n:04}.md" for n in range(800)]
    posts[0].parent.mkdir()
    for post in posts:
        post.write_text("正文 ＃周末[话题]#\n", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "rednote_lint", "posts", "--fix", "--lang", "en"],
        cwd=tmp_path,
        env={**os.environ, "REDNOTE_LINT_CACHE": str(tmp_path / ".cache"), "REDNOTE_LINT_NO_PROGRESS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    while any("＃" in post.read_text(encoding="utf-8") for post in posts) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "800 fixed, 0 not fixed" in errors and "rednote-lint posts --fix" in errors

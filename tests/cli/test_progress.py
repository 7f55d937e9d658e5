"""What takes longer than a second is shown on stderr: redrawn on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rednote_lint.cli import progress
from rednote_lint.cli.app import run
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.model import Bilingual, PostDisplay, Problem, Report
from rednote_lint.posts import source
from rednote_lint.posts.course import Course
from rednote_lint.run.outcome import Outcome

TITLE = Bilingual(en="Crop", zh="裁剪")
Screen = Callable[[bool], io.StringIO]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    def made(is_terminal: bool) -> io.StringIO:
        monkeypatch.setattr("sys.stderr", Terminal() if is_terminal else io.StringIO())
        return progress.sys.stderr

    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "TICK", 0.01)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return made


def finished(language: str = "en") -> Outcome:
    return Outcome(report=Report(path="kyoto/", id="k"), display=PostDisplay(language=language))


def until(stream: io.StringIO, text: str) -> None:
    deadline = time.monotonic() + 60
    while text not in stream.getvalue():
        assert time.monotonic() < deadline, f"{text!r} is not in {stream.getvalue()!r}"
        time.sleep(0.01)


def test_a_terminal_is_left_empty(screen: Screen) -> None:
    shown = screen(True)
    with ProgressBar("en") as bar:
        bar.post_started("kyoto/")
        until(shown, "post 1 · kyoto/")
        bar.begin("a.mp4", TITLE)
        bar.advance(0.5)
        until(shown, "a.mp4: Crop · 50%")
    assert shown.getvalue().endswith("\r") and "\n" not in shown.getvalue() and "\x1b" not in shown.getvalue()


def test_the_time_left_follows_from_what_is_done(screen: Screen) -> None:
    shown = screen(True)
    course = Course()
    with ProgressBar("en", course) as bar:
        bar.post_started("kyoto/")
        bar.post_finished(finished())
        course.reached(0.25)
        bar.post_started("osaka/")
        until(shown, "post 2 · 25% · osaka/ · about 0:")
        course.reached(0.5)
        bar.post_started("nara/")
        course.is_over = True
        until(shown, "post 2 of 3 · 25% · osaka/ · about 0:")


def test_posts_are_counted_as_they_are_read_and_no_table_is_read_for_it(
    screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = screen(False)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    rows = (json.dumps({"body": f"今天去公园 {number}"}, ensure_ascii=False) for number in range(400))
    (tmp_path / "posts.jsonl").write_text("\n".join(rows), encoding="utf-8")
    read: list[Path] = []
    pieces = source._pieces
    monkeypatch.setattr(source, "_pieces", lambda path: read.append(path) or pieces(path))  # type: ignore[func-returns-value]
    assert run(["check", str(tmp_path), "--isolated", "--no-cache", "--quiet"]) == 0
    assert len(read) == 1
    shares = [int(share) for share in re.findall(r" (\d+)% ·", shown.getvalue())]
    assert shares == sorted(shares) and len(set(shares)) > 3


def test_a_later_pass_of_fixes_counts_anew_and_says_which_it_is(screen: Screen) -> None:
    course, shown = Course(), screen(True)
    with ProgressBar("en", course) as bar:
        for _ in range(3):
            bar.post_started("kyoto/")
            bar.post_finished(finished())
        course.is_over = True
        bar.begin_pass()
        bar.post_started("kyoto/")
        until(shown, "pass 2 · post 1 · kyoto/")
        bar.post_finished(finished("zh"))
        bar.begin_pass()
        bar.post_started("kyoto/")
        until(shown, "第 3 轮 · 第 1 篇 · kyoto/")
    assert "of 3" not in shown.getvalue().split("pass 2")[1]


def test_a_fix_begins_a_pass_for_posts_that_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passes: list[int] = []
    monkeypatch.setattr(ProgressBar, "begin_pass", lambda bar: passes.append(bar._pass))
    (tmp_path / "caption.txt").write_text("周末去了京都，天气很好。 #京都 #京都", encoding="utf-8")
    run([str(tmp_path), "--fix", "--isolated", "--no-cache"])
    assert passes == [1]


def test_other_streams_get_a_line_now_and_then(screen: Screen) -> None:
    shown = screen(False)
    with ProgressBar("en") as bar:
        bar.post_started("kyoto/")
        until(shown, "post 1 · kyoto/ · 0:00\n")
        time.sleep(0.1)
    assert shown.getvalue().count("\n") == 1


def test_a_dumb_terminal_gets_plain_lines(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    shown = screen(True)
    with ProgressBar("en") as bar:
        bar.post_started("kyoto/")
        until(shown, "\n")
    assert "\r" not in shown.getvalue()


def test_the_line_is_gone_while_a_report_is_written(screen: Screen) -> None:
    shown = screen(True)
    with ProgressBar("en") as bar:
        bar.post_started("kyoto/")
        until(shown, "kyoto/")
        with bar.paused():
            before = shown.getvalue()
            assert before.endswith("\r")
            time.sleep(0.1)
            assert shown.getvalue() == before


def test_a_short_run_shows_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = screen(True)
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    with ProgressBar("en") as bar:
        bar.post_started("kyoto/")
    assert shown.getvalue() == ""


def test_it_speaks_the_language_of_the_posts(screen: Screen) -> None:
    shown = screen(True)
    with ProgressBar("en") as bar:
        bar.post_finished(finished("zh"))
        bar.begin("a.mp4", TITLE)
        until(shown, "裁剪")


def test_of_several_posts_the_slow_one_is_shown_with_what_failed_and_the_rate(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "MANY", 2)
    monkeypatch.setattr(progress, "SLOW", 0.0)
    shown = screen(True)
    monkeypatch.setenv("COLUMNS", "200")
    broken = Report(path="broken/", id="b", problems=(Problem(message=TITLE),))
    with ProgressBar("en") as bar:
        for path in ("slow/", "broken/", "kyoto/", "later/"):
            bar.post_started(path)
        bar.post_finished(Outcome(report=broken))
        bar.post_finished(finished())
        until(shown, "post 3 · 1 not checked · slow/ (0:00) · ")
        until(shown, " a second · ")

"""`--watch` in real processes: saved in place, saved by rename, made, deleted; a terminal and a pipe; Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal, at_terminal
from tests.cli.test_commands import run

CONTACT = "加我微信 camp_day88"
WATCHING = "Ctrl-C ends"
needs_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")

WITHOUT_WATCHFILES = """
import sys
sys.modules["watchfiles"] = None
from rednote_lint.cli import main
main()
"""


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / "posts" / name).mkdir(parents=True)
        (tmp_path / "posts" / name / "caption.txt").write_text("周末去露营，天气很好。", encoding="utf-8")
    return tmp_path


@contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Terminal]:
    with at_terminal("posts", "--watch", *arguments, cwd=folder, REDNOTE_LINT_NO_PROGRESS="1") as screen:
        screen.wait_for(WATCHING)
        yield screen


def save_by_rename(target: Path, text: str) -> None:
    new = target.with_name(".caption.txt.swp")
    new.write_text(text, encoding="utf-8")
    new.replace(target)


@needs_terminal
def test_only_the_post_that_changes_is_shown(posts: Path) -> None:
    with watching(posts) as screen:
        assert "Watching 2 posts" in screen.shown
        before = len(screen.shown)
        (posts / "posts/a/caption.txt").write_text(CONTACT, encoding="utf-8")
        shown = screen.wait_for(WATCHING, after=before)
        assert "camp_day88" in shown and "posts/a" in shown and "posts/b" not in shown
        assert "\x1b[2J" in shown or "\x1b[H" in shown
        before = len(screen.shown)
        save_by_rename(posts / "posts/a/caption.txt", "周末去露营。")
        assert "camp_day88" not in screen.wait_for(WATCHING, after=before)
        screen.type("\x03")
        assert screen.end() == 130
        assert "stopped watching" in screen.shown and "Traceback" not in screen.shown


@needs_terminal
def test_posts_that_come_and_go_are_told(posts: Path) -> None:
    with watching(posts) as screen:
        before = len(screen.shown)
        (posts / "posts/c").mkdir()
        (posts / "posts/c/caption.txt").write_text(CONTACT, encoding="utf-8")
        assert "posts/c" in screen.wait_for(WATCHING, after=before)
        before = len(screen.shown)
        (posts / "posts/c/caption.txt").unlink()
        (posts / "posts/c").rmdir()
        assert "gone: posts/c" in screen.wait_for(WATCHING, after=before)


@needs_terminal
def test_a_configuration_that_is_being_typed_is_told_and_the_watch_goes_on(posts: Path) -> None:
    (posts / "posts/a/caption.txt").write_text(CONTACT, encoding="utf-8")
    with watching(posts) as screen:
        before = len(screen.shown)
        (posts / "posts/rednote-lint.yaml").write_text("ignore: [", encoding="utf-8")
        screen.wait_for("error", after=before)
        before = len(screen.shown)
        (posts / "posts/rednote-lint.yaml").write_text("ignore: [DV]\n", encoding="utf-8")
        shown = screen.wait_for(WATCHING, after=before)
        assert "posts/a" in shown and "camp_day88" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a console event cannot be sent to one process there")
@pytest.mark.parametrize(("language", "said"), [("en", "looked at once a second"), ("zh", "每秒查看一次文件")])
def test_without_watchfiles_it_looks_and_says_so(posts: Path, language: str, said: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WITHOUT_WATCHFILES, "posts", "--watch", "--format", "concise", "--lang", language],
        cwd=posts,
        env={**os.environ, "REDNOTE_LINT_CACHE": str(posts / ".cache"), "REDNOTE_LINT_NO_PROGRESS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    while "Ctrl-C" not in process.stdout.readline():
        pass
    save_by_rename(posts / "posts/b/caption.txt", CONTACT)
    lines = []
    while "Ctrl-C" not in (line := process.stdout.readline()):
        lines.append(line)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said in errors and "Traceback" not in errors
    assert any(line.startswith("posts/b/caption.txt:1:") for line in lines)
    assert not any("posts/a" in line for line in lines)


@pytest.mark.parametrize(
    "other", [["--fix"], ["--diff"], ["--output", "json=r.json"], ["--format", "json"], ["--format", "markdown"]]
)
def test_what_cannot_be_done_again_and_again_is_refused(posts: Path, other: list[str]) -> None:
    result = run("posts", "--watch", *other, cwd=posts)
    assert result.returncode == 2 and "exclude each other" in result.stderr

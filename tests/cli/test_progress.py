"""The bar is drawn on a terminal only, and never between the lines of a report."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from rednote_lint.cli import progress
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.model import Bilingual, PostDisplay, Report
from rednote_lint.run.outcome import Outcome

TITLE = Bilingual(en="Crop", zh="裁剪")
Streams = Callable[[str], io.StringIO]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Make stdout, stderr or both a terminal; return what is written to stderr."""

    def made(terminals: str) -> io.StringIO:
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(f"sys.{name}", Terminal() if name in terminals else io.StringIO())
        return progress.sys.stderr

    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    return made


def work(bar: ProgressBar, language: str = "en") -> None:
    with bar:
        bar.post_started("kyoto/")
        bar.post_finished(Outcome(report=Report(path="kyoto/", id="k"), display=PostDisplay(language=language)))
        bar.begin("a.mp4", TITLE)
        bar.advance(0.5)
        bar.end()


@pytest.mark.parametrize(
    ("terminals", "posts", "files"),
    [("", False, False), ("stdout", False, False), ("stderr", True, True), ("stdout stderr", False, True)],
)
def test_posts_are_shown_unless_the_report_goes_to_the_terminal(
    streams: Streams, terminals: str, posts: bool, files: bool
) -> None:
    shown = streams(terminals)
    work(ProgressBar("en"))
    assert ("kyoto/" in shown.getvalue(), "Crop" in shown.getvalue()) == (posts, files)


def test_a_short_run_needs_no_bar(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = streams("stderr")
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    work(ProgressBar("en"))
    assert "kyoto/" not in shown.getvalue()


def test_it_speaks_the_language_of_the_posts(streams: Streams) -> None:
    shown = streams("stderr")
    work(ProgressBar("en"), language="zh")
    assert "裁剪" in shown.getvalue()

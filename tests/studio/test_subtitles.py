"""The subtitles of a video are read densely behind its check, and take the place of those that the rules have read."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser import Page
from tests.clips_made import Spoken, subtitled
from tests.studio.conftest import Client, let_in

COARSE = "one look every two seconds"


def until(reader: Client, number: int, holds: Callable[[Any], bool]) -> Any:
    for _ in range(1200):
        now = reader.ask("GET", f"/api/posts/{number}").json
        if holds(now):
            return now
        time.sleep(0.05)
    raise AssertionError(now)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    spoken = [Spoken(0.0, 2.4, "call +1 555 010 7788"), Spoken(2.4, 3.6, "the road was empty")]
    return subtitled(tmp_path_factory.mktemp("clip") / "clip.mp4", spoken).read_bytes()


@pytest.fixture(scope="module")
def shown(reader: Client, clip: bytes) -> Any:
    (number,) = reader.drop({"a/clip.mp4": clip})
    checked = until(reader, number, lambda now: now["whole"])
    assert checked["line"]["reading"] is not None, "the findings are there first"
    return until(reader, number, lambda now: now["line"]["reading"] is None)


def test_they_are_shown_at_their_moments_once_they_are_read(shown: Any) -> None:
    first, second = re.findall(r'<tr data-second="([\d.]+)"', shown["transcript"])
    assert float(first) == 0.0 and abs(float(second) - 2.4) <= 0.5
    assert COARSE not in shown["transcript"]
    of_first, of_second = re.findall(r"<tr .*?</tr>", shown["transcript"])
    assert "<mark" in of_first and "<mark" not in of_second


def test_the_page_says_so_meanwhile(tab: Page, reader: Client, shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from rednote_lint.run.subtitles.background import BackgroundSubtitles

    waits, row = "!document.getElementById('reading').hidden", "document.querySelectorAll('#transcript tr').length"
    let_in(tab, reader)
    with monkeypatch.context() as patched:
        patched.setattr(BackgroundSubtitles, "seconds", lambda self, paths: 7.0)
        tab.open(f"http://{reader.host}/#post={shown['number']}")
        seen(tab, f"{waits} && document.getElementById('reading').innerText.includes('7 seconds')")
    seen(tab, f"!({waits}) && {row} === 2")
    assert tab.complaints() == []


def seen(tab: Page, condition: str) -> None:
    for _ in range(200):
        if tab.value(condition):
            return
        time.sleep(0.05)
    raise AssertionError(condition)


def test_the_same_content_is_not_read_again_and_a_removed_post_is_given_up(
    reader: Client, clip: bytes, shown: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rednote_lint.run.subtitles.task import SubtitleTask

    monkeypatch.setattr(SubtitleTask, "decodes", lambda self, path: pytest.fail("it was read before"))
    (number,) = reader.drop({"b/clip.mp4": clip})
    now = until(reader, number, lambda now: now["whole"] and now["line"]["reading"] is None)
    assert now["transcript"].count("<tr ") == 2 and COARSE not in now["transcript"]
    background = reader.studio._checks.subtitles
    held = reader.studio._workspace.held(number)
    assert background.of(held.post.assets[0]) is not None
    assert reader.ask("DELETE", f"/api/posts/{number}").status == 204
    assert background.of(held.post.assets[0]) is None and background.seconds(held.videos) is None

"""What is read in the background is given up as soon as nobody wants it, or it has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import pytest

from rednote_lint.model import Asset, AssetKind, Subtitle
from rednote_lint.run.pool.spread import GivenUp
from rednote_lint.run.subtitles import background
from rednote_lint.run.subtitles.background import BackgroundSubtitles
from rednote_lint.run.subtitles.task import Reading

PATIENCE = 30
LINE = Subtitle(2.4, 3.6, "the road was empty")


class Pool:
    """Reads `quick` at once, and everything else until it is given up."""

    begun: list[str]
    given_up: Event

    def __init__(self, workers: int, is_given_up: Callable[[], bool]) -> None:
        self._is_given_up = is_given_up

    def map(self, task: object, paths: Iterable[str]) -> Iterator[Reading]:
        for path in paths:
            self.begun.append(Path(path).name)
            while not path.endswith("quick.mp4"):
                if self._is_given_up():
                    self.given_up.set()
                    raise GivenUp
                time.sleep(0.005)
            yield Reading(lines=(LINE,))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[BackgroundSubtitles]:
    Pool.begun, Pool.given_up = [], Event()
    monkeypatch.setattr(background, "PoolExecutor", Pool)
    made = BackgroundSubtitles(None)
    yield made
    assert made.close(PATIENCE)


def until(holds: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 200):
        if holds():
            return
        time.sleep(0.005)
    raise AssertionError


def videos(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).write_bytes(b"a")
    return [str(folder / name) for name in names]


def test_what_is_not_wanted_any_more_is_given_up(reading: BackgroundSubtitles, tmp_path: Path) -> None:
    long, quick = videos(tmp_path, "long.mp4", "quick.mp4")
    reading.want([long, quick])
    until(lambda: Pool.begun == ["long.mp4"])
    assert reading.seconds([long]) is not None and reading.seconds([str(tmp_path / "other.mp4")]) is None
    reading.want([long, quick])
    assert not Pool.given_up.is_set(), "it is wanted still"
    reading.keep([quick])
    assert Pool.given_up.wait(PATIENCE)
    until(lambda: reading.seconds([long, quick]) is None)
    assert Pool.begun == ["long.mp4", "quick.mp4"]
    assert reading.of(Asset(path=quick, kind=AssetKind.VIDEO)) == (LINE,)


def test_of_a_file_that_has_changed_nothing_is_known(reading: BackgroundSubtitles, tmp_path: Path) -> None:
    (quick,) = videos(tmp_path, "quick.mp4")
    asset = Asset(path=quick, kind=AssetKind.VIDEO)
    reading.want([quick])
    until(lambda: reading.of(asset) is not None)
    Path(quick).write_bytes(b"another")
    assert reading.of(asset) is None
    reading.want([quick])
    until(lambda: reading.of(asset) is not None)
    assert Pool.begun == ["quick.mp4", "quick.mp4"]


def test_a_reading_ends_with_the_program(reading: BackgroundSubtitles, tmp_path: Path) -> None:
    (long,) = videos(tmp_path, "long.mp4")
    reading.want([long])
    until(lambda: Pool.begun == ["long.mp4"])
    assert reading.close(PATIENCE) and Pool.given_up.is_set()


def test_a_defect_keeps_nobody_waiting(
    reading: BackgroundSubtitles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Pool, task: object, paths: Iterable[str]) -> Iterator[Reading]:
        raise RuntimeError("defect")

    monkeypatch.setattr(Pool, "map", fails)
    (quick,) = videos(tmp_path, "quick.mp4")
    reading.want([quick])
    until(lambda: reading.seconds([quick]) is None)
    assert reading.of(Asset(path=quick, kind=AssetKind.VIDEO)) is None

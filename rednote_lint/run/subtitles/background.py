"""Reads the subtitles of videos in the background: one after the other, in a process that can be ended."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, Lock

from rednote_lint.model import Asset, Subtitle
from rednote_lint.run.pool.pool import PoolExecutor
from rednote_lint.run.pool.spread import GivenUp
from rednote_lint.run.subtitles.task import SubtitleTask
from rednote_lint.run.workers import Worker
from rednote_lint.store import Store
from rednote_lint.store.unkept import Unkept

Stamp = tuple[int, int, int]
"""Inode, time and size of a file: another one is another content."""


@dataclass
class _Video:
    """A video that somebody wants the subtitles of."""

    stamp: Stamp
    since: float
    lines: tuple[Subtitle, ...] | None = None
    is_over: bool = False
    """Whether it was read, or could not be."""


class BackgroundSubtitles:
    """Reads what is wanted; every method may be called from any thread.

    Args:
        cache: the folder in which readings are kept by content; None: none is.
    """

    def __init__(self, cache: Path | None) -> None:
        self._store = Store(cache) if cache is not None else Unkept()
        self._videos: dict[str, _Video] = {}
        self._lock, self._reading, self._closed = Lock(), Lock(), Event()
        self._worker = Worker("subtitles", lambda path, error: self._failed(path))

    def keep(self, paths: Collection[str]) -> None:
        """Give up all videos but these, and those of them that have changed."""
        stamps = _stamps(paths)
        with self._lock:
            for path in [path for path, video in self._videos.items() if stamps.get(path) != video.stamp]:
                del self._videos[path]
                self._worker.drop(path)

    def want(self, paths: Collection[str]) -> None:
        """Read these videos as they are now, and no others."""
        self.keep(paths)
        with self._lock:
            for path, stamp in _stamps(paths).items():
                if path not in self._videos:
                    video = self._videos[path] = _Video(stamp, time.monotonic())
                    self._worker.put(path, partial(self._read, path, video))

    def of(self, asset: Asset) -> Sequence[Subtitle] | None:
        """Return the subtitles of a video; None where they are not known of it as it is now."""
        with self._lock:
            video = self._videos.get(asset.path)
            return video.lines if video is not None and video.stamp == _stamp(asset.path) else None

    def seconds(self, paths: Collection[str]) -> float | None:
        """Return how long the oldest of some readings has been waited for; None where none is under way."""
        with self._lock:
            since = [
                self._videos[path].since for path in paths if path in self._videos and not self._videos[path].is_over
            ]
        return time.monotonic() - min(since) if since else None

    def close(self, seconds: float) -> bool:
        """End the reading, and wait a while until it has.

        Returns:
            whether it has.
        """
        self._closed.set()
        has_ended = self._reading.acquire(timeout=seconds)
        if has_ended:
            self._reading.release()
        return has_ended

    def _failed(self, path: str) -> None:
        """Have nobody wait for a reading that ended by a defect: what the rules have read stays."""
        with self._lock:
            if path in self._videos:
                self._videos[path].is_over = True

    def _read(self, path: str, video: _Video, given_up: Event) -> None:
        def is_given_up() -> bool:
            return given_up.is_set() or self._closed.is_set()

        with self._reading, suppress(GivenUp):
            if is_given_up():
                return
            pool = PoolExecutor(1, is_given_up=is_given_up)
            try:
                (reading,) = pool.map(SubtitleTask(self._store), [path])
            finally:
                self._store.close()
            with self._lock:
                video.lines, video.is_over = reading.lines, True


def _stamps(paths: Collection[str]) -> dict[str, Stamp]:
    return {path: stamp for path in paths if (stamp := _stamp(path)) is not None}


def _stamp(path: str) -> Stamp | None:
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return (status.st_ino, status.st_mtime_ns, status.st_size)

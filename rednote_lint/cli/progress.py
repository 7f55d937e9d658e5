"""Progress on stderr for what takes longer than a second: a redrawn line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import NamedTuple, Protocol

from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual
from rednote_lint.posts.course import Course
from rednote_lint.report.screen.overview import clock
from rednote_lint.report.width import cells, head, one_line
from rednote_lint.run.outcome import Outcome

PATIENCE = 1.0
"""Seconds of a run after which progress is shown; a shorter one needs none."""
TICK = 0.25
"""Seconds between two looks at the clock."""
EVERY = 10.0
"""Seconds between two plain lines."""

MANY = 20
"""Posts after which their number in a second means something."""
SLOW = 10.0
"""Seconds after which a post is shown with how long it takes."""

OFF = "REDNOTE_LINT_NO_PROGRESS"
"""The variable that turns progress off, whatever its value."""

_OF = Bilingual(en="post {n} of {total}", zh="共 {total} 篇，第 {n} 篇")
_NUMBER = Bilingual(en="post {n}", zh="第 {n} 篇")
_PASS = Bilingual(en="pass {n}", zh="第 {n} 轮")
_FAILED = Bilingual(en="{count} not checked", zh="{count} 篇未能检查")
_RATE = Bilingual(en="{rate} a second", zh="每秒 {rate} 篇")
_LEFT = Bilingual(en="about {time} left", zh="约剩 {time}")


class _Display(Protocol):
    def show(self, text: str) -> None: ...

    def clear(self) -> None: ...


class _Begun(NamedTuple):
    """What was known when a post was begun."""

    since: float
    share: float
    """Of all posts, those before it."""


class _Line:
    """One line of a terminal, drawn over itself; without escapes, so that every terminal takes it."""

    def __init__(self) -> None:
        self._drawn = 0

    def show(self, text: str) -> None:
        self.clear()
        shown = head(text, shutil.get_terminal_size().columns - 1)
        self._drawn = cells(shown)
        sys.stderr.write(shown)
        sys.stderr.flush()

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write(f"\r{' ' * self._drawn}\r")
            sys.stderr.flush()
            self._drawn = 0


class _Log:
    """Lines of a file or a pipe, one now and then."""

    def __init__(self) -> None:
        self._next = 0.0

    def show(self, text: str) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def clear(self) -> None:
        pass


class ProgressBar:
    """Shows how a run goes on; see `run.progress.Progress`.

    Args:
        language: `en` or `zh`, until the first outcome says otherwise.
        course: says how far the reading of posts has come.
    """

    def __init__(self, language: str, course: Course | None = None) -> None:
        self._language = language
        self._course = course or Course()
        self._pass = 1
        self._begun = 0
        self._finished = 0
        self._failed = 0
        self._under_way: dict[str, _Begun] = {}
        self._file = ""
        self._share = 0.0
        self._started = self._pass_started = time.monotonic()
        self._lock = threading.RLock()
        self._ended = threading.Event()
        self._display: _Display = _Line() if _takes_redrawing() else _Log()

    @property
    def language(self) -> str:
        """`en` or `zh`, as the last post speaks."""
        return self._language

    def __enter__(self) -> ProgressBar:
        """Watch the clock from now on."""
        if not os.environ.get(OFF):
            threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""
        self._ended.set()
        with self._lock:
            self._display.clear()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep the terminal free while something else is written to it."""
        with self._lock:
            self._display.clear()
            yield

    def begin_pass(self) -> None:
        """Count anew: posts are checked again after fixes, some of those before, and nobody knows how many."""
        with self._lock:
            self._pass += 1
            self._course = Course()
            self._begun = self._finished = self._failed = 0
            self._pass_started = time.monotonic()

    def post_started(self, path: str) -> None:
        """Name the post; of several that are under way, the one that was begun first is shown: it is the slow one."""
        with self._lock:
            self._begun += 1
            self._under_way[path] = _Begun(time.monotonic(), self._course.share)

    def post_finished(self, outcome: Outcome) -> None:
        """Count the post."""
        with self._lock:
            self._finished += 1
            self._failed += outcome.exit_code is ExitCode.FAILED
            self._under_way.pop(outcome.report.path, None)
            self._language = outcome.display.language

    def begin(self, path: str, title: Bilingual) -> None:
        """Name the file that is worked on."""
        with self._lock:
            self._file, self._share = f"{path}: {title.pick(self._language)}", 0.0

    def advance(self, share: float) -> None:
        """Note the share of the file that is done."""
        with self._lock:
            self._share = share

    def end(self) -> None:
        """Forget the file."""
        with self._lock:
            self._file = ""

    def _watch(self) -> None:
        if self._ended.wait(max(PATIENCE, 0.0)):
            return
        while not self._ended.is_set():
            with self._lock:
                if not self._ended.is_set():
                    self._draw()
            self._ended.wait(TICK)

    def _draw(self) -> None:
        text = " · ".join(filter(None, self._parts()))
        if text:
            self._display.show(one_line(text))

    def _parts(self) -> Iterator[str]:
        elapsed = time.monotonic() - self._started
        if self._file:
            yield self._file
            yield f"{self._share:.0%}"
        elif self._under_way:
            path, (since, share) = next(iter(self._under_way.items()))  # All posts before it are done.
            if self._pass > 1:
                yield _PASS.filled({"n": str(self._pass)}).pick(self._language)
            number = {"n": str(self._finished + 1), "total": str(self._begun)}
            yield (_OF if self._course.is_over else _NUMBER).filled(number).pick(self._language)
            if share:
                yield f"{share:.0%}"
            if self._failed:
                yield _FAILED.filled({"count": str(self._failed)}).pick(self._language)
            waited = time.monotonic() - since
            yield path if waited < SLOW else f"{path} ({clock(waited)})"
            if self._finished >= MANY:
                rate = self._finished / (time.monotonic() - self._pass_started)
                yield _RATE.filled({"rate": f"{rate:.1f}"}).pick(self._language)
            if share:
                left = elapsed / share * (1 - share)
                yield _LEFT.filled({"time": clock(left)}).pick(self._language)
                return
        else:
            return
        yield clock(elapsed)


def _takes_redrawing() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

"""The two checks of a post: its words at once, everything in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Timer
from typing import NamedTuple

import msgspec

from rednote_lint.config import find_config
from rednote_lint.errors import UserError, named
from rednote_lint.model import Bilingual, Finding, Post, Report, Rule
from rednote_lint.posts import Sources, discover
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.pool.pool import PoolExecutor
from rednote_lint.run.pool.spread import GivenUp
from rednote_lint.run.record_types import prepare_records
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.run.subtitles.background import BackgroundSubtitles
from rednote_lint.run.workers import Worker
from rednote_lint.studio.confined import confined, without_fixes_outside

WORKERS = 2
"""Processes that look at media for the first time; one is started for one post."""
PAUSE = 0.6
"""Seconds without a change after which media are looked at again; what is known of them is not found out anew."""


_DEFECT = Bilingual(
    en="the check ended by a defect of rednote-lint ({why}); please report it",
    zh="检查因 rednote-lint 的缺陷中断（{why}），欢迎反馈",
)


class Checked(NamedTuple):
    """A post with what was found in it."""

    post: Post
    outcome: Outcome


class Checks:
    """Checks the posts of the workspace.

    Args:
        settings: of the command line.
        folder: in which facts are kept.
    """

    def __init__(self, settings: Settings, folder: Path) -> None:
        # A configuration is that of the place where the program was started: copies lie below nobody's folder.
        config = None if settings.isolated else settings.config or find_config(Path.cwd())
        whole = msgspec.structs.replace(
            settings, config=config, isolated=config is None, cache=folder, compiled=folder, with_words=True, store=None
        )
        self._words = Run(msgspec.structs.replace(whole, media=False, cache=None))
        self._whole = Run(whole)
        self._notices = whole.for_notices
        self.subtitles = BackgroundSubtitles(folder)
        # What a decoder sees for the first time may take its process along: that is a worker, not the page.
        self._closed = Event()
        self._fresh = Run(whole, executor=PoolExecutor(WORKERS, is_given_up=self._closed.is_set))
        self._failed: Callable[[str, Bilingual], None] = lambda name, why: None
        self._worker = Worker("media", lambda name, error: self._failed(name, _why(error)))
        self._wording, self._busy, self._timing = Lock(), Lock(), Lock()
        self._timers: dict[str, Timer] = {}

    def prepare(self, failed: Callable[[str, Bilingual], None]) -> None:
        """Load the rules and the records before there are two threads.

        Args:
            failed: is told the name of a drop whose check ended, and why.

        Raises:
            UserError: a configuration, a pack or a selector is wrong.
        """
        self._failed = failed
        session = self._words.sessions.of(Path.cwd())
        session.refuse_broken_packs()
        session.rules.checkers  # noqa: B018 - compiled when first asked for
        prepare_records()

    @property
    def known(self) -> tuple[Rule, ...]:
        """All rules."""
        return self._words.sessions.of(Path.cwd()).known

    @property
    def reads_pictures(self) -> bool:
        """Whether text in pictures is read."""
        return self._whole.sessions.settings.media and self._words.sessions.of(Path.cwd()).config.ocr

    def words(self, folder: Path, path: str = "") -> list[Checked]:
        """Check the words of the posts in a folder, or of the one of them that is named so."""
        with self._wording:
            return list(self._checked(self._words, folder, path))

    def whole(self, folder: Path, path: str) -> list[Checked]:
        """Check everything in a post now, behind the check that runs."""
        with self._busy:
            return list(self._checked(self._whole, folder, path))

    def judged(self, folder: Path, path: str, *, is_seen: bool) -> tuple[Report, str]:
        """Check a post as `explain-ban` does.

        Args:
            folder: of its drop.
            path: of the post.
            is_seen: whether its media were looked at, so that they may be once more.

        Returns:
            The report, and the preset that judged it.
        """
        settings = self._notices
        run = Run(settings if is_seen else msgspec.structs.replace(settings, media=False, cache=None))
        with self._busy if is_seen else self._wording:
            (checked,) = self._checked(run, folder, path)
        return checked.outcome.report, settings.preset or ""

    def whole_later(
        self,
        name: str,
        folder: Path,
        take: Callable[[Checked], None],
        done: Callable[[], None],
        *,
        is_fresh: bool,
        pause: float,
    ) -> None:
        """Check everything in the posts of a folder in the other thread; a check of that name that runs is given up.

        Args:
            name: of the drop.
            folder: of the drop.
            take: is given each post as it is done.
            done: is told when all are.
            is_fresh: whether there may be media that were never decoded.
            pause: seconds after which it begins, unless it is asked for again until then.
        """
        run = self._fresh if is_fresh else self._whole

        def job(given_up: Event) -> None:
            with self._busy, suppress(GivenUp):
                for checked in self._until_closed(run, given_up, folder):
                    take(checked)
                if not (given_up.is_set() or self._closed.is_set()):
                    done()

        with self._timing:
            if waiting := self._timers.pop(name, None):
                waiting.cancel()
            self._worker.drop(name)
            timer = self._timers[name] = Timer(pause, self._worker.put, (name, job))
            timer.daemon = True
            timer.start()

    def _until_closed(self, run: Run, given_up: Event, folder: Path) -> Iterator[Checked]:
        """Check posts as long as somebody waits for them."""
        if not self._closed.is_set():
            for checked in self._checked(run, folder):
                if given_up.is_set() or self._closed.is_set():
                    return
                yield checked

    def close(self, seconds: float) -> bool:
        """Begin no more checks, and wait a while for the one that runs: a decoder cannot be stopped.

        Returns:
            whether it has ended.
        """
        self._closed.set()
        has_ended = self._busy.acquire(timeout=seconds)
        if has_ended:
            self._busy.release()
        return self.subtitles.close(seconds) and has_ended

    def _checked(self, run: Run, folder: Path, path: str = "") -> Iterator[Checked]:
        posts: dict[str, Post] = {}
        place = Path(path) if path and Path(path).exists() else folder

        def found() -> Iterator[Post]:
            for post in discover([place], run.with_columns(Sources())):
                if not path or post.path == path:
                    posts[post.path] = confined(post, folder)
                    yield posts[post.path]

        for outcome in run.check_posts(found()):
            report = without_fixes_outside(outcome.report, folder)
            yield Checked(posts[report.path], msgspec.structs.replace(outcome, report=report))

    def merged(self, words: Outcome, whole: Outcome | None) -> Report:
        """Return what is known of a post whose words have changed since all of it was checked.

        What rules of words alone say counts from the check of the words; what was seen in media counts as it was.
        """
        report = words.report
        if whole is None:
            return report
        of_words = self._words.sessions.of(Path.cwd()).rules.of_words
        typed, told = _typed(report), {finding.fingerprint for finding in report.findings}

        def is_of_media(finding: Finding) -> bool:
            return (
                finding.code not in of_words and finding.location.path not in typed and finding.fingerprint not in told
            )

        seen = whole.report
        return msgspec.structs.replace(
            report,
            findings=(*report.findings, *filter(is_of_media, seen.findings)),
            suppressed=(*report.suppressed, *(one for one in seen.suppressed if is_of_media(one.finding))),
            skipped=seen.skipped,
            transcripts=seen.transcripts,
            contents=seen.contents,
            vetoes=tuple(dict.fromkeys((*report.vetoes, *(one for one in seen.vetoes if one.where.path not in typed)))),
        )


def _why(error: Exception) -> Bilingual:
    """Say why a check ended, on one line."""
    if isinstance(error, UserError):
        return Bilingual(en=" – ".join(filter(None, error.told("en"))), zh=" – ".join(filter(None, error.told("zh"))))
    return _DEFECT.filled({"why": named(error)})


def _typed(report: Report) -> set[str]:
    """Return the files that the author typed in."""
    words = report.words
    spans = () if words is None else (words.title, words.body, *words.tags)
    return {span.where.path for span in spans if span is not None}

"""A run: posts are found, checked by an executor, compared with each other, and settled, in the order of the input."""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, tee
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from rednote_lint.model import Bilingual, Finding, Notice, Post
from rednote_lint.posts import DISK, Sources, discover
from rednote_lint.posts.columns import Columns
from rednote_lint.posts.course import Course
from rednote_lint.posts.discover import FolderReader
from rednote_lint.posts.folder import folder_post
from rednote_lint.posts.remote import FOLDER as REMOTE
from rednote_lint.posts.remote import Remote
from rednote_lint.run.answered import AnsweringReader
from rednote_lint.run.baselines import is_below
from rednote_lint.run.executor import Executor, Reach, SerialExecutor
from rednote_lint.run.kept.ledger import Ledger, Line, head
from rednote_lint.run.kept.shard import Shard
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.progress import Progress, Unobserved
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from rednote_lint.run.words import with_words
from rednote_lint.run.worker import Job, Worker
from rednote_lint.store.run_store import RunStore
from rednote_lint.verdict.baseline import Stale

if TYPE_CHECKING:
    from rednote_lint.batch.stage import Stage

_STALE = Bilingual(
    en="known findings that are found no more: {count}; `rednote-lint baseline prune PATH…` takes them out",
    zh="不再出现的已知问题：{count} 处，用 `rednote-lint baseline prune 路径…` 移除",
)
Answer = tuple[Post, Outcome]


class Run:
    """Checks posts with one set of settings; packs and configurations are loaded once for all its calls.

    Args:
        settings: what counts for all posts, over the configuration files.
        executor: where posts are checked; None: here, one at a time.
        sources: reads the text files of posts.
        progress: is told how the run goes on.
        shard: the part of the posts behind paths that is checked; None: all.
        course: is told how far the reading of posts has come.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        executor: Executor | None = None,
        sources: Sources = DISK,
        progress: Progress | None = None,
        shard: Shard | None = None,
        course: Course | None = None,
    ) -> None:
        self.sessions = Sessions(settings)
        self._shard = shard or Shard()
        self._course = course or Course()
        self.checked = 0
        """Posts whose rules were asked, in this run or before."""
        self.recalled = 0
        """Those of them that earlier runs had finished."""
        self._named: list[str | Path] = []
        self._whole: list[str | Path] = []
        self._executor: Executor = executor or SerialExecutor()
        self._remote = Remote(settings.remote, settings.cache / REMOTE if settings.cache is not None else None)
        self.sources = self.with_columns(sources)
        self._progress: Progress = progress or Unobserved()

    def with_columns(self, sources: Sources) -> Sources:
        """Return sources that know what this run says of the headings of tables, and what it may fetch."""
        return sources.of_calendars(self._columns, self._remote)

    def _columns(self, folder: Path) -> Columns:
        return Columns(tuple(self.sessions.of(folder).config.columns.items()))

    def check(
        self,
        paths: Sequence[str | Path],
        *,
        only: Callable[[Post], bool] | None = None,
        sources: Sources | None = None,
    ) -> Iterator[Outcome]:
        """Check the posts behind some paths; each is read when its turn comes.

        Args:
            paths: folders, captions, media, manifests.
            only: which of the posts found there are to be checked; None: all.
            sources: reads the text files of this call instead of the run's own.

        Raises:
            UserError: a configuration or a selector is wrong.
        """
        self._named = [*self._named, *paths]
        if only is not None:
            return self.check_posts(post for post in discover(paths, sources or self.sources) if only(post))
        if self._shard.of == 1:
            self._whole = [*self._whole, *paths]
        posts = discover(paths, sources or self.sources, self._reader, self._course)
        return self._kept([str(path) for path in paths], posts)

    def _kept(self, paths: Sequence[str], posts: Iterable[Post]) -> Iterator[Outcome]:
        """Check the posts of this part, and keep the run where it has a store of its own."""
        found = 0
        numbers: deque[int] = deque()

        def own() -> Iterator[Post]:
            nonlocal found
            for number, post in enumerate(posts):
                found = number + 1
                if self._shard.has(post):
                    if is_kept:
                        numbers.append(number)
                    yield post

        store, settings = self.sessions.store, self.sessions.settings
        is_kept = isinstance(store, RunStore)
        if not isinstance(store, RunStore):
            yield from self.check_posts(own())
            return
        moment = settings.now or dt.datetime.now(dt.UTC)
        with store.held():
            ledger = Ledger(store, head(settings, tuple(paths), self._shard, moment))
            yield from self.check_posts(own(), _Notes(ledger, numbers, self._shard))
            keys = ((one.config.origin, one.packs_key) for one in self.sessions.loaded)
            ledger.end(found, {origin: key for origin, key in keys if key is not None})
            store.close()

    def check_again(self, paths: Sequence[str], lines: Iterable[Line]) -> Iterator[Outcome]:
        """Settle posts whose rules were asked before; parts of a run, which knew nothing of each other, are compared.

        Args:
            paths: where they were found, all of them.
            lines: in the order of the run.

        Raises:
            UserError: a configuration is wrong.
        """
        self._named = [*self._named, *paths]
        self._whole = [*self._whole, *paths]
        return self._settled(self._again(iter(lines)))

    def _again(self, lines: Iterator[Line]) -> Iterator[Answer]:
        for line in lines:
            if line.twins is None:
                yield from self._compared(map(self._kept_of, chain([line], lines)), None)
            else:
                post, outcome = self._kept_of(line)
                yield post, _with_findings(outcome, line.twins)

    def _kept_of(self, line: Line) -> Answer:
        return line.post, self.sessions.of_post(line.post).told(line.post, line.report, line.traces)

    @property
    def _reader(self) -> FolderReader:
        """Read posts, of which those that the store can answer are not read where no other process has to know them."""
        store = self.sessions.store
        if store is None or isinstance(store, RunStore) or self._executor.reach is Reach.ELSEWHERE:
            return folder_post
        of = self.sessions.of_root
        return AnsweringReader(
            rules_key=lambda root: of(root).rules_key,
            answer=lambda root, key: of(root).answer(key),
            asks_more=lambda root: of(root).asks_more or self._shows_words(of(root)),
        )

    def check_posts(self, posts: Iterable[Post], notes: _Notes | None = None) -> Iterator[Outcome]:
        """Check posts that were read already; see `check`.

        Args:
            posts: the posts.
            notes: are told what the rules said of each, in order.
        """
        store = self.sessions.store
        try:
            yield from self._settled(self._compared(self._noted(self._linted(posts), notes), notes))
        finally:
            if store is not None:
                store.close()

    def _noted(self, answers: Iterable[Answer], notes: _Notes | None) -> Iterator[Answer]:
        """Keep what was found out, and count what earlier runs had."""
        for post, outcome in answers:
            self.checked += 1
            self.recalled += outcome.is_recalled
            kept = msgspec.structs.replace(self.sessions.recorded(outcome), is_recalled=False)
            if notes is not None:
                notes.linted(post, kept)
            yield post, kept

    def _settled(self, answers: Iterable[Answer]) -> Iterator[Outcome]:
        for baseline in self.sessions.baselines.values():
            baseline.begin()
        for post, outcome in answers:
            session = self.sessions.of_post(post)
            settled = session.settle(post, outcome)
            if self._shows_words(session):
                settled = with_words(settled, post)
            self._progress.post_finished(settled)
            yield settled

    def _shows_words(self, session: Session) -> bool:
        settings = self.sessions.settings
        return settings.with_words or session.config.format in settings.with_words_for

    def stale(self, paths: Sequence[str | Path] | None = None) -> dict[Path, list[Stale]]:
        """Return what the baselines hold that was not found any more; asked after the last post.

        Args:
            paths: what was to be checked; None: the paths of all calls of `check`.
        """
        named = self._named if paths is None else paths
        stale = ((path, one.stale(is_below(path, named))) for path, one in self.sessions.baselines.items())
        return {path: entries for path, entries in stale if entries}

    def configurations(self) -> Iterator[Outcome]:
        """Yield what is wrong with the suppressions of the configurations; asked after the last post.

        Unused ones are told where all posts were checked that they may cover, by calls of `check` without `only`.
        """
        whole = [Path(os.path.realpath(path)) for path in self._whole]  # Path.resolve fails at a link to itself.

        def is_whole(place: Path) -> bool:
            return any(Path(os.path.realpath(place)).is_relative_to(path) for path in whole)

        found: dict[str, Outcome] = {}
        for session in self.sessions.loaded:
            for outcome in session.settle_configuration(is_whole):
                if outcome.report.path not in found or session.configured.states(outcome.report.path):
                    found[outcome.report.path] = outcome
        yield from found.values()

    def read_suppressions_again(self, changed: Collection[str]) -> None:
        """Take the places that suppressions have in configurations that were edited; see `configurations`.

        Args:
            changed: files as reports name them.

        Raises:
            UserError: a configuration cannot be read any more.
        """
        for session in self.sessions.loaded:
            if changed and session.config.suppressions:
                session.configured.read_again(changed)

    def notices(self) -> tuple[Notice, ...]:
        """Return what is to be known of the run as a whole: entries of baselines that are found no more."""
        if self._shard.of > 1:  # They may be found in another part.
            return ()
        return tuple(
            Notice(
                what=self.sessions.baselines[path].file,
                reason=_STALE.filled({"count": str(sum(one.missing for one in entries))}),
            )
            for path, entries in self.stale().items()
        )

    def _linted(self, posts: Iterable[Post]) -> Iterator[Answer]:
        own, handed = tee(posts)
        return zip(own, self._executor.map(Worker(self.sessions), self._jobs(handed)), strict=True)

    def _jobs(self, posts: Iterable[Post]) -> Iterator[Job]:
        for post in posts:
            self._progress.post_started(post.path)
            yield Job(post=post, rules=self._fingerprint(post))

    def _fingerprint(self, post: Post) -> str | None:
        if self._executor.reach is not Reach.ELSEWHERE:
            return None
        return self.sessions.of_post(post).rules.fingerprint

    def _stage(self) -> Stage:
        from rednote_lint.batch.history import History
        from rednote_lint.batch.stage import Stage

        past = self.sessions.settings.history
        return Stage(History(past) if past is not None else None)

    def _compared(self, answers: Iterable[Answer], notes: _Notes | None) -> Iterator[Answer]:
        """Add what the batch stage finds: each post is compared with those before it, so that none is held."""
        history = self.sessions.settings.history
        stage = self._stage() if history is not None else None
        try:
            for post, outcome in answers:
                if not outcome.traces:
                    yield post, outcome
                    continue
                stage = stage or self._stage()
                session = self.sessions.of_post(post)
                found = stage.compare(post, outcome.traces, session.rules, session.config.client)
                if notes is not None:
                    notes.compared(found)
                yield post, _with_findings(outcome, found)
        finally:
            if stage is not None:
                stage.close()


class _Notes:
    """Writes the posts of a run into its ledger.

    Args:
        ledger: of the run.
        numbers: the places of the posts among all that were found, filled as they are taken.
        shard: what a part finds by comparing its own posts is not what the run says.
    """

    def __init__(self, ledger: Ledger, numbers: deque[int], shard: Shard) -> None:
        self._ledger, self._numbers, self._is_whole = ledger, numbers, shard.of == 1

    def linted(self, post: Post, outcome: Outcome) -> None:
        """Note what the rules said of the next post by itself."""
        self._ledger.add(self._numbers.popleft(), post, outcome, () if self._is_whole else None)

    def compared(self, found: Sequence[Finding]) -> None:
        """Note what the same post has in common with those before it."""
        if self._is_whole:
            self._ledger.add_twins(found)


def _with_findings(outcome: Outcome, found: Sequence[Finding]) -> Outcome:
    if not found:
        return outcome
    findings = (*outcome.report.findings, *found)
    return msgspec.structs.replace(outcome, report=msgspec.structs.replace(outcome.report, findings=findings))

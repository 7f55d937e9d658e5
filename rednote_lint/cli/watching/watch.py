"""`check --watch`: checks the posts again whose files change, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar, cast

import click
import msgspec

from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import reporting_settings_of
from rednote_lint.cli.showing import begun, report_all
from rednote_lint.cli.speech.failing import show
from rednote_lint.cli.speech.localized import current_language, option
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.cli.watching.changes import Seen, changes, looked_at
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Post, Report
from rednote_lint.report import PageSettings
from rednote_lint.report.phrases import phrases
from rednote_lint.run.executor import Reach
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.worker import Job

Item = TypeVar("Item")
Result = TypeVar("Result")

_ON_A_SCREEN = ("full", "concise")
_NOT_TOGETHER = (
    Bilingual(en="--watch and {option} exclude each other", zh="--watch 和 {option} 只能用其中一个"),
    Bilingual(en="run the other by itself", zh="另一个单独运行"),
)
_FOR_FILES = (
    "show_files",
    "show_settings",
    "fix",
    "fix_media",
    "diff",
    "add_ignore",
    "output",
    "compare",
    "public",
    "logo",
    "changed",
    "jobs",
    "engine",
    "store",
    "shard",
)
_WATCHING = Bilingual(en="Watching {posts} · {time} · Ctrl-C ends", zh="正在监视 {posts} · {time} · 按 Ctrl-C 结束")
_GONE = Bilingual(en="gone: {path}", zh="已不存在：{path}")
_STOPPED = Bilingual(en="stopped watching", zh="已停止监视")

by_watching = option(
    "--watch",
    "-w",
    is_flag=True,
    section=Bilingual(en="Which posts", zh="检查哪些笔记"),
    said=Bilingual(en="Check a post again when one of its files changes.", zh="笔记的文件有改动时重新检查该笔记。"),
)


def refuse_others(paths: Sequence[str], options: dict[str, Any]) -> None:
    """Refuse what cannot be done again and again.

    Raises:
        UsageError: an option, a format or standard input stands beside `--watch`.
    """
    beside = [f"--{name.replace('_', '-')}" for name in _FOR_FILES if options.get(name)]
    beside += [f"--format {options['format_']}"] if options["format_"] not in (None, "auto", *_ON_A_SCREEN) else []
    beside += ["`-`"] if "-" in paths else []
    if beside:
        message, remedy = _NOT_TOGETHER
        raise UsageError(message.filled({"option": beside[0]}), remedy)


def watch(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    """Check posts, then those again that change, until Ctrl-C."""
    refuse_others(paths, options)
    options = {**options, "format_": options["format_"] if options["format_"] in _ON_A_SCREEN else "full"}
    speech = current_language()
    try:
        watcher = _Watcher(paths, options)
        watcher.check()
        tell = partial(_tell, speech)
        for _ in changes(paths, lambda: watcher.seen, tell):
            try:
                watcher.check()
            except UserError as error:  # A configuration that is being typed: the next change may mend it.
                show(error, speech)
    except KeyboardInterrupt:
        pass
    click.echo(f"\n{_STOPPED.pick(speech)}", err=True)
    return ExitCode.INTERRUPTED


def _tell(speech: str, message: Bilingual) -> None:
    click.echo(message.pick(speech), err=True)


class _Watcher:
    """Checks posts, and shows those that are other than they were.

    Args:
        paths: as they were named.
        options: of the command line.
    """

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any]) -> None:
        self.seen: Seen = looked_at(paths)
        self._paths, self._options = paths, options
        self._memory: dict[str, tuple[object, Outcome]] = {}
        self._shown: dict[str, Report] = {}

    def check(self) -> None:
        """Check what has changed, and show it.

        Raises:
            UserError: a configuration or a selector is wrong.
        """
        self.seen = {**self.seen, **looked_at(self.seen)}
        with ProgressBar(current_language()) as bar:
            checks = Run(
                reporting_settings_of(self._options), executor=_Remembering(self._memory, self._key), progress=bar
            )
            self._checks = checks
            posts = list(checks.check(self._paths))
            outcomes = [*posts, *checks.configurations()]
            new = [outcome for outcome in outcomes if self._is_new(outcome)]
            there = {outcome.report.path for outcome in outcomes}
            gone = [path for path in self._shown if path not in there]
            if not new and not gone and self._shown:
                return
            self._clear()
            for path in gone:
                del self._shown[path]
                self._memory.pop(path, None)
            self._show(new, gone, bar, checks)
            self._shown |= {outcome.report.path: _timeless(outcome.report) for outcome in outcomes}
        self._sum_up(posts)

    def _key(self, post: Post) -> object:
        """Return what the check of a post by itself depends on."""
        session = self._checks.sessions.of_post(post)
        files = [asset.path for asset in post.assets]
        around = {*files, *post.unread, *(source.path for source in post.sources), post.root, session.config.origin}
        looks = looked_at(sorted(around))
        self.seen |= looks
        return post, tuple(looks[path] for path in files), session.config, session.rules.fingerprint

    def _is_new(self, outcome: Outcome) -> bool:
        return self._shown.get(outcome.report.path) != _timeless(outcome.report)

    def _clear(self) -> None:
        """Begin a new screen; in a file or a pipe, a new paragraph."""
        if self._shown and sys.stdout.isatty():
            click.clear()
        elif self._shown:
            click.echo()

    def _show(self, new: Sequence[Outcome], gone: Iterable[str], bar: ProgressBar, checks: Run) -> None:
        speech = new[0].display.language if new else current_language()
        with bar.paused():
            for path in gone:
                click.echo(_GONE.filled({"path": path}).pick(speech))
        if new:
            begin: Callable[[Outcome | None], Any] = partial(
                begun, checks, self._paths, [], self._options, PageSettings(), sys.stdout
            )
            if report_all(new, begin, bar, checks.notices) is ExitCode.INTERRUPTED:
                raise KeyboardInterrupt

    def _sum_up(self, outcomes: Sequence[Outcome]) -> None:
        speech = outcomes[0].display.language if outcomes else current_language()
        labels = phrases(speech)
        posts = labels.number(labels.in_posts, len(outcomes))
        click.echo(_WATCHING.filled({"posts": posts, "time": time.strftime("%H:%M:%S")}).pick(speech))


class _Remembering:
    """Calls the function where what it depends on has changed, and else returns what it returned; in this process.

    Args:
        memory: what was returned, by post.
        key: what the check of a post depends on.
    """

    reach = Reach.PROCESS

    def __init__(self, memory: dict[str, tuple[object, Outcome]], key: Callable[[Post], object]) -> None:
        self._memory, self._key = memory, key

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item."""
        for item in items:
            yield self._one(function, item)

    def _one(self, function: Callable[[Item], Result], item: Item) -> Result:
        if not isinstance(item, Job):
            return function(item)
        key = self._key(item.post)
        before = self._memory.get(item.post.path)
        if before is not None and before[0] == key:
            return cast(Result, before[1])
        result = function(item)
        if isinstance(result, Outcome):  # What is stored once is not stored again.
            self._memory[item.post.path] = key, msgspec.structs.replace(result, facts=())
        return result


def _timeless(report: Report) -> Report:
    return msgspec.structs.replace(report, timings={})

"""`rednote-lint export`: a kept run as tables for other programs, and as a page that lists all of its posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

import click
import msgspec

from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.output import Target, run_info, targets_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import EXPLAIN, MIN_SEVERITY
from rednote_lint.cli.showing import report_all
from rednote_lint.cli.speech.completing import exports
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.cli.targets import refuse_store
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Severity
from rednote_lint.posts.course import Course
from rednote_lint.report import EXPORTS, WITH_WORDS, Display, PageSettings, Reporter
from rednote_lint.report.base import no_illustration
from rednote_lint.run.kept.ledger import Line
from rednote_lint.run.kept.merged import Parts
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

_NO_OUTPUT = (
    Bilingual(en="export writes to files, and none is named", zh="export 写入文件，而没有指定文件"),
    Bilingual(
        en="add `--output csv=rednote-lint.csv`, or jsonl=, parquet=, html=",
        zh="加上 `--output csv=rednote-lint.csv`，或 jsonl=、parquet=、html=",
    ),
)
_NO_POST = (
    Bilingual(en="no post of this run is called {names}", zh="这次检查中没有名为 {names} 的笔记"),
    Bilingual(en="name a post as the reports do, by path or id", zh="按报告中的路径或 id 指定笔记"),
)
_WRITTEN = Bilingual(en="{file}: posts: {count}", zh="{file}：笔记 {count} 篇")


@command_of(
    "export",
    Bilingual(
        en="Write a run that was kept with `--store` as tables (csv, jsonl, parquet), or as a page that lists all of "
        "its posts (html); nothing is checked.",
        zh="把用 `--store` 保存的检查导出为表格（csv、jsonl、parquet）或列出全部笔记的网页（html）；不再检查。",
    ),
)
@argument("stores", nargs=-1, required=True, shell_complete=complete_paths, word=Bilingual(en="STORE…", zh="记录…"))
@option(
    "--output",
    shell_complete=exports,
    multiple=True,
    word=Bilingual(en="FORMAT=PATH", zh="格式=路径"),
    said=Bilingual(
        en="csv=, jsonl=, parquet= (extra `parquet`) or html= and a file; as often as you like.",
        zh="csv=、jsonl=、parquet=（需要 extra `parquet`）或 html= 加文件名；可重复。",
    ),
)
@option(
    "--post",
    multiple=True,
    word=Bilingual(en="NAME", zh="名称"),
    said=Bilingual(en="Only this post: its path or id, as reports name it.", zh="只导出这篇笔记：报告中的路径或 id。"),
)
@MIN_SEVERITY
@EXPLAIN
@language
def command(
    stores: tuple[str, ...],
    output: tuple[str, ...],
    post: tuple[str, ...],
    min_severity: str | None,
    explain: bool,
    lang: str | None,
) -> ExitCode:
    """Write a kept run to files."""
    if not output:
        raise UsageError(*_NO_OUTPUT)
    formats = {text.partition("=")[0] for text in output}
    with ExitStack() as files, ExitStack() as reading:
        parts = reading.enter_context(closing(Parts([Path(store) for store in stores])))
        course = Course()
        bar = reading.enter_context(ProgressBar(current_language(), course))
        settings = msgspec.structs.replace(
            parts.settings(cache_folder()),
            lang=lang,
            min_severity=Severity(min_severity) if min_severity else None,
            with_words=not formats.isdisjoint(WITH_WORDS),
            with_words_for=(),
        )
        checks = Run(settings, progress=bar)
        paths = parts.head.paths
        for text in output:
            refuse_store(Path(text.partition("=")[2]), stores)
        targets = targets_of(output, paths, files, own=EXPORTS)
        lines = _followed(parts, course)
        found: Iterable[Outcome] = chain(checks.check_again(paths, lines), checks.configurations())
        count = _Count(found, post)

        def begun(first: Outcome | None) -> list[Reporter]:
            return _begun(checks, paths, stores, targets, explain, first)

        code = report_all(count, begun, bar, checks.notices, may_be_none=True)
        if post and not count.posts and code is not ExitCode.INTERRUPTED:
            message, remedy = _NO_POST
            raise UserError(message.filled({"names": list(post)}), remedy, ", ".join(stores))
    if code is ExitCode.INTERRUPTED:
        return code
    for text in dict.fromkeys(output):
        told = {"file": text.partition("=")[2], "count": f"{count.posts:,}"}
        click.echo(_WRITTEN.filled(told).pick(bar.language))
    return ExitCode.CLEAN


def _followed(parts: Parts, course: Course) -> Iterator[Line]:
    """Yield the posts of a run, and say how far they are read."""
    for number, line in enumerate(parts.lines(), 1):
        course.reached(number / parts.posts)
        yield line


class _Count:
    """The outcomes that are wanted, counted as they are taken; files of settings are no posts."""

    def __init__(self, outcomes: Iterable[Outcome], wanted: Sequence[str]) -> None:
        self._outcomes = outcomes
        self._wanted = frozenset(wanted)
        self.posts = 0

    def __iter__(self) -> Iterator[Outcome]:
        for outcome in self._outcomes:
            report = outcome.report
            if not self._wanted or self._wanted & {report.path, report.id}:
                self.posts += not report.is_configuration
                yield outcome


def _begun(
    checks: Run,
    paths: Sequence[str],
    stores: Sequence[str],
    targets: Sequence[Target],
    explain: bool,
    first: Outcome | None,
) -> list[Reporter]:
    """Make the reporters; media are not opened for them, which may be gone by now."""
    language = first.display.language if first else current_language()
    reporters = [target.make(Display(language=language, explain=explain)) for target in targets]
    session = checks.sessions.of(Path(first.root) if first else Path.cwd())
    run = msgspec.structs.replace(
        run_info(session, paths, PageSettings()), illustrate=no_illustration, stores=tuple(stores)
    )
    for reporter in reporters:
        reporter.begin(run)
    return reporters

"""`rednote-lint check`: parse options, run the check, report, exit accordingly."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from rednote_lint.cli import fixing, ignoring, standard_input
from rednote_lint.cli.again import Again
from rednote_lint.cli.agreement import agreed
from rednote_lint.cli.interrupt import how_to_continue, uninterrupted
from rednote_lint.cli.options import PATHS
from rednote_lint.cli.output import AUTO, Target, chosen, reporters_of, run_info, targets_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import reporting, reporting_settings_of
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.standard_input import PrintedFixes
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Summary
from rednote_lint.posts import DISK, Sources, discover
from rednote_lint.report import Display, Reporter
from rednote_lint.report.phrases import phrases
from rednote_lint.report.statistics import StatisticsReporter
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

_NO_POST = (
    Bilingual(en="there is no post to check in what was named", zh="指定的路径中没有可检查的笔记"),
    Bilingual(en="name a folder, a caption, a media file, a manifest", zh="指定文件夹、正文文件、媒体文件或表格清单"),
)


@command_of(
    "check",
    Bilingual(
        en="Check posts: folders, captions, media, manifests (.csv, .jsonl), or `-` for standard input.",
        zh="检查笔记：文件夹、正文、媒体、表格清单（.csv、.jsonl），或用 `-` 读取标准输入。",
    ),
)
@argument("paths", nargs=-1, required=True, word=PATHS)
@standard_input.given_name
@reporting
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts."""
    return run(paths, options)


def run(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    """Check posts, fix them when that is asked, and report."""
    is_fixing, is_ignoring = fixing.is_wanted(options), ignoring.is_wanted(options)
    text = standard_input.given(paths, options)
    sources = DISK if text is None else text.sources
    paths = paths if text is None else (text.path,)
    with ProgressBar(current_language(), partial(_count, paths, sources)) as bar, ExitStack() as files:
        checks = Run(reporting_settings_of(options), sources=sources, progress=bar)
        found = checks.check(paths) if text is None else checks.check_posts(text.posts(sources))
        fixer: fixing.Fixer = Again(checks, paths) if text is None else PrintedFixes(text, checks)
        if options["diff"] and is_ignoring:
            return ignoring.diff(checks, paths, options)
        if options["diff"]:
            return fixing.diff(found, fixer, options, bar)
        targets = targets_of(options["output"], paths, files)
        outcomes: Iterable[Outcome] = agreed(found, [name for name, _ in targets])
        code = ExitCode.CLEAN
        if is_ignoring:
            outcomes, code = ignoring.added(checks, paths, options)
        elif is_fixing:
            outcomes, code = _fixed(outcomes, fixer, options, bar)
        stream = sys.stderr if is_fixing and text is not None else sys.stdout
        return max(code, _report_all(outcomes, partial(_begun, checks, paths, targets, options, stream), bar))


def _count(paths: tuple[str, ...], sources: Sources) -> int:
    return sum(1 for _ in discover(paths, sources))


def _fixed(
    outcomes: Iterable[Outcome], fixer: fixing.Fixer, options: dict[str, Any], bar: ProgressBar
) -> tuple[Iterator[Outcome], ExitCode]:
    """Check all posts, then fix them; Ctrl-C in between is left to the report."""
    try:
        last, code = fixer.fixed(list(outcomes), options, bar)
    except KeyboardInterrupt:
        return _interrupted(), ExitCode.INTERRUPTED
    return iter(last), code


def _interrupted() -> Iterator[Outcome]:
    raise KeyboardInterrupt
    yield


def _begun(
    checks: Run,
    paths: tuple[str, ...],
    targets: list[Target],
    options: dict[str, Any],
    stream: TextIO,
    first: Outcome | None,
) -> list[Reporter]:
    """Make the reporters as the first post's configuration asks, and let them begin; without a post, as options ask."""
    display = Display(
        language=first.display.language if first else current_language(),
        show_why=not options["quiet"],
        verbose=options["verbose"],
        explain=options["explain"],
    )
    format_ = chosen(first.format if first else options["format_"] or AUTO)
    reporters = reporters_of(format_, stream, targets, display)
    if options["statistics"]:
        reporters.append(StatisticsReporter(sys.stderr))
    for reporter in reporters:
        reporter.begin(run_info(checks.sessions.of(Path(first.root) if first else Path.cwd()), paths))
    return reporters


def _report_all(
    outcomes: Iterable[Outcome], begun: Callable[[Outcome | None], list[Reporter]], bar: ProgressBar
) -> ExitCode:
    summary, code, reporters, language = Summary(), ExitCode.CLEAN, list[Reporter](), bar.language
    try:
        for outcome in outcomes:
            with bar.paused(), uninterrupted():
                reporters = reporters or begun(outcome)
                code = max(code, outcome.exit_code)
                summary = summary.plus(outcome.report, outcome.display)
                language = outcome.display.language
                for reporter in reporters:
                    reporter.post(outcome.report, outcome.display)
    except KeyboardInterrupt:
        summary = msgspec.structs.replace(summary, interrupted=True)
    with bar.paused(), uninterrupted():
        for reporter in reporters or (begun(None) if summary.interrupted else ()):
            reporter.end(summary)
    if summary.interrupted:
        posts = phrases(language).number(phrases(language).in_posts, summary.posts)
        click.echo(how_to_continue(posts, sys.argv[1:], language), err=True)
        return ExitCode.INTERRUPTED
    if not summary.posts:
        raise UserError(*_NO_POST)
    return code

"""Reports of a run: reporters made as the first post's configuration asks, and fed with each post."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from rednote_lint.cli.interrupt import how_to_continue
from rednote_lint.cli.output import AUTO, Target, chosen, reporters_of, run_info
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.failing import show
from rednote_lint.cli.speech.localized import current_language
from rednote_lint.errors import ExitCode, Stopped, UserError
from rednote_lint.interrupts import uninterrupted
from rednote_lint.model import Bilingual, Notice, Summary
from rednote_lint.report import Display, PageSettings, Reporter
from rednote_lint.report.phrases import phrases
from rednote_lint.report.statistics import StatisticsReporter
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

_NO_POST = (
    Bilingual(en="there is no post to check in what was named", zh="指定的路径中没有可检查的笔记"),
    Bilingual(en="name a folder, a caption, a media file, a manifest", zh="指定文件夹、正文文件、媒体文件或表格清单"),
)


def begun(
    checks: Run,
    paths: tuple[str, ...],
    targets: list[Target],
    options: dict[str, Any],
    page: PageSettings,
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
        reporter.begin(run_info(checks.sessions.of(Path(first.root) if first else Path.cwd()), paths, page))
    return reporters


def report_all(
    outcomes: Iterable[Outcome],
    begin: Callable[[Outcome | None], list[Reporter]],
    bar: ProgressBar,
    closing: Callable[[], tuple[Notice, ...]],
    *,
    may_be_none: bool = False,
) -> ExitCode:
    """Report each outcome as it comes, then what is to be known of the whole run, and return how it ends.

    Args:
        outcomes: of the run.
        begin: makes the reporters.
        bar: pauses while they write.
        closing: gives what is to be known of the whole run.
        may_be_none: files that changed may be part of no post.

    Raises:
        UserError: there was no post.
    """
    stopped: Stopped | None = None
    summary, code, reporters, language = Summary(), ExitCode.CLEAN, list[Reporter](), bar.language
    try:
        for outcome in outcomes:
            with bar.paused(), uninterrupted():
                reporters = reporters or begin(outcome)
                code = max(code, outcome.exit_code)
                summary = summary.plus(outcome.report, outcome.display)
                language = outcome.display.language
                for reporter in reporters:
                    reporter.post(outcome.report, outcome.display)
        summary = summary.noted(closing())
    except KeyboardInterrupt:
        summary = msgspec.structs.replace(summary, interrupted=True)
    except Stopped as error:
        summary, stopped = msgspec.structs.replace(summary, interrupted=True), error
    is_ended, is_late = False, False
    try:
        with uninterrupted(), bar.paused():
            for reporter in reporters or (begin(None) if summary.interrupted or may_be_none else ()):
                reporter.end(summary)
            is_ended = True
    except KeyboardInterrupt:
        if not is_ended:
            raise
        is_late = True  # It was held back: the reports are whole, and are kept.
    if stopped is not None:
        return show(stopped, language)
    if summary.interrupted or is_late:
        posts = phrases(language).number(phrases(language).in_posts, summary.posts)
        click.echo(how_to_continue(posts, sys.argv[1:], language), err=True)
        return ExitCode.INTERRUPTED
    if not summary.posts and not may_be_none:
        raise UserError(*_NO_POST)
    return code

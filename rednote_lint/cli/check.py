"""`rednote-lint check`: parse options, run the check, report, exit accordingly."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from rednote_lint.cli import fixing, ignoring
from rednote_lint.cli.again import Again
from rednote_lint.cli.agreement import agreed
from rednote_lint.cli.interrupt import how_to_continue, uninterrupted
from rednote_lint.cli.options import PATHS, selection, settings_of
from rednote_lint.cli.output import AUTO, Target, chosen, reporters_of, run_info, targets_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Choice, argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Bilingual, Severity, Summary
from rednote_lint.posts import discover
from rednote_lint.report import FORMATS, Display, Reporter
from rednote_lint.report.phrases import phrases
from rednote_lint.report.statistics import StatisticsReporter
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.verdict import NEVER

F = TypeVar("F", bound=Callable[..., Any])
SEVERITIES = [severity.value for severity in Severity]


REPORT = Bilingual(en="The report", zh="报告")


def _option(*names: str, en: str, zh: str, **more: Any) -> Callable[[F], F]:
    return option(*names, section=REPORT, said=Bilingual(en=en, zh=zh), **more)


_REPORTING = (
    _option(
        "--format",
        "format_",
        type=Choice([AUTO, *sorted(FORMATS)]),
        en="What is printed: auto (default) is github in GitHub Actions, elsewhere full, the screen.",
        zh="输出格式：auto（默认）在 GitHub Actions 中为 github，其他环境为屏幕报告 full。",
    ),
    _option(
        "--output",
        multiple=True,
        word=Bilingual(en="FORMAT=PATH", zh="格式=路径"),
        en="Write this format to a file as well.",
        zh="同时把该格式写入文件。",
    ),
    _option(
        "--fail-on",
        type=Choice([*SEVERITIES, NEVER]),
        en="Exit with 1 from this severity on (default: error).",
        zh="达到该级别时以 1 退出（默认 error）。",
    ),
    _option(
        "--min-severity",
        type=Choice(SEVERITIES),
        en="Show findings from this severity on.",
        zh="只显示该级别及以上的问题。",
    ),
    _option("--exit-zero", is_flag=True, en="Exit with 0 even when there are findings.", zh="有问题时也以 0 退出。"),
    _option(
        "--explain",
        is_flag=True,
        en="Also show what an exception of a rule let pass, and why.",
        zh="同时显示因规则例外而放行的内容及理由。",
    ),
    _option(
        "--statistics",
        is_flag=True,
        en="Count findings per rule and time per kind of check, on stderr.",
        zh="在 stderr 上统计每条规则的问题数和各类检查的耗时。",
    ),
    _option(
        "--verbose",
        is_flag=True,
        en="Show every finding in full, with its reason and source.",
        zh="完整显示每个问题，附原因和来源。",
    ),
    _option("-q", "--quiet", is_flag=True, en="Only the headlines.", zh="只显示标题行。"),
)
_NO_POST = (
    Bilingual(en="there is no post to check in what was named", zh="指定的路径中没有可检查的笔记"),
    Bilingual(en="name a folder, a caption, a media file, a manifest", zh="指定文件夹、正文文件、媒体文件或表格清单"),
)


def reporting(command: F) -> F:
    """Add the options about rules, reports and fixes, which `check` and `fix` share."""
    for each in reversed(_REPORTING):
        command = each(command)
    return selection(fixing.fixing(ignoring.ignoring(command)))


@command_of(
    "check",
    Bilingual(
        en="Check posts: folders, captions, media, manifests (.csv, .jsonl).",
        zh="检查笔记：文件夹、正文、媒体、表格清单（.csv、.jsonl）。",
    ),
)
@argument("paths", nargs=-1, required=True, word=PATHS)
@reporting
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts."""
    return run(paths, options)


def run(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    """Check posts, fix them when that is asked, and report."""
    is_fixing, is_ignoring = fixing.is_wanted(options), ignoring.is_wanted(options)
    with ProgressBar(current_language(), partial(_count, paths)) as bar, ExitStack() as files:
        checks = Run(reporting_settings_of(options), progress=bar)
        again = Again(checks, paths)
        if options["diff"] and is_ignoring:
            return ignoring.diff(checks, paths, options)
        if options["diff"]:
            return fixing.diff(checks.check(paths), again, options, bar)
        targets = targets_of(options["output"], paths, files)
        outcomes: Iterable[Outcome] = agreed(checks.check(paths), [name for name, _ in targets])
        code = ExitCode.CLEAN
        if is_ignoring:
            outcomes, code = ignoring.added(checks, paths, options)
        elif is_fixing:
            outcomes, code = _fixed(outcomes, again, options, bar)
        return max(code, _report_all(outcomes, partial(_begun, checks, paths, targets, options), bar))


def _count(paths: tuple[str, ...]) -> int:
    return sum(1 for _ in discover(paths))


def _fixed(
    outcomes: Iterable[Outcome], again: Again, options: dict[str, Any], bar: ProgressBar
) -> tuple[Iterator[Outcome], ExitCode]:
    """Check all posts, then fix them; Ctrl-C in between is left to the report."""
    try:
        last, code = fixing.fixed(list(outcomes), again, options, bar)
    except KeyboardInterrupt:
        return _interrupted(), ExitCode.INTERRUPTED
    return iter(last), code


def _interrupted() -> Iterator[Outcome]:
    raise KeyboardInterrupt
    yield


def reporting_settings_of(options: dict[str, Any]) -> Settings:
    """Gather the options about rules and about reports; they count for all posts."""
    return msgspec.structs.replace(
        settings_of(options),
        lang=options["lang"],
        fail_on=NEVER if options["exit_zero"] else options["fail_on"],
        min_severity=Severity(options["min_severity"]) if options["min_severity"] else None,
        format=options["format_"],
    )


def _begun(
    checks: Run, paths: tuple[str, ...], targets: list[Target], options: dict[str, Any], first: Outcome | None
) -> list[Reporter]:
    """Make the reporters as the first post's configuration asks, and let them begin; without a post, as options ask."""
    display = Display(
        language=first.display.language if first else current_language(),
        show_why=not options["quiet"],
        verbose=options["verbose"],
        explain=options["explain"],
    )
    reporters = reporters_of(first.format if first else chosen(options["format_"] or AUTO), targets, display)
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

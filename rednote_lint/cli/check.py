"""`rednote-lint check`: parse options, run the check, report, exit accordingly."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from rednote_lint.cli import fixing
from rednote_lint.cli.again import Again
from rednote_lint.cli.agreement import agreed
from rednote_lint.cli.options import language, selection, settings_of
from rednote_lint.cli.output import Target, reporters_of, run_info, targets_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Severity, Summary
from rednote_lint.report import FORMATS, Display, Reporter
from rednote_lint.report.statistics import StatisticsReporter
from rednote_lint.run.language import spoken
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run
from rednote_lint.run.settings import Settings
from rednote_lint.verdict import NEVER

F = TypeVar("F", bound=Callable[..., Any])
SEVERITIES = [severity.value for severity in Severity]


_REPORTING = (
    click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), help="What is printed (default: full)."),
    click.option("--output", multiple=True, metavar="FORMAT=PATH", help="Write this format to a file as well."),
    click.option(
        "--fail-on", type=click.Choice([*SEVERITIES, NEVER]), help="Exit with 1 from this severity on (default: error)."
    ),
    click.option("--min-severity", type=click.Choice(SEVERITIES), help="Show findings from this severity on."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings."),
    click.option("--explain", is_flag=True, help="Also show what an exception of a rule let pass, and why."),
    click.option("--statistics", is_flag=True, help="Count findings per rule and time per kind of check, on stderr."),
    click.option("--verbose", is_flag=True, help="Show every finding in full, with its reason and source."),
    click.option("-q", "--quiet", is_flag=True, help="Leave out the reasons and sources."),
)


def reporting(command: F) -> F:
    """Add the options about rules, reports and fixes, which `check` and `fix` share."""
    for option in reversed(_REPORTING):
        command = option(command)
    return selection(fixing.fixing(command))


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@reporting
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts: folders, captions, media, manifests (.csv, .jsonl)."""
    return run(paths, options)


def run(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    """Check posts, fix them when that is asked, and report."""
    is_fixing = fixing.is_wanted(options)
    with ProgressBar(spoken(options["lang"])) as bar, ExitStack() as files:
        checks = Run(reporting_settings_of(options), progress=bar)
        again = Again(checks, paths)
        if options["diff"]:
            return fixing.diff(checks.check(paths), again, options)
        targets = targets_of(options["output"], paths, files)
        outcomes, code = agreed(checks.check(paths), [name for name, _ in targets]), ExitCode.CLEAN
        if is_fixing:
            last, code = fixing.fixed(list(outcomes), again, options, bar)
            outcomes = iter(last)
        return max(code, _report_all(outcomes, partial(_begun, checks, paths, targets, options)))


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
    checks: Run, paths: tuple[str, ...], targets: list[Target], options: dict[str, Any], first: Outcome
) -> list[Reporter]:
    """Make the reporters as the first post's configuration asks, and let them begin."""
    display = Display(
        language=first.display.language,
        show_why=not options["quiet"],
        verbose=options["verbose"],
        explain=options["explain"],
    )
    reporters = reporters_of(first.format, targets, display)
    if options["statistics"]:
        reporters.append(StatisticsReporter(sys.stderr))
    for reporter in reporters:
        reporter.begin(run_info(checks.sessions.of(Path(first.root)), paths))
    return reporters


def _report_all(outcomes: Iterable[Outcome], begun: Callable[[Outcome], list[Reporter]]) -> ExitCode:
    summary, code, reporters = Summary(), ExitCode.CLEAN, list[Reporter]()
    for outcome in outcomes:
        reporters = reporters or begun(outcome)
        code = max(code, outcome.exit_code)
        summary = summary.plus(outcome.report, outcome.display)
        for reporter in reporters:
            reporter.post(outcome.report, outcome.display)
    for reporter in reporters:
        reporter.end(summary)
    if not summary.posts:
        raise UserError(
            "there is no post to check in what was named", "name a folder, a caption, a media file, a manifest"
        )
    return code

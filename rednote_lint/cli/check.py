"""`rednote-lint check`: read posts, check them, show what was found, exit accordingly."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from rednote_lint.cli import fixing
from rednote_lint.cli.options import language, selection, settings_of, spoken
from rednote_lint.config import Config
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import Post, Report, Severity
from rednote_lint.posts import discover
from rednote_lint.report import FORMATS, Display, Reporter, Summary
from rednote_lint.report.statistics import StatisticsReporter
from rednote_lint.run.session import Session, Sessions
from rednote_lint.verdict import NEVER, exit_code_of

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
    sessions = Sessions(settings_of(options))
    settings = sessions.of(_folder(paths[0])).config
    display = _display(settings, options)
    is_fixing = fixing.is_wanted(options)
    if options["diff"]:
        text = fixing.diff(paths, sessions, options)
        click.echo(text, nl=False)
        return ExitCode.FINDINGS if text else ExitCode.CLEAN
    with ExitStack() as files:
        reporters = _reporters(files, options["format_"] or settings.format, options["output"], display)
        if options["statistics"]:
            reporters.append(StatisticsReporter(sys.stderr))
        checked = fixing.fixed(paths, sessions, options, display.language) if is_fixing else _checked(paths, sessions)
        code = _report_all(checked, reporters, "never" if options["exit_zero"] else options["fail_on"])
    return code


def _checked(paths: tuple[str, ...], sessions: Sessions) -> Iterator[tuple[Session, Report]]:
    for post in discover(paths):
        session = sessions.of(folder_of(post))
        yield session, session.check(post)


def _report_all(checked: Iterable[tuple[Session, Report]], reporters: list[Reporter], fail_on: str | None) -> ExitCode:
    summary, code = Summary(), ExitCode.CLEAN
    for reporter in reporters:
        reporter.begin()
    for session, report in checked:
        code = max(code, exit_code_of(report, fail_on or session.config.fail_on))
        summary = summary.plus(report)
        for reporter in reporters:
            reporter.post(report)
    for reporter in reporters:
        reporter.end(summary)
    if not summary.posts:
        raise UserError(
            "there is no post to check in what was named", "name a folder, a caption, a media file, a manifest"
        )
    return code


def folder_of(post: Post) -> Path:
    """Return the folder whose configuration counts for a post."""
    return Path(post.root)


def _folder(path: str) -> Path:
    return Path(path) if Path(path).is_dir() else Path(path).parent


def _display(config: Config, options: dict[str, Any]) -> Display:
    return Display(
        language=spoken(options["lang"] or config.lang),
        min_severity=Severity(options["min_severity"]) if options["min_severity"] else config.min_severity,
        show_why=not options["quiet"],
        explain=options["explain"],
    )


def _reporters(files: ExitStack, format_: str, outputs: tuple[str, ...], display: Display) -> list[Reporter]:
    if format_ not in FORMATS:
        raise UserError(
            f"no format is called `{format_}`", f"valid here: {', '.join(sorted(FORMATS))}", "configuration"
        )
    to_screen: Reporter = FORMATS[format_](sys.stdout, display)
    reporters = [to_screen]
    for output in outputs:
        name, equals, path = output.partition("=")
        if not equals or name not in FORMATS:
            raise click.UsageError(
                f"--output takes FORMAT=PATH with one of {', '.join(sorted(FORMATS))}, not `{output}`"
            )
        reporters.append(FORMATS[name](files.enter_context(_opened(path)), display))
    return reporters


def _opened(path: str) -> TextIO:
    try:
        return Path(path).open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror}", "check the folder and its permissions", path) from None

"""`rednote-lint check`: parse options, run the check, report, exit accordingly."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from rednote_lint.cli import fixing, ignoring, listing, standard_input
from rednote_lint.cli.again import Again
from rednote_lint.cli.agreement import agreed
from rednote_lint.cli.inputs.changed import to_check
from rednote_lint.cli.inputs.video import with_subtitles
from rednote_lint.cli.many.jobs import executor_of
from rednote_lint.cli.many.storing import guarded, refuse_beside, shard_of, tell_recalled
from rednote_lint.cli.options import PATHS
from rednote_lint.cli.output import SRT, targets_of
from rednote_lint.cli.pages import page_settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import reporting, reporting_settings_of
from rednote_lint.cli.showing import begun, report_all
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.cli.standard_input import PrintedFixes
from rednote_lint.cli.targets import refuse_part_of_post
from rednote_lint.cli.watching import watch
from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual
from rednote_lint.posts import DISK, discover
from rednote_lint.posts.course import Course
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.run import Run

_NO_FILE = (
    Bilingual(en="--add-ignore writes to files, not to standard input", zh="--add-ignore 写入文件，不能用于标准输入"),
    Bilingual(en="name the post", zh="指定笔记的路径"),
)


@command_of(
    "check",
    Bilingual(
        en="Check posts: folders, captions, media, calendars (.csv, .jsonl, .xlsx), or `-` for standard input.",
        zh="检查笔记：文件夹、正文、媒体、表格清单（.csv、.jsonl、.xlsx），或用 `-` 读取标准输入。",
    ),
)
@argument("paths", nargs=-1, required=True, shell_complete=complete_paths, word=PATHS)
@watch.by_watching
@listing.listings
@standard_input.given_name
@reporting
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts."""
    return watch.watch(paths, options) if options.pop("watch") else run(paths, options)


def run(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    """Check posts, fix them when that is asked, and report."""
    is_fixing, is_ignoring = fixing.is_wanted(options), ignoring.is_wanted(options)
    refuse_beside(options, ["`-`"] if standard_input.DASH in paths else [])
    text = standard_input.given(paths, options)
    if text is not None and is_ignoring:
        raise UsageError(*_NO_FILE)
    sources = DISK if text is None else text.sources
    paths = to_check(paths, options) if text is None else (text.path,)
    if options["store"] is not None:
        refuse_part_of_post(Path(options["store"]), paths)
    if listing.is_wanted(options):
        known = Run(reporting_settings_of(options)).with_columns(sources)
        return listing.show(discover(paths, known) if text is None else text.posts(known), paths, options)
    shard, page = shard_of(options), page_settings_of(options)
    course = Course()
    with ProgressBar(current_language(), course) as bar, ExitStack() as files:
        checks = Run(
            reporting_settings_of(options),
            executor=executor_of(options),
            sources=sources,
            progress=bar,
            shard=shard,
            course=course,
        )
        found = checks.check(paths) if text is None else checks.check_posts(text.posts(checks.sources))
        fixer: fixing.Fixer = Again(checks, paths, bar) if text is None else PrintedFixes(text, checks)
        if options["diff"] and is_ignoring:
            return ignoring.diff(checks, paths, options)
        if options["diff"]:
            return fixing.diff(found, fixer, options, bar)
        targets = targets_of(options["output"], paths, files, checks.sources)
        outcomes: Iterable[Outcome] = guarded(
            agreed(found, [target.name for target in targets]), options["max_failures"]
        )
        code = ExitCode.CLEAN
        if is_ignoring:
            outcomes, code = ignoring.added(checks, paths, options)
        elif is_fixing:
            outcomes, code = _fixed(outcomes, fixer, options, bar)
        if any(target.name == SRT for target in targets):
            outcomes = with_subtitles(outcomes)
        stream = sys.stderr if is_fixing and text is not None else sys.stdout
        if text is None:
            outcomes = chain(outcomes, checks.configurations())
        begin = partial(begun, checks, paths, targets, options, page, stream)
        may_be_none = options["changed"] or options["shard"] is not None
        code = max(code, report_all(outcomes, begin, bar, checks.notices, may_be_none=may_be_none))
        if options["store"] is not None:
            tell_recalled(options["store"], checks, bar.language)
        return code


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

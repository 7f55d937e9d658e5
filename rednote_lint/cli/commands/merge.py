"""`rednote-lint merge`: the one report of a run that was checked in parts, or of one that was kept."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from rednote_lint.cli.agreement import agreed
from rednote_lint.cli.caching import cache_folder
from rednote_lint.cli.inputs.video import with_subtitles
from rednote_lint.cli.output import SRT, targets_of
from rednote_lint.cli.pages import page_settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import of_reports, shown_as
from rednote_lint.cli.showing import begun, report_all
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual
from rednote_lint.run.kept.merged import Parts
from rednote_lint.run.run import Run


@command_of(
    "merge",
    Bilingual(
        en="Make one report of the stores that `--shard I/N --store FILE` wrote, or of one store; nothing is checked.",
        zh="把 `--shard I/N --store 文件` 写下的各份运行记录合成一份报告，也可用于单个记录；不再检查。",
    ),
)
@argument("stores", nargs=-1, required=True, shell_complete=complete_paths, word=Bilingual(en="STORE…", zh="记录…"))
@of_reports
@language
def command(stores: tuple[str, ...], **options: Any) -> ExitCode:
    """Make one report of a run that was checked in parts."""
    options = {**options, "statistics": False}
    page = page_settings_of(options)
    with ExitStack() as files, ProgressBar(current_language()) as bar:
        parts = files.enter_context(closing(Parts([Path(store) for store in stores])))
        checks = Run(shown_as(parts.settings(cache_folder()), options), progress=bar)
        paths = parts.head.paths
        targets = targets_of(options["output"], paths, files)
        found = checks.check_again(paths, parts.lines())
        names = [target.name for target in targets]
        agreeing = agreed(found, names)
        posts = with_subtitles(agreeing) if SRT in names else agreeing
        outcomes = chain(posts, checks.configurations())
        begin = partial(begun, checks, paths, targets, options, page, sys.stdout)
        return report_all(outcomes, begin, bar, checks.notices)

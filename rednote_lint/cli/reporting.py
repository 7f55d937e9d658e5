"""Options about reports and fixes, which `check` and `fix` share, and what they mean together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from rednote_lint.cli import fixing, ignoring
from rednote_lint.cli.inputs.changed import by_change
from rednote_lint.cli.many.jobs import workers
from rednote_lint.cli.many.storing import kept, storing
from rednote_lint.cli.options import baselines, columns, histories, selection, settings_of
from rednote_lint.cli.output import AUTO
from rednote_lint.cli.pages import about_pages
from rednote_lint.cli.speech.completing import outputs
from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.model import Bilingual, Severity
from rednote_lint.report import FORMATS, WITH_WORDS
from rednote_lint.run.settings import Settings
from rednote_lint.verdict import NEVER

F = TypeVar("F", bound=Callable[..., Any])
SEVERITIES = [severity.value for severity in Severity]


REPORT = Bilingual(en="The report", zh="报告")


def _option(*names: str, en: str, zh: str, **more: Any) -> Callable[[F], F]:
    return option(*names, section=REPORT, said=Bilingual(en=en, zh=zh), **more)


_STATISTICS: Callable[[Any], Any] = _option(
    "--statistics",
    is_flag=True,
    en="Count findings per rule and time per kind of check, on stderr.",
    zh="在 stderr 上统计每条规则的问题数和各类检查的耗时。",
)
MIN_SEVERITY: Callable[[Any], Any] = _option(
    "--min-severity",
    type=Choice(SEVERITIES),
    en="Show findings from this severity on.",
    zh="只显示该级别及以上的问题。",
)
EXPLAIN: Callable[[Any], Any] = _option(
    "--explain",
    is_flag=True,
    en="Also show what an exception of a rule let pass, and why.",
    zh="同时显示因规则例外而放行的内容及理由。",
)
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
        shell_complete=outputs,
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
    MIN_SEVERITY,
    _option("--exit-zero", is_flag=True, en="Exit with 0 even when there are findings.", zh="有问题时也以 0 退出。"),
    EXPLAIN,
    _STATISTICS,
    _option(
        "--verbose",
        is_flag=True,
        en="Show every finding in full, with its reason and source.",
        zh="完整显示每个问题，附原因和来源。",
    ),
    _option("-q", "--quiet", is_flag=True, en="Only the headlines.", zh="只显示标题行。"),
)


def of_reports(command: F) -> F:
    """Add the options about reports alone, of posts that were checked before."""
    command = about_pages(command)
    for each in reversed([each for each in _REPORTING if each is not _STATISTICS]):
        command = each(command)
    return command


def reporting(command: F) -> F:
    """Add the options about rules, reports and fixes, which `check` and `fix` share."""
    command = about_pages(command)
    for each in reversed(_REPORTING):
        command = each(command)
    return by_change(
        columns(histories(baselines(selection(workers(storing(fixing.fixing(ignoring.ignoring(command))))))))
    )


def reporting_settings_of(options: dict[str, Any]) -> Settings:
    """Gather the options about rules and about reports; they count for all posts."""
    settings = kept(settings_of(options), options)
    return shown_as(msgspec.structs.replace(settings, results=not options["statistics"]), options)


def shown_as(settings: Settings, options: dict[str, Any]) -> Settings:
    """Lay the options about reports over settings."""
    return msgspec.structs.replace(
        settings,
        lang=options["lang"],
        fail_on=NEVER if options["exit_zero"] else options["fail_on"],
        min_severity=Severity(options["min_severity"]) if options["min_severity"] else None,
        format=options["format_"],
        with_words=any(output.partition("=")[0] in WITH_WORDS for output in options["output"]),
        with_words_for=WITH_WORDS,
    )

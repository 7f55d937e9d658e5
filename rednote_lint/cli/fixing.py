"""What `--fix` and its companions do with the posts of a run, and what they say about it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.speech.localized import Choice, option
from rednote_lint.cli.speech.told import tell_problems, tell_refused
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode
from rednote_lint.model import Bilingual, Report
from rednote_lint.run.outcome import Outcome

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import FixOutcome
    from rednote_lint.fixes.session import FixOptions

F = TypeVar("F", bound=Callable[..., Any])


FIXES = Bilingual(en="Repairs", zh="修复")
_NO_EFFECT = Bilingual(en="--{name} has no effect without {needed}", zh="没有 {needed} 时，--{name} 不起作用")


def _flag(name: str, en: str, zh: str) -> Callable[[F], F]:
    return option(name, is_flag=True, section=FIXES, said=Bilingual(en=en, zh=zh))


_OPTIONS = (
    _flag("--fix", "Apply the safe fixes of text.", "自动完成安全的文字修复。"),
    _flag("--unsafe-fixes", "Also those that change wording or picture.", "包括会改动措辞或画面的修复。"),
    _flag(
        "--fix-media",
        "Also repair media, as name.fixed.ext beside the original.",
        "同时修复媒体，在原文件旁另存为 name.fixed.ext。",
    ),
    _flag(
        "--in-place",
        "Repaired media take the original's name; it becomes name.orig.ext.",
        "修复后的媒体沿用原名，原文件改名为 name.orig.ext。",
    ),
    option(
        "--ratio",
        type=Choice(["crop", "pad", "blur"]),
        section=FIXES,
        said=Bilingual(en="How a wrong ratio is put right.", zh="宽高比不对时的处理：裁剪、补边或模糊背景。"),
    ),
    _flag("--diff", "Show what --fix would change in text; change nothing.", "只显示 --fix 会改动的文字，不写入。"),
    _flag("--show-fixes", "List every fix that was applied.", "列出已完成的每一处修复。"),
    _flag("--exit-non-zero-on-fix", "Exit with 1 also when all was fixed.", "有修复时，即使全部修好也以 1 退出。"),
)


def fixing(command: F) -> F:
    """Add the options about fixes."""
    for each in reversed(_OPTIONS):
        command = each(command)
    return command


def is_wanted(options: dict[str, Any]) -> bool:
    """Say whether anything is to be fixed.

    Raises:
        UsageError: an option that is about fixes stands without one that asks for them.
    """
    wanted = options["fix"] or options["fix_media"]
    lonely = [name for name in ("in_place", "ratio") if options[name] and not options["fix_media"]]
    lonely += [name for name in ("unsafe_fixes", "show_fixes") if options[name] and not wanted and not options["diff"]]
    lonely += ["exit_non_zero_on_fix"] if options["exit_non_zero_on_fix"] and not wanted else []
    if lonely:
        needed = "--fix-media" if lonely[0] in ("in_place", "ratio") else "--fix"
        raise UsageError(_NO_EFFECT.filled({"name": lonely[0].replace("_", "-"), "needed": needed}))
    return bool(wanted)


def fix_options_of(options: dict[str, Any]) -> FixOptions:
    """Gather what may be fixed."""
    from rednote_lint.fixes.session import FixOptions

    return FixOptions(
        text=options["fix"],
        unsafe=options["unsafe_fixes"],
        media=options["fix_media"],
        in_place=options["in_place"],
        ratio=options["ratio"] or "",
    )


def exit_code_of(result: FixOutcome, options: dict[str, Any]) -> ExitCode:
    """Return how fixes end the run: whether all could be done, and, where that is asked, whether there were any."""
    if not result.settled or any(left.is_failure for left in result.refused):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if options["exit_non_zero_on_fix"] and result.repairs else ExitCode.CLEAN


class Fixer(Protocol):
    """Fixes the posts of a run where they came from."""

    def fixed(
        self, outcomes: Sequence[Outcome], options: dict[str, Any], bar: ProgressBar
    ) -> tuple[list[Outcome], ExitCode]:
        """Fix checked posts, say what was done, and return the last check of each, and whether all could be done.

        Ctrl-C is passed on, after what was written until then has been told.

        Args:
            outcomes: of all posts; posts of one table must be fixed together, so all are held at once.
            options: of the command line.
            bar: is told how work on media goes on.
        """
        ...

    def preview(self, reports: Sequence[Report], options: FixOptions) -> FixOutcome:
        """Say what all passes would do to text, and change nothing."""
        ...


def diff(outcomes: Iterable[Outcome], fixer: Fixer, options: dict[str, Any], bar: ProgressBar) -> ExitCode:
    """Print what all passes of fixes would change in text, as a unified diff; say what could not be read or fixed."""
    from rednote_lint.fixes.texts import unified_diff

    held = list(outcomes)
    language = language_of(held)
    reports = [outcome.report for outcome in held]
    result = fixer.preview(reports, fix_options_of({**options, "fix": True}))
    if result.interrupted:
        raise KeyboardInterrupt
    text = unified_diff(result.changed)
    with bar.paused():
        write_verbatim(text)
        has_failed = tell_problems(reports, language) or not result.settled
        tell_refused(result.refused, language)
    if has_failed or any(left.is_failure for left in result.refused):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if text else ExitCode.CLEAN


def write_verbatim(text: str) -> None:
    """Print a text with the line ends that it has; on Windows a stream would make others of them."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(newline="")
    click.echo(text, nl=False)


def language_of(outcomes: Sequence[Outcome]) -> str:
    """Return the language in which a run speaks to a person."""
    return outcomes[0].display.language if outcomes else "en"

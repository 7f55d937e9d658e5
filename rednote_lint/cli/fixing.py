"""What `--fix` and its companions do with the posts of a run, and what they say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
import msgspec

from rednote_lint.errors import UserError
from rednote_lint.model import Report
from rednote_lint.run.outcome import Outcome
from rednote_lint.run.progress import Progress

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import Outcome as Fixed
    from rednote_lint.fixes.session import FixOptions

F = TypeVar("F", bound=Callable[..., Any])


class _Words(NamedTuple):
    fixed: str
    left: str
    note: str
    sums: str


_EN = _Words("fixed", "not fixed", "note", "{fixed} fixed, {left} not fixed")
_ZH = _Words("已修复", "未修复", "说明", "已修复 {fixed} 处，未修复 {left} 处")

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply the safe fixes of text."),
    click.option("--unsafe-fixes", is_flag=True, help="Also those that change wording or picture."),
    click.option("--fix-media", is_flag=True, help="Also repair media, as name.fixed.ext beside the original."),
    click.option("--in-place", is_flag=True, help="Repaired media take the original's name; it becomes name.orig.ext."),
    click.option("--ratio", type=click.Choice(["crop", "pad", "blur"]), help="How a wrong ratio is put right."),
    click.option("--diff", is_flag=True, help="Show what --fix would change in text; change nothing."),
    click.option("--show-fixes", is_flag=True, help="List every fix that was applied."),
)


def fixing(command: F) -> F:
    """Add the options about fixes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_wanted(options: dict[str, Any]) -> bool:
    """Say whether anything is to be fixed.

    Raises:
        UsageError: an option that is about fixes stands without one that asks for them.
    """
    wanted = options["fix"] or options["fix_media"]
    lonely = [name for name in ("in_place", "ratio") if options[name] and not options["fix_media"]]
    lonely += [name for name in ("unsafe_fixes", "show_fixes") if options[name] and not wanted and not options["diff"]]
    if lonely:
        needed = "--fix-media" if lonely[0] in ("in_place", "ratio") else "--fix"
        raise click.UsageError(f"--{lonely[0].replace('_', '-')} has no effect without {needed}")
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


def fixed(
    outcomes: Sequence[Outcome], again: Callable[..., Iterable[Outcome]], options: dict[str, Any], watch: Progress
) -> list[Outcome]:
    """Fix checked posts, and return the last outcome of each.

    Args:
        outcomes: of all posts; posts of one table must be fixed together, so all are held at once.
        again: checks the posts of the run again, `only` those for which a predicate holds.
        options: of the command line.
        watch: is told how work on media goes on.

    Raises:
        UserError: a file could not be written, or two rules undo each other's fixes.
    """
    from rednote_lint.fixes.session import fix

    def relint(stale: Sequence[str]) -> list[Report]:
        return [outcome.report for outcome in again(only=lambda post: post.path in set(stale))]

    result = fix([outcome.report for outcome in outcomes], fix_options_of(options), relint, watch)
    tell(result, outcomes[0].display.language if outcomes else "en", show=options["show_fixes"])
    if not result.settled:
        raise UserError("after three passes there is still something to fix: two rules are at odds", "see --show-fixes")
    return [
        msgspec.structs.replace(outcome, report=report)
        for outcome, report in zip(outcomes, result.reports, strict=True)
    ]


def diff(outcomes: Iterable[Outcome], options: dict[str, Any]) -> str:
    """Return what the first pass of fixes would change in text, as a unified diff."""
    from rednote_lint.fixes.session import preview
    from rednote_lint.fixes.texts import unified_diff

    result = preview((outcome.report for outcome in outcomes), fix_options_of({**options, "fix": True}))
    return unified_diff(result.changed)


def tell(outcome: Fixed, language: str, *, show: bool) -> None:
    """Say on stderr what was done, and everything that was not and why."""
    words = _ZH if language == "zh" else _EN
    for done in outcome.applied if show else ():
        written = f" -> {', '.join(done.written)}" if done.written else ""
        click.echo(f"{words.fixed} {done.code} {done.where.path}: {done.title.pick(language)}{written}", err=True)
    notes = {(done.where.path, note.pick(language)) for done in outcome.applied for note in done.notes}
    for path, note in sorted(notes):
        click.echo(f"{words.note} {path}: {note}", err=True)
    for left in outcome.refused:
        click.echo(
            f"{words.left} {left.code} {left.where.path}: {left.title.pick(language)}: {left.reason.pick(language)}",
            err=True,
        )
    click.echo(words.sums.format(fixed=len(outcome.applied), left=len(outcome.refused)), err=True)

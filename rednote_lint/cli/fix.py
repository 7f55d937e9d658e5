"""`rednote-lint fix`: `check --fix`, and plans of fixes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rednote_lint.cli import check, standard_input
from rednote_lint.cli.again import Again
from rednote_lint.cli.fixing import FIXES, fix_options_of, language_of
from rednote_lint.cli.inputs.changed import to_check
from rednote_lint.cli.many.jobs import executor_of
from rednote_lint.cli.many.storing import kept
from rednote_lint.cli.options import FILE, PATHS, settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.reporting import reporting
from rednote_lint.cli.speech.completing import paths as complete_paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument, current_language, option
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.told import tell, tell_plan, tell_problems, tell_refused
from rednote_lint.cli.speech.usage import UsageError
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.interrupts import Interrupts
from rednote_lint.model import Bilingual
from rednote_lint.run.run import Run

_EXCLUSIVE = Bilingual(
    en="--plan, --apply and --crop exclude each other", zh="--plan、--apply 和 --crop 只能用其中一个"
)
_WHICH = Bilingual(en="name the posts to fix, or --apply a plan", zh="指定要修复的笔记，或用 --apply 执行一份计划")
_FOUR_NUMBERS = Bilingual(en="--crop takes four whole numbers: x,y,width,height", zh="--crop 需要四个整数：x,y,宽,高")
_NOT_CHANGED = Bilingual(
    en="--{name} says itself which files are meant: --changed has no effect",
    zh="--{name} 已指明文件，--changed 不起作用",
)
_NO_MEDIA = (
    Bilingual(en="no such media file", zh="没有这个媒体文件"),
    Bilingual(en="name the pictures or videos to crop", zh="指定要裁剪的图片或视频"),
)


@command_of(
    "fix",
    Bilingual(
        en="Check posts and apply the safe fixes; the same as `check --fix`.",
        zh="检查笔记并完成安全的修复，等于 `check --fix`。",
    ),
)
@argument("paths", nargs=-1, shell_complete=complete_paths, word=PATHS)
@standard_input.given_name
@reporting
@option(
    "--plan",
    type=click.Path(path_type=Path),
    word=FILE,
    section=FIXES,
    said=Bilingual(en="Write the fixes to a file; apply none.", zh="把修复写入文件，不执行。"),
)
@option(
    "--apply",
    "apply_",
    type=click.Path(path_type=Path),
    word=FILE,
    section=FIXES,
    said=Bilingual(en="Apply exactly such a file.", zh="严格按该文件执行。"),
)
@option(
    "--crop",
    word=Bilingual(en="X,Y,W,H", zh="X,Y,宽,高"),
    section=FIXES,
    said=Bilingual(en="Keep only this rectangle of the media that are named.", zh="只保留所指定媒体的这个矩形区域。"),
)
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts and apply the safe fixes."""
    plan, apply_, crop = (options.pop(name) for name in ("plan", "apply_", "crop"))
    if sum(choice is not None for choice in (plan, apply_, crop)) > 1:
        raise UsageError(_EXCLUSIVE)
    if bool(paths) == bool(apply_):
        raise UsageError(_WHICH)
    if options["changed"] and (apply_ or crop):
        raise UsageError(_NOT_CHANGED.filled({"name": "apply" if apply_ else "crop"}))
    if apply_:
        return _apply(apply_, options)
    if crop:
        return _crop(paths, crop, options)
    options["fix"] = True
    if plan is None:
        return check.run(paths, options)
    if standard_input.DASH in paths:
        standard_input.refuse("plan")
    return _plan(to_check(paths, options), plan, options)


def _plan(paths: tuple[str, ...], target: Path, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.cli.targets import refuse_part_of_post
    from rednote_lint.fixes.plan import save
    from rednote_lint.fixes.session import plan_of

    refuse_part_of_post(target, paths)
    with ProgressBar(current_language()) as bar:
        checks = Run(kept(settings_of(options), {**options, "fix": True}), executor=executor_of(options), progress=bar)
        outcomes = list(checks.check(paths))
        reports = [outcome.report for outcome in outcomes]
        again = Again(checks, paths, bar)
        made, refused = plan_of(reports, fix_options_of(options), again.as_they_would_be, again.configurations)
    language = language_of(outcomes)
    has_failed = tell_problems(reports, language)
    tell_refused(refused, language)
    if made.fixes or not has_failed:
        save(made, target)
        tell_plan(len(made.fixes), len(refused), str(target), language)
    return ExitCode.FAILED if has_failed or any(left.is_failure for left in refused) else ExitCode.CLEAN


def _apply(source: Path, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.plan import completed, load, require_unchanged

    plan = load(source)
    require_unchanged(plan)
    return _carry_out(completed(plan), {**options, "fix": True})


def _crop(paths: tuple[str, ...], rectangle: str, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.crop import crop_offer

    try:
        x, y, w, h = (int(side) for side in rectangle.split(","))
    except ValueError:
        raise UsageError(_FOUR_NUMBERS) from None
    missing = next((path for path in paths if not Path(path).is_file()), None)
    if missing is not None:
        raise UserError(*_NO_MEDIA, missing)
    return _carry_out([crop_offer(path, (x, y, w, h)) for path in paths], options)


def _carry_out(offers: Any, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.outcome import FixOutcome, repairs_in
    from rednote_lint.fixes.session import carry_out

    spoken = current_language()
    with Interrupts() as ctrl_c:
        with ProgressBar(spoken) as watch:
            result = carry_out(offers, fix_options_of(options), watch, interrupts=ctrl_c)
        outcome = FixOutcome(
            applied=result.applied,
            repairs=repairs_in(result.applied),
            refused=(*result.refused, *result.unrepaired),
        )
        tell(outcome, spoken, show=True)
    if ctrl_c.asked:
        raise KeyboardInterrupt
    return ExitCode.FAILED if outcome.refused else ExitCode.CLEAN

"""`rednote-lint fix`: `check --fix`, and plans of fixes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rednote_lint.cli import check
from rednote_lint.cli.again import Again
from rednote_lint.cli.fixing import fix_options_of, language_of
from rednote_lint.cli.options import language, settings_of
from rednote_lint.cli.progress import ProgressBar
from rednote_lint.cli.told import tell, tell_plan, tell_problems, tell_refused
from rednote_lint.errors import ExitCode, UserError
from rednote_lint.run.language import spoken
from rednote_lint.run.run import Run


@click.command("fix")
@click.argument("paths", nargs=-1, metavar="PATH…")
@check.reporting
@click.option("--plan", type=click.Path(path_type=Path), metavar="FILE", help="Write the fixes to a file; apply none.")
@click.option("--apply", "apply_", type=click.Path(path_type=Path), metavar="FILE", help="Apply exactly such a file.")
@click.option("--crop", metavar="X,Y,W,H", help="Keep only this rectangle of the media that are named.")
@language
def command(paths: tuple[str, ...], **options: Any) -> ExitCode:
    """Check posts and apply the safe fixes; the same as `check --fix`."""
    plan, apply_, crop = (options.pop(name) for name in ("plan", "apply_", "crop"))
    if sum(choice is not None for choice in (plan, apply_, crop)) > 1:
        raise click.UsageError("--plan, --apply and --crop exclude each other")
    if bool(paths) == bool(apply_):
        raise click.UsageError("name the posts to fix, or --apply a plan")
    if apply_:
        return _apply(apply_, options)
    if crop:
        return _crop(paths, crop, options)
    options["fix"] = True
    return _plan(paths, plan, options) if plan else check.run(paths, options)


def _plan(paths: tuple[str, ...], target: Path, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.cli.targets import refuse_part_of_post
    from rednote_lint.fixes.plan import save
    from rednote_lint.fixes.session import plan_of

    refuse_part_of_post(target, paths)
    with ProgressBar(spoken(options["lang"])) as bar:
        checks = Run(settings_of(options), progress=bar)
        outcomes = list(checks.check(paths))
        reports = [outcome.report for outcome in outcomes]
        made, refused = plan_of(reports, fix_options_of(options), Again(checks, paths).as_they_would_be)
    save(made, target)
    language = language_of(outcomes)
    has_failed = tell_problems(reports, language)
    tell_refused(refused, language)
    tell_plan(len(made.fixes), len(refused), str(target), language)
    return ExitCode.FAILED if has_failed or any(left.is_failure for left in refused) else ExitCode.CLEAN


def _apply(source: Path, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.plan import load, require_unchanged

    plan = load(source)
    require_unchanged(plan)
    return _carry_out(plan.fixes, {**options, "fix": True})


def _crop(paths: tuple[str, ...], rectangle: str, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.crop import crop_offer

    try:
        x, y, w, h = (int(side) for side in rectangle.split(","))
    except ValueError:
        raise click.UsageError("--crop takes four whole numbers: x,y,width,height") from None
    missing = next((path for path in paths if not Path(path).is_file()), None)
    if missing is not None:
        raise UserError("no such media file", "name the pictures or videos to crop", missing)
    return _carry_out([crop_offer(path, (x, y, w, h)) for path in paths], options)


def _carry_out(offers: Any, options: dict[str, Any]) -> ExitCode:
    from rednote_lint.fixes.outcome import Outcome
    from rednote_lint.fixes.session import carry_out

    spoken_language = spoken(options["lang"])
    with ProgressBar(spoken_language) as watch:
        result = carry_out(offers, fix_options_of(options), watch)
    outcome = Outcome(applied=result.applied, refused=(*result.refused, *result.unrepaired))
    tell(outcome, spoken_language, show=True)
    return ExitCode.FAILED if outcome.refused else ExitCode.CLEAN

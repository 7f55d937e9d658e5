"""`rednote-lint test`: run the tests that rules carry."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from rednote_lint.errors import ExitCode, UserError
from rednote_lint.model import RulePack, Severity
from rednote_lint.packs import load_packs
from rednote_lint.packs.locate import PACK_FILE
from rednote_lint.packs.strict import nearest
from rednote_lint.rule_tests.runner import run_tests


@click.command("test")
@click.argument("packs", nargs=-1, metavar="[PACK…]")
def command(packs: tuple[str, ...]) -> ExitCode:
    """Run the tests of all rules, or of the packs named (a name, or a folder with a pack.yaml)."""
    chosen = _chosen(packs)
    outcome = run_tests([rule for pack in chosen for rule in pack.rules], dt.date.today())
    for complaint in outcome.complaints:
        click.echo(f"{complaint.place}: {complaint.severity}: {complaint.code} {complaint.message}")
    failed = sum(complaint.severity is Severity.ERROR for complaint in outcome.complaints)
    click.echo(
        f"{len(chosen)} packs, {outcome.rules} rules, {outcome.examples} examples: "
        f"{failed} failed, {len(outcome.complaints) - failed} warnings"
    )
    return ExitCode.FINDINGS if failed else ExitCode.CLEAN


def _chosen(names: tuple[str, ...]) -> tuple[RulePack, ...]:
    folders = tuple(Path(name) for name in names if (Path(name) / PACK_FILE).is_file())
    packs = load_packs(folders, None)
    if not names:
        return packs
    wanted = {name for name in names if Path(name) not in folders}
    unknown = wanted - {pack.name for pack in packs}
    if unknown:
        name = sorted(unknown)[0]
        raise UserError(f"no pack is called `{name}`", nearest(name, (pack.name for pack in packs)))
    places = {str(folder) for folder in folders}
    return tuple(pack for pack in packs if pack.name in wanted or pack.path in places)

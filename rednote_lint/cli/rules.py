"""`rednote-lint rules`: list rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rednote_lint.cli.options import language, selection, settings_of
from rednote_lint.cli.ruletext import as_json, rule_record
from rednote_lint.run.language import spoken
from rednote_lint.run.session import Session, Sessions


@click.command("rules")
@selection
@click.option("--all", "every", is_flag=True, help="Also those that are off.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language
def command(*, every: bool, format_: str, **options: Any) -> None:
    """List the rules that are on, or all."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    if format_ == "json":
        on = {rule.code for rule in session.rules.rules}
        click.echo(as_json([rule_record(rule) for rule in session.known if every or rule.code in on]))
    else:
        _show_table(session, spoken(options["lang"] or session.config.lang), include_off=every)
    session.refuse_broken_packs()


def _show_table(session: Session, lang: str, *, include_off: bool) -> None:
    from rich import box
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    on = {rule.code for rule in session.rules.rules}
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("code", "rule", "severity", "on" if include_off else "", "what it says"):
        table.add_column(heading, no_wrap=heading in ("code", "severity", "on"))
    for rule in sorted(session.known, key=lambda rule: (rule.pack, rule.code)):
        if include_off or rule.code in on:
            shown = session.rules.by_code.get(rule.code, rule)
            state = ("on" if rule.code in on else "off") if include_off else ""
            title = escape(rule.titled(lang))
            table.add_row(rule.code, f"{rule.pack}/{rule.name}", shown.severity["default"], state, title)
    Console(soft_wrap=False).print(table)
    click.echo(f"{len(on)} of {len(session.known)} rules are on; `rednote-lint rule CODE` explains one")

"""`rednote-lint rule CODE`: explain one rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rednote_lint.cli.options import language, selection, settings_of
from rednote_lint.cli.ruletext import as_json, rule_record, rule_text
from rednote_lint.run.language import spoken
from rednote_lint.run.session import Sessions
from rednote_lint.selectors import matches, refuse_unknown


@click.command("rule")
@click.argument("selector", metavar="CODE")
@selection
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language
def command(selector: str, format_: str, **options: Any) -> None:
    """Explain a rule: what, why, source, fix, examples."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    if not any(matches(selector, rule) for rule in session.known):
        session.refuse_broken_packs()
    refuse_unknown([selector], session.known, "")
    found = [rule for rule in session.known if matches(selector, rule)]
    if format_ == "json":
        click.echo(as_json([rule_record(rule) for rule in found] if len(found) > 1 else rule_record(found[0])))
    else:
        lang = spoken(options["lang"] or session.config.lang)
        click.echo("\n\n".join("\n".join(rule_text(rule, lang)) for rule in found))

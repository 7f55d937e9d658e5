"""`rednote-lint packs`: list the packs that a run loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import selection, settings_of, text_or_json
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.model import Bilingual
from rednote_lint.run.language import spoken
from rednote_lint.run.sessions import Sessions


@command_of(
    "packs",
    Bilingual(
        en="List the rule packs, their versions and how many of their rules are on.",
        zh="列出规则包、版本，以及各有多少条规则已启用。",
    ),
)
@selection
@text_or_json
@language
def command(format_: str, **options: Any) -> None:
    """List the packs."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    lang = spoken(options["lang"] or session.config.lang)
    on = [rule.pack for rule in session.rules.rules]
    if format_ == "json":
        click.echo(
            as_json(
                [
                    {
                        "name": p.name,
                        "version": p.version,
                        "path": p.path,
                        "sha256": p.digest,
                        "license": p.license,
                        "reviewed": p.reviewed,
                        "rules": len(p.rules),
                    }
                    for p in session.packs
                ]
            )
        )
    else:
        for pack in session.packs:
            count = f"{on.count(pack.name)}/{len(pack.rules)}"
            click.echo(f"{pack.name:<16} {pack.version:<10} {count:>7}  {pack.title.pick(lang)}")
    session.refuse_broken_packs()

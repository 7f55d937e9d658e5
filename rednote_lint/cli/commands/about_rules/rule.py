"""`rednote-lint rule CODE`: explain one rule."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from rednote_lint.cli.commands.ruletext import as_json, rule_record
from rednote_lint.cli.options import selection, settings_of, text_or_json
from rednote_lint.cli.speech.completing import rules
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import argument
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.cli.speech.rulepage import RulePage
from rednote_lint.model import Bilingual
from rednote_lint.run.language import spoken
from rednote_lint.run.sessions import Sessions
from rednote_lint.selectors import meant, refuse_unknown


@command_of(
    "rule",
    Bilingual(
        en="Explain a rule: what it finds, why, what to do, on which source.",
        zh="讲解一条规则：查什么、为什么、怎么改、依据是什么。",
    ),
)
@argument("selector", shell_complete=rules, word=Bilingual(en="CODE", zh="代码"))
@selection
@text_or_json
@language
def command(selector: str, format_: str, **options: Any) -> None:
    """Explain a rule, or those of a pack."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    found = meant(selector, session.known)
    if not found:
        session.refuse_broken_packs()
        refuse_unknown([selector], session.known, "")
    if format_ == "json":
        click.echo(as_json([rule_record(rule) for rule in found] if len(found) > 1 else rule_record(found[0])))
        return
    page = RulePage(sys.stdout, spoken(options["lang"] or session.config.lang))
    for rule in found:
        page.write(rule, session)

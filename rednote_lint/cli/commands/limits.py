"""`rednote-lint limits`: the platform's limits as JSON, so that a scheduler refuses a post before it is queued."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint import __version__
from rednote_lint.checks.conditions import Condition
from rednote_lint.checks.measure import MeasureParams
from rednote_lint.cli.commands.ruletext import as_json
from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import command as command_of
from rednote_lint.facts.measures.registry import MEASURES, Subject, ValueType
from rednote_lint.model import Bilingual, Client, Declarations, Rule
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions

VERSION = 1
"""Of the JSON; keys are only ever added to it."""
PACK = "format"
_FILES = (Subject.IMAGE, Subject.VIDEO)
_CHOICES = ("among", "not_in", "equals", "not_equals")


@command_of(
    "limits",
    Bilingual(
        en="Print the platform's limits (lengths, counts, sizes, formats) as JSON for schedulers, with sources.\n\n"
        "`--client web` or `--client app` leaves out what only counts for the other client.",
        zh="以 JSON 输出平台限制（长度、数量、大小、格式）及其来源，供排期工具使用。\n\n"
        "`--client web` 或 `--client app` 只保留对该客户端生效的限制。",
    ),
)
@selection
@language
def command(lang: str | None, **options: Any) -> None:
    """Print the limits; `lang` is for the help alone, for titles come in both languages."""
    session = Sessions(settings_of(options)).of(Path.cwd())
    click.echo(as_json(_limits(session)))
    session.refuse_broken_packs()


def _limits(session: Session) -> dict[str, Any]:
    clients = [client for client in (Client.WEB, Client.APP) if session.config.client in (client, Client.BOTH)]
    version = next((pack.version for pack in session.packs if pack.name == PACK), None)
    rules = [rule for rule in session.rules.rules if rule.pack == PACK]
    return {
        "version": VERSION,
        "tool": {"name": "rednote-lint", "version": __version__},
        "pack": {"name": PACK, "version": version},
        "clients": clients,
        "limits": [limit for rule in rules for limit in _limit(rule, clients)],
    }


def _limit(rule: Rule, clients: list[Client]) -> Iterator[dict[str, Any]]:
    """Yield what a rule says about numbers or file types, where it counts for one of the clients."""
    severity = {
        client: rule.severity_in(None, Declarations(), client)
        for client in clients
        if rule.when.client in (None, client, Client.BOTH)
    }
    if not isinstance(rule.params, MeasureParams) or not severity or not _is_limit(rule.params):
        return
    measure = MEASURES[rule.params.measure]
    yield {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "measure": measure.name,
        "of": measure.subject,
        "meaning": measure.meaning,
        "require": _stated(rule.params.require),
        "given": {name: _stated(condition) for name, condition in rule.params.given.items()},
        "kind": rule.when.kind,
        "severity": severity,
        "source": rule.source,
    }


def _is_limit(params: MeasureParams) -> bool:
    """Tell a number or the type of a file from what can only be wrong or right."""
    measure = MEASURES[params.measure]
    is_choice = any(getattr(params.require, name) is not None for name in _CHOICES)
    return params.require.numeric or (measure.type is ValueType.TEXT and measure.subject in _FILES and is_choice)


def _stated(condition: Condition) -> dict[str, Any]:
    """Return the operators that a condition states, under the names that rules write."""
    values: dict[str, Any] = msgspec.to_builtins(condition, enc_hook=str)
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    """Write 20.0 as 20."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value

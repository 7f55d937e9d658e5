"""`rednote-lint config PATH`: which configuration counts there, which rules are on, and why the others are off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from rednote_lint.cli.options import selection, settings_of
from rednote_lint.cli.ruletext import as_json
from rednote_lint.config import Config
from rednote_lint.errors import UserError
from rednote_lint.model import Rule
from rednote_lint.run.session import Session, Sessions
from rednote_lint.selectors import matches


@click.command("config")
@click.argument("path", default=".")
@selection
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, format_: str, **options: Any) -> None:
    """Show the configuration that counts for PATH."""
    if not Path(path).exists():
        raise UserError("no such file or folder", "name a path that exists", path)
    session = Sessions(settings_of(options)).of(Path(path) if Path(path).is_dir() else Path(path).parent)
    click.echo(as_json(_record(session)) if format_ == "json" else "\n".join(_text(session)))
    session.refuse_broken_packs()


def _record(session: Session) -> dict[str, Any]:
    return {
        "settings": {key: _plain(value) for key, value in msgspec.structs.asdict(session.config).items()},
        "on": [rule.code for rule in session.rules.rules],
        "off": {rule.code: _why_off(rule, session.config) for rule in _off(session)},
    }


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, enc_hook=str)


def _text(session: Session) -> Iterator[str]:
    config = session.config
    yield f"from: {config.origin}"
    for key, value in _record(session)["settings"].items():
        if key != "origin":
            yield f"{key.replace('_', '-')}: {as_json(value) if isinstance(value, dict) and value else _flat(value)}"
    yield f"rules on ({len(session.rules.rules)}): {' '.join(rule.code for rule in session.rules.rules)}"
    off = _off(session)
    yield f"rules off ({len(off)}):"
    yield from (f"  {rule.code} {rule.pack}/{rule.name}: {_why_off(rule, config)}" for rule in off)


def _flat(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _off(session: Session) -> list[Rule]:
    return [rule for rule in session.known if rule.code not in session.rules.by_code]


def _why_off(rule: Rule, config: Config) -> str:
    by = [selector for selector in config.ignore if matches(selector, rule)]
    return f"ignored by {', '.join(by)}" if by else "not selected"

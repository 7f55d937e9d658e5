"""Completion of values: rule codes and selectors, packs, presets, formats, files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from rednote_lint.run.session import Session


def selectors(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last of selectors that commas separate: codes, packs, tags, `ALL`."""
    before, comma, last = incomplete.rpartition(",")
    return [
        _item(f"{before}{comma}{name}", title=title)
        for name, title in _selectors()
        if name.lower().startswith(last.lower())
    ]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a rule's code, or a pack's name."""
    return [item for item in selectors(ctx, param, incomplete) if "," not in item.value]


def packs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a pack."""
    session = _session()
    found = [(pack.name, pack.title.pick(_speech())) for pack in session.packs] if session is not None else []
    return [_item(name, title=title) for name, title in found if name.startswith(incomplete)]


def presets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a preset."""
    from rednote_lint.packs.locate import preset_names

    return [_item(name) for name in preset_names() if name.startswith(incomplete)]


def outputs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the format before `=`; what follows is a new file."""
    from rednote_lint.cli.output import OUTPUTS

    return [_item(f"{name}=") for name in OUTPUTS if name.startswith(incomplete)]


def exports(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the format before `=`, of those that a kept run is exported to."""
    from rednote_lint.report import EXPORTS

    return [_item(f"{name}=") for name in EXPORTS if name.startswith(incomplete)]


def paths(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leave files and folders to the shell."""
    return [_item(incomplete, kind="file")]


def _selectors() -> Iterator[tuple[str, str]]:
    session, speech = _session(), _speech()
    if session is None:
        return
    yield from ((rule.code, rule.titled(speech)) for rule in session.known)
    yield from ((pack.name, pack.title.pick(speech)) for pack in session.packs)
    yield from ((f"tag:{tag}", "") for tag in sorted({tag for rule in session.known for tag in rule.tags}))
    yield "ALL", ""


def _session() -> Session | None:
    """Return the session of the folder at hand; None where its configuration is broken, which no shell is told."""
    from rednote_lint.cli.caching import cache_folder
    from rednote_lint.errors import UserError
    from rednote_lint.run.sessions import Sessions
    from rednote_lint.run.settings import Settings

    try:
        return Sessions(Settings(compiled=cache_folder())).of(Path.cwd())
    except UserError:
        return None


def _speech() -> str:
    from rednote_lint.run.language import spoken

    return spoken(None)


def _item(value: str, *, title: str | None = None, kind: str = "plain") -> CompletionItem:
    """Make a completion; click's module for it is imported when a shell asks."""
    from click.shell_completion import CompletionItem

    return CompletionItem(value, type=kind, help=title)

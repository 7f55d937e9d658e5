"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rednote_lint.model import Client
from rednote_lint.run.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

CACHE_VARIABLE = "REDNOTE_LINT_CACHE"


def selection(command: F) -> F:
    """Add the options that say which rules count and which configuration."""
    for option in reversed(_SELECTION):
        command = option(command)
    return command


_SELECTION = (
    click.option(
        "--select", multiple=True, metavar="SELECTOR", help="Only these rules: code, prefix, pack, tag:x, ALL."
    ),
    click.option("--ignore", multiple=True, metavar="SELECTOR", help="Not these rules."),
    click.option("--extend-select", multiple=True, metavar="SELECTOR", help="These rules as well."),
    click.option("--preset", metavar="NAME", help="recommended (default), strict, minimal."),
    click.option("--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file, or one setting."),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--client", type=click.Choice([c.value for c in Client]), help="Client that you publish with."),
    click.option("--ocr/--no-ocr", default=None, help="Read text in pixels (default), or not."),
    click.option("--no-cache", is_flag=True, help="Neither read nor keep what was seen in media."),
)

language = click.option(
    "--lang", type=click.Choice(["en", "zh", "auto"]), help="Language of the report; auto takes that of the terminal."
)


def settings_of(options: dict[str, Any]) -> Settings:
    """Gather the selection options of a command."""
    files = [text for text in options["config"] if "=" not in text]
    if len(files) > 1:
        raise click.UsageError("--config names more than one file; let one extend the other")
    return Settings(
        config=Path(files[0]) if files else None,
        isolated=options["isolated"],
        inline=tuple(text for text in options["config"] if "=" in text),
        preset=options["preset"],
        select=_split(options["select"]),
        ignore=_split(options["ignore"]),
        extend_select=_split(options["extend_select"]),
        client=Client(options["client"]) if options["client"] else None,
        ocr=options["ocr"],
        cache=None if options["no_cache"] else cache_folder(),
        compiled=cache_folder(),
    )


def cache_folder() -> Path:
    """Return the folder for compiled packs and facts, which need not exist yet."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("rednote-lint", appauthor=False))


def _split(given: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--select A,B` and `--select A --select B` alike."""
    return tuple(part.strip() for text in given for part in text.split(",") if part.strip())

"""The group of commands; each is imported when it is asked for, and `check` is what is meant when none is named."""

from __future__ import annotations

from importlib import import_module
from typing import cast

import click

from rednote_lint import __version__

COMMANDS = {
    "check": "rednote_lint.cli.check",
    "fix": "rednote_lint.cli.fix",
    "rules": "rednote_lint.cli.rules",
    "rule": "rednote_lint.cli.rule",
    "test": "rednote_lint.cli.test",
    "bench-rules": "rednote_lint.cli.bench_rules",
    "packs": "rednote_lint.cli.packs",
    "config": "rednote_lint.cli.config",
    "schema": "rednote_lint.cli.schema",
}
"""Name -> module that holds the command as `command`."""


class LazyGroup(click.Group):
    """Imports a command when it is used, and takes `rednote-lint PATH` for `rednote-lint check PATH`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        module = COMMANDS.get(cmd_name)
        return cast(click.Command, import_module(module).command) if module else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` first when what comes first is a path or an option of `check`."""
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, prog_name="rednote-lint")
def app() -> None:
    """Check RedNote (小红书) posts before they go up.

    `rednote-lint PATH…` is `rednote-lint check PATH…`. Works offline; nothing is uploaded.
    """

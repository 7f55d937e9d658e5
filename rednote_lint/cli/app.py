"""The group of commands; each is imported when it is asked for, and `check` is what is meant when none is named."""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rednote_lint import VERSION_LINE, __version__
from rednote_lint.cli.speech.completing import paths
from rednote_lint.cli.speech.language import language
from rednote_lint.cli.speech.localized import Group, asked_language
from rednote_lint.cli.speech.usage import UsageError, did_you_mean
from rednote_lint.model import Bilingual

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = {
    "init": "rednote_lint.cli.commands.init",
    "check": "rednote_lint.cli.check",
    "fix": "rednote_lint.cli.fix",
    "merge": "rednote_lint.cli.commands.merge",
    "export": "rednote_lint.cli.commands.export",
    "audit": "rednote_lint.cli.commands.audit",
    "accounts": "rednote_lint.cli.commands.accounts",
    "baseline": "rednote_lint.cli.commands.baseline",
    "certify": "rednote_lint.cli.commands.certify",
    "explain-ban": "rednote_lint.cli.commands.explain_ban",
    "rules": "rednote_lint.cli.commands.about_rules.rules",
    "rule": "rednote_lint.cli.commands.about_rules.rule",
    "test": "rednote_lint.cli.commands.about_rules.test",
    "bench-rules": "rednote_lint.cli.commands.about_rules.bench_rules",
    "packs": "rednote_lint.cli.commands.about_rules.packs",
    "limits": "rednote_lint.cli.commands.limits",
    "config": "rednote_lint.cli.commands.config",
    "cache": "rednote_lint.cli.commands.cache",
    "schema": "rednote_lint.cli.commands.schema",
    "lsp": "rednote_lint.cli.commands.lsp",
    "studio": "rednote_lint.cli.commands.studio",
    "completion": "rednote_lint.cli.commands.completion",
}
"""Name -> module that holds the command as `command`."""
ABOUT = Bilingual(
    en="Check RedNote (Xiaohongshu) posts before they go up.\n\n"
    "`rednote-lint PATH…` is `rednote-lint check PATH…`. Works offline; nothing is uploaded.",
    zh="发布前检查小红书笔记。\n\n`rednote-lint 路径…` 等于 `rednote-lint check 路径…`。全程离线，不上传任何内容。",
)
_NO_COMMAND = Bilingual(
    en="`{word}` is neither a command nor an existing path", zh="`{word}` 既不是命令，也不是现有的路径"
)


class LazyGroup(Group):
    """Imports a command when it is used, and takes `rednote-lint PATH` for `rednote-lint check PATH`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        module = COMMANDS.get(cmd_name)
        return cast(click.Command, import_module(module).command) if module else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` first when what comes first is a path or an option of `check`.

        Raises:
            UsageError: it is a command with a slip.
        """
        spoken, rest = _leading_language(args)
        if not rest or rest[0] in ("--help", "-h", "--version"):
            return super().parse_args(ctx, rest)
        if rest[0] in COMMANDS:
            return super().parse_args(ctx, [rest[0], *spoken, *rest[1:]])
        if not ctx.resilient_parsing:
            _refuse_slip(rest[0])
        return super().parse_args(ctx, ["check", *spoken, *rest])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and what `check` takes, which is meant when none is named."""
        found = super().shell_complete(ctx, incomplete)
        check = self.get_command(ctx, "check")
        if incomplete.startswith("-") and check is not None:
            inner = click.Context(check, parent=ctx, info_name="check", resilient_parsing=True)
            names = {item.value for item in found}
            return [*found, *(item for item in check.shell_complete(inner, incomplete) if item.value not in names)]
        return found or paths(ctx, self.params[0], incomplete)


def _leading_language(args: list[str]) -> tuple[list[str], list[str]]:
    """Split off a `--lang` that stands before the command."""
    if args and args[0].startswith("--lang="):
        return args[:1], args[1:]
    return (args[:2], args[2:]) if args and args[0] == "--lang" else ([], args)


def _refuse_slip(word: str) -> None:
    close = difflib.get_close_matches(word, COMMANDS, n=2, cutoff=0.6)
    if close and not Path(word).exists():
        raise UsageError(_NO_COMMAND.filled({"word": word}), did_you_mean(close))


@click.group(cls=LazyGroup, said=ABOUT, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, message=VERSION_LINE)
@language
def app(lang: str | None) -> None:
    """Group the commands; `lang` was read before, see `run`."""


def run(arguments: list[str]) -> object:
    """Parse a command line and run its command, with help in the language that it asks for."""
    return app.main(arguments, prog_name="rednote-lint", standalone_mode=False, obj=asked_language(arguments))

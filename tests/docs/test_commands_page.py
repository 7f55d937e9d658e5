"""docs/commands.md names every command, and the documentation every option of the check."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.cli.app import COMMANDS
from rednote_lint.cli.check import command as check

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")


def test_every_command_is_named() -> None:
    table = PAGE.partition("## Options of the check")[0]
    assert not [name for name in COMMANDS if f"`{name}" not in table and f" {name}" not in table]


def test_every_option_of_the_check_is_named() -> None:
    options = {name for parameter in check.params for name in parameter.opts if name.startswith("--")}
    hidden = {name for parameter in check.params if getattr(parameter, "hidden", False) for name in parameter.opts}
    assert not [name for name in sorted(options - hidden) if name not in PAGE and name != "--help"]

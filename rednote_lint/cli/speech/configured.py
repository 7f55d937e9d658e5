"""The language that a configuration file asks for, read before the command line is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

_STATED = re.compile(r"""^\s*lang\s*[:=]\s*["']?(zh|en)\b""", re.MULTILINE)
_NAMES = ("rednote-lint.toml", "rednote-lint.yaml", "rednote-lint.yml")
"""As `config.FILE_NAMES`, whose module takes long to import."""


def configured_language(arguments: Sequence[str]) -> str | None:
    """Return the language of the configuration that will count; None where none is found or it says nothing.

    Args:
        arguments: of the command line; help and usage errors need the language before these are understood.
    """
    if "--isolated" in arguments:
        return None
    given = [value for option, value in pairwise(arguments) if option == "--config"]
    given += [word.partition("=")[2] for word in arguments if word.startswith("--config=")]
    for value in reversed(given):
        if stated := _STATED.match(value) or _in_file(Path(value)):
            return stated[1]
    named = next((Path(word) for word in arguments if not word.startswith("-") and _is_there(Path(word))), Path())
    stated = next((found for path in _above(named) if (found := _in_file(path))), None)
    return stated[1] if stated else None


def _above(start: Path) -> list[Path]:
    """Return the first configuration file in a folder or above it, as a list of none or one."""
    folder = Path.cwd() / start
    for here in (folder, *folder.parents):
        for name in _NAMES:
            if _is_there(here / name):
                return [here / name]
    return []


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _in_file(path: Path) -> re.Match[str] | None:
    try:
        return _STATED.search(path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else None
    except (OSError, ValueError):
        return None

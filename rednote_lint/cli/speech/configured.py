"""The language that a configuration file asks for, read before the command line is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

_STATED = re.compile(r"""^\s*lang\s*[:=]\s*["']?(zh|en)\b""", re.MULTILINE)
_NAMES = ("rednote-lint.toml", "rednote-lint.yaml", "rednote-lint.yml")
"""As `config.FILE_NAMES`, whose module takes long to import."""
_PYPROJECT = "pyproject.toml"


def configured_language(arguments: Sequence[str]) -> str | None:
    """Return the language of the configuration that will count; None where none is found or it says nothing.

    Args:
        arguments: of the command line; help and usage errors need the language before these are understood.
    """
    if "--isolated" in arguments:
        return None
    for value in reversed(_values_of("--config", arguments)):
        if stated := _STATED.match(value):
            return stated[1]
        if language := _in_file(Path(value)):
            return language
    there = [Path(name).parent for name in _values_of("--stdin-filename", arguments)]
    there += [Path(word) for word in arguments if not word.startswith("-") and _is_there(Path(word))]
    named = there[0] if there else Path()
    nearest = _nearest(named)
    return _in_file(nearest) if nearest else None


def _values_of(option: str, arguments: Sequence[str]) -> list[str]:
    """Return what an option is given, in either way of writing it."""
    given = [value for word, value in pairwise(arguments) if word == option]
    return given + [word.partition("=")[2] for word in arguments if word.startswith(f"{option}=")]


def _nearest(start: Path) -> Path | None:
    """Return the first configuration file in a folder or above it."""
    folder = Path.cwd() / start
    for here in (folder, *folder.parents):
        for name in _NAMES:
            if _is_there(here / name):
                return here / name
        if _table(here / _PYPROJECT) is not None:
            return here / _PYPROJECT
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _in_file(path: Path) -> str | None:
    if path.name == _PYPROJECT:
        language = (_table(path) or {}).get("lang")
        return language if language in ("zh", "en") else None
    stated = _STATED.search(_text(path))
    return stated[1] if stated else None


def _table(path: Path) -> dict[str, object] | None:
    """Return our table of a `pyproject.toml`; what is broken there is told by the command that reads it in earnest."""
    text = _text(path)
    if "rednote-lint" not in text:
        return None
    import tomllib

    try:
        table = tomllib.loads(text).get("tool", {}).get("rednote-lint")
    except (tomllib.TOMLDecodeError, AttributeError):
        return None
    return table if isinstance(table, dict) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except (OSError, ValueError):
        return ""

"""The language that a configuration file asks for, read before the command line is parsed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

_LANGUAGES = ("zh", "en")
_DEEPEST = 10
"""As `config.MAX_EXTENDS`: a chain of files that is longer is told by the command that reads it in earnest."""
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
        key, _, stated = value.partition("=")
        if key.strip() == "lang" and stated.strip() in _LANGUAGES:
            return stated.strip()
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
        if _ours(_toml(here / _PYPROJECT)) is not None:
            return here / _PYPROJECT
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _in_file(path: Path, depth: int = 0) -> str | None:
    """Return what a file states, else the last of the files that it extends; presets state no language."""
    settings = _settings(path)
    stated = settings.get("lang")
    if isinstance(stated, str) and stated in _LANGUAGES:
        return stated
    extended = settings.get("extend", ())
    names = [extended] if isinstance(extended, str) else extended if isinstance(extended, list) else []
    if depth == _DEEPEST:
        return None
    files = (path.parent / name for name in reversed(names) if isinstance(name, str) and _is_path(name))
    return next(filter(None, (_in_file(file, depth + 1) for file in files)), None)


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or Path(name).suffix in (".yaml", ".yml", ".toml")


def _settings(path: Path) -> Mapping[str, object]:
    """Return the settings of a file; what is broken there is told by the command that reads it in earnest."""
    if path.suffix == ".toml":
        whole = _toml(path)
        return (_ours(whole) or {}) if path.name == _PYPROJECT else whole
    text = _text(path)
    if "lang" not in text and "extend" not in text:  # Most files state neither, and the reader takes long to import.
        return {}
    from rednote_lint.syntax.yaml_values import YamlError, parse

    try:
        value = parse(text).value
    except YamlError:
        return {}
    return value if isinstance(value, dict) else {}


def _toml(path: Path) -> dict[str, object]:
    text = _text(path)
    if path.name == _PYPROJECT and "rednote-lint" not in text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def _ours(pyproject: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return our table of a `pyproject.toml`."""
    tools = pyproject.get("tool")
    table = tools.get("rednote-lint") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except (OSError, ValueError):
        return ""

"""Cuts a suppression out of a configuration in TOML: a table of an array, or an item of a list in brackets."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from rednote_lint.fixes.directives.header import SUPPRESSIONS
from rednote_lint.model import TextRange
from rednote_lint.syntax.toml_values import parse
from rednote_lint.syntax.tree import Path
from rednote_lint.syntax.yaml_values import Tree

_LINE_END = re.compile(r"\r?\n|\Z")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")


class Cut(NamedTuple):
    """What goes, and what stands in its place."""

    range: TextRange
    new: str


def without_entry(text: str, at: int) -> Cut | None:
    """Return what is to be cut so that a suppression goes, with the last one their key.

    Args:
        text: of the configuration.
        at: where the suppression starts: its `[[` or its brace.

    Returns:
        None where nothing starts there, or where anything else would change; comments stay.
    """
    try:
        tree = parse(text)
    except tomllib.TOMLDecodeError:
        return None
    entry = next((path for path, mark in tree.values.items() if mark.start == at and _is_entry(path)), None)
    if entry is None:
        return None
    expected = _without(tree.value, entry)
    for cut in _candidates(text, tree, entry):
        try:
            after = tomllib.loads(text[: cut.range.start] + cut.new + text[cut.range.end :])
        except tomllib.TOMLDecodeError:
            continue
        if after == expected:
            return cut
    return None


def _is_entry(path: Path) -> bool:
    return path[-2:-1] == (SUPPRESSIONS,) and isinstance(path[-1], int)


def _without(value: Any, entry: Path) -> Any:
    *above, key, number = entry
    left = deepcopy(value)
    table = left
    for step in above:
        table = table[step]
    del table[key][number]
    if not table[key]:
        del table[key]
    return left


def _candidates(text: str, tree: Tree, entry: Path) -> Iterator[Cut]:
    start, end = tree.values[entry].start, _end(tree, entry)
    if text.startswith("[", start):
        place = TextRange(_line_start(text, start), _next_line(text, end))
        place = _with_blank_lines(text, place)
        yield Cut(place, "")
        # The table above must not go with its last array: without it the file would be no configuration of ours.
        head = text[start : tree.values[entry].end].strip("[]").rpartition(".")[0]
        yield Cut(place, f"[{head}]{_LINE_END.search(text, start)[0]}")  # type: ignore[index]
        return
    whole = entry[:-1]
    if (*whole, 1) not in tree.values:
        yield Cut(TextRange(_line_start(text, tree.keys[whole].start), _next_line(text, tree.values[whole].end)), "")
        return
    line, behind = _line_start(text, start), re.compile(r"[ \t]*,?[ \t]*").match(text, end)
    comma = behind.end() if behind else end
    if not text[line:start].strip() and re.compile(r"(?:#[^\r\n]*)?(?:\r?\n)").match(text, comma):
        yield Cut(TextRange(line, _next_line(text, comma)), "")
    yield Cut(TextRange(start, comma), "")
    number = entry[-1]
    if isinstance(number, int) and number:
        yield Cut(TextRange(_end(tree, (*whole, number - 1)), end), "")


def _end(tree: Tree, path: Path) -> int:
    return max(mark.end for at, mark in tree.values.items() if at[: len(path)] == path)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _next_line(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.end() if match else len(text)


def _with_blank_lines(text: str, place: TextRange) -> TextRange:
    """Take the blank lines behind along where there are some before, or nothing."""
    before = text[: place.start]
    if before and not re.search(r"\n[ \t]*\r?\n\Z", before):
        return place
    behind = _BLANK_LINES.match(text, place.end)
    return TextRange(place.start, behind.end() if behind else place.end)

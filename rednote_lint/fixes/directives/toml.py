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

_REST_OF_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_COMMA = re.compile(r"[ \t]*,?[ \t]*")
_COMMENT_ALONE = re.compile(r"(?:#[^\r\n]*)?\r?\n")
_AFTER_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n\Z")


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
    """Yield what may be cut, the widest first; the caller reads the result again."""
    start, whole = tree.values[entry].start, entry[:-1]
    if text.startswith("[", start):
        yield from _table(text, tree, entry)
    elif (*whole, 1) not in tree.values:
        end = tree.values[whole].end
        yield Cut(TextRange(_line_start(text, tree.keys[whole].start), _next_line(text, end)), "")
    else:
        yield from _item(text, tree, entry)


def _table(text: str, tree: Tree, entry: Path) -> Iterator[Cut]:
    start, header_end = tree.values[entry].start, tree.values[entry].end
    place = TextRange(_line_start(text, start), _next_line(text, _end(tree, entry)))
    place = _with_blank_lines(text, place)
    yield Cut(place, "")
    # The table above must not go with its last array: without it the file would be no configuration of ours.
    above = text[start:header_end].strip("[]").rpartition(".")[0]
    yield Cut(place, f"[{above}]{_newline(text, header_end)}")


def _item(text: str, tree: Tree, entry: Path) -> Iterator[Cut]:
    start, end = tree.values[entry].start, tree.values[entry].end
    line, comma = _line_start(text, start), _matched(_COMMA, text, end)
    if not text[line:start].strip() and _COMMENT_ALONE.match(text, comma):
        yield Cut(TextRange(line, _next_line(text, comma)), "")
    yield Cut(TextRange(start, comma), "")
    *whole, number = entry
    if isinstance(number, int) and number:
        yield Cut(TextRange(tree.values[*whole, number - 1].end, end), "")


def _end(tree: Tree, path: Path) -> int:
    return max(mark.end for at, mark in tree.values.items() if at[: len(path)] == path)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _next_line(text: str, at: int) -> int:
    return _matched(_REST_OF_LINE, text, at)


def _newline(text: str, at: int) -> str:
    end = _next_line(text, at)
    return "\r\n" if text.startswith("\r\n", end - 2) else "\n"


def _matched(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return where a pattern that matches everywhere ends."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _with_blank_lines(text: str, place: TextRange) -> TextRange:
    """Take the blank lines behind along where there are some before, or nothing."""
    before = text[: place.start]
    if before and not _AFTER_BLANK_LINE.search(before):
        return place
    return TextRange(place.start, _matched(_BLANK_LINES, text, place.end))

"""The notations that a text of a post is written in on disk, and how characters look in each of them."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from rednote_lint.fixes.yaml_leaves import Leaf, leaves
from rednote_lint.model import TextRange


class Notation(StrEnum):
    """How the characters of a value are written."""

    PLAIN = "plain"
    """As they are: a caption, the body after the front matter, a subtitle file."""
    JSON = "json"
    CSV_QUOTED = "csv-quoted"
    CSV_BARE = "csv-bare"
    YAML_DOUBLE = "yaml-double"
    YAML_SINGLE = "yaml-single"
    YAML_BARE = "yaml-bare"
    """Without quotes, or in a block (`|`, `>`): no escapes, but not every character is welcome."""
    OUTSIDE = "outside"
    """Not inside one value: over the edge of a string, a cell, a key."""


class Field(NamedTuple):
    """A value of a file: its notation, and the range of the characters between its quotes."""

    notation: Notation
    range: TextRange


_UNITS = {
    Notation.JSON: r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.",
    Notation.YAML_DOUBLE: r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.|.",
    Notation.YAML_SINGLE: r"''|.",
    Notation.CSV_QUOTED: r'""|.',
}
FRONT_MATTER = re.compile(r"\A---[ \t]*(?:\r\n|\r|\n)(?P<yaml>.*?)^---[ \t]*(?=\r|\n|\Z)", re.DOTALL | re.MULTILINE)
YAML_BREAKS = "\n\r\x85\u2028\u2029"
"""What ends a line for YAML 1.1, and is folded away inside quotes."""
_JSON_STRING = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"')


def field_at(path: str, text: str, place: TextRange) -> Field:
    """Find the value that `place` lies in.

    Args:
        path: the file's name; its extension says which syntax it has.
        text: the whole decoded file.
        place: code points of `text`.
    """
    match PurePath(path).suffix.lower():
        case ".jsonl" | ".ndjson" | ".json":
            return _json_field(text, place)
        case ".csv" | ".tsv":
            return _csv_field(text, place)
        case ".yaml" | ".yml":
            return _yaml_field(text, 0, place)
        case ".md" | ".markdown":
            front = FRONT_MATTER.match(text)
            if front and place.start < front.end():
                return _yaml_field(front["yaml"], front.start("yaml"), place)
    return Field(Notation.PLAIN, TextRange(0, len(text)))


def widened(text: str, field: Field, place: TextRange) -> TextRange:
    r"""Widen a range to whole written characters, so that no `\u4f60` and no `""` is cut in two."""
    pattern = _UNITS.get(field.notation)
    if pattern is None:
        return place
    start, end = place
    for unit in re.finditer(pattern, text[field.range.start : field.range.end], re.DOTALL):
        first, last = unit.start() + field.range.start, unit.end() + field.range.start
        if first < place.start < last:
            start = first
        if first < place.end < last:
            end = last
    return TextRange(start, end)


class Reading(NamedTuple):
    """A value as a reader sees it."""

    text: str
    place: TextRange
    """The place that was asked for, in `text`."""
    offsets: Sequence[int]
    """Where each character of `text` begins in the file, and where the last one ends."""

    def in_file(self, place: TextRange) -> TextRange:
        """Return the range of the file that a range of `text` is written in."""
        return TextRange(self.offsets[place.start], self.offsets[place.end])


def reading(path: str, text: str, place: TextRange) -> Reading:
    """Read the value that `place` lies in, through its escapes; a place over its edge is read as it stands."""
    field = field_at(path, text, place)
    start, end = place if field.notation is Notation.OUTSIDE else field.range
    pattern = _UNITS.get(field.notation)
    if pattern is None:
        inner = TextRange(place.start - start, place.end - start)
        return Reading(text[start:end], inner, range(start, end + 1))
    characters: list[str] = []
    offsets: list[int] = []
    for unit in re.finditer(pattern, text[start:end], re.DOTALL):
        said = _said(unit[0])
        characters.append(said)
        offsets += [start + unit.start()] * len(said)
    offsets.append(end)
    inner = TextRange(bisect_right(offsets, place.start) - 1, bisect_left(offsets, place.end))
    return Reading("".join(characters), inner, offsets)


def _said(unit: str) -> str:
    """Return the character that is written as `unit`."""
    if len(unit) == 1:
        return unit
    if unit[0] != "\\":
        return unit[0]
    if unit[1] in "xU":
        return chr(int(unit[2:], 16))
    try:
        return str(json.loads(f'"{unit}"'))
    except ValueError:  # An escape that only YAML has, such as a non-breaking blank: never what a repair is about.
        return unit[-1]


def spelled(notation: Notation, characters: str, neighbours: str) -> str:
    """Write characters in a notation; what the notation cannot hold is left as it is, for the caller to notice.

    Args:
        notation: how the value is written.
        characters: what it shall say.
        neighbours: the value as it is written now; a JSON string all in ASCII stays so.
    """
    match notation:
        case Notation.JSON:
            return json.dumps(characters, ensure_ascii="\\u" in neighbours and neighbours.isascii())[1:-1]
        case Notation.YAML_DOUBLE:
            return "".join(_yaml_escaped(char) for char in characters)
        case Notation.YAML_SINGLE:
            return characters.replace("'", "''")
        case Notation.CSV_QUOTED:
            return characters.replace('"', '""')
        case _:
            return characters


def _yaml_escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if char in YAML_BREAKS else json.dumps(char, ensure_ascii=False)[1:-1]


def json_strings(text: str, place: TextRange) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the range and the written characters of each string in the line of a JSON Lines file."""
    begin = max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1
    end = text.find("\n", place.end)
    for string in _JSON_STRING.finditer(text, begin, len(text) if end < 0 else end):
        yield string.span(1), string[1]


def _json_field(text: str, place: TextRange) -> Field:
    for (start, end), _ in json_strings(text, place):
        if start <= place.start and place.end <= end:
            return Field(Notation.JSON, TextRange(start, end))
    return Field(Notation.OUTSIDE, place)


def _csv_field(text: str, place: TextRange) -> Field:
    starts, fields = _csv_cells(text)
    field = fields[max(bisect_right(starts, place.start) - 1, 0)]
    inside = field.range.start <= place.start and place.end <= field.range.end
    return field if inside else Field(Notation.OUTSIDE, place)


@lru_cache(maxsize=2)
def _csv_cells(text: str) -> tuple[list[int], list[Field]]:
    """Find every cell once: thousands of rows of one table are fixed one after the other."""
    head = re.match(r"[^\r\n]*", text)
    assert head is not None
    delimiter = max(",;\t", key=head[0].count)
    cell = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^{delimiter}\r\n]*))(?:{delimiter}|\r\n|\r|\n|\Z)')
    starts, fields = [], []
    for found in cell.finditer(text):
        name = "bare" if found["quoted"] is None else "quoted"
        notation = Notation.CSV_BARE if name == "bare" else Notation.CSV_QUOTED
        starts.append(found.start())
        fields.append(Field(notation, TextRange(*found.span(name))))
    return starts, fields


def _yaml_field(source: str, offset: int, place: TextRange) -> Field:
    start, end = place.start - offset, place.end - offset
    leaf = next((leaf for leaf in _yaml_leaves(source) if leaf.start <= start and end <= leaf.end), None)
    if leaf is None:
        return Field(Notation.OUTSIDE, place)
    if leaf.style not in ('"', "'"):
        return Field(Notation.YAML_BARE, TextRange(leaf.start + offset, leaf.end + offset))
    if not leaf.start < start <= end < leaf.end:
        return Field(Notation.OUTSIDE, place)
    notation = Notation.YAML_DOUBLE if leaf.style == '"' else Notation.YAML_SINGLE
    return Field(notation, TextRange(leaf.start + 1 + offset, leaf.end - 1 + offset))


@lru_cache(maxsize=8)
def _yaml_leaves(source: str) -> tuple[Leaf, ...]:
    try:
        return tuple(leaves(source).values())
    except ValueError:
        return ()

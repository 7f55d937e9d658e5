"""Strict YAML with typed values and the place of every key and value, for rule packs and configuration.

Against plain PyYAML: duplicate keys are errors, `on`/`yes`/`no` are words and not booleans (YAML 1.2), aliases are
bounded (a bomb of them is refused before it is expanded), and each path into the tree knows its line and column.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import yaml

MAX_NODES = 200_000
MAX_DEPTH = 40

Path = tuple[str | int, ...]


class Mark(NamedTuple):
    """A place in the YAML text; line and column count from 1, offsets are code points."""

    line: int
    column: int
    start: int
    end: int
    style: str | None
    """`'`, `"`, `|`, `>` or None for a plain scalar or a collection."""


class Tree(NamedTuple):
    """Plain Python values, and where each of them stands."""

    value: Any
    keys: dict[Path, Mark]
    """Place of the key (or list item) that leads to a path."""
    values: dict[Path, Mark]
    """Place of the value at a path; `()` is the document."""

    def nearest(self, path: Path) -> Mark:
        """Return the place of the deepest known ancestor of `path`."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark(1, 1, 0, 0, None))


class YamlError(ValueError):
    """YAML that cannot be read; line and column count from 1."""

    def __init__(self, message: str, line: int, column: int, remedy: str = "") -> None:
        """Keep the place apart from the sentence."""
        super().__init__(message)
        self.message, self.line, self.column, self.remedy = message, line, column, remedy


def parse(text: str) -> Tree:
    """Read one YAML document; an empty one has the value None.

    Raises:
        YamlError: malformed, nested too deeply, a duplicate key, an alias bomb, more than one document.
    """
    import yaml

    try:
        return _Builder(text).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlError(_sentence(error), line, column, _remedy(text, line)) from None
    except yaml.reader.ReaderError as error:
        code = error.character if isinstance(error.character, int) else ord(error.character)
        before = text[: error.position]
        line, column = before.count("\n") + 1, error.position - before.rfind("\n")
        raise YamlError(f"character U+{code:04X} is not allowed in YAML", line, column) from None


def _sentence(error: yaml.MarkedYAMLError) -> str:
    parts = [part for part in (error.context, error.problem) if part]
    return "not valid YAML: " + ", ".join(parts)


def _remedy(text: str, line: int) -> str:
    lines = text.splitlines()
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        return "indent with spaces, YAML does not allow tabs there"
    return "check the indentation and quotes here"


class _Builder:
    """Turn parser events into values. Nodes would be built by recursion in C, which deep nesting can crash."""

    def __init__(self, text: str) -> None:
        import yaml

        self.yaml = yaml
        self.parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        self.tree = Tree(None, {}, {})
        self.visited = 0
        self.anchors: dict[str, tuple[Any, int]] = {}

    def document(self) -> Tree:
        self._next()  # the start of the stream
        if isinstance(self._next(), self.yaml.StreamEndEvent):
            return self.tree
        value = self._build(self._next(), (), 0)
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, self.yaml.StreamEndEvent):
            mark = _mark(after)
            raise YamlError("a second document starts here", mark.line, mark.column, "keep one document in a file")
        return self.tree._replace(value=value)

    def _next(self) -> Any:
        return self.parser.get_event()

    def _build(self, event: Any, path: Path, depth: int) -> Any:
        self.visited += 1
        mark = _mark(event)
        if self.visited > MAX_NODES:
            raise YamlError("too many values", mark.line, mark.column, "split the file")
        if depth > MAX_DEPTH:
            raise YamlError(f"nested more than {MAX_DEPTH} levels deep", mark.line, mark.column)
        self.tree.values[path] = mark
        if isinstance(event, self.yaml.AliasEvent):
            return self._alias(event, mark)
        before = self.visited
        value, end = self._value(event, path, depth)
        self.tree.values[path] = mark._replace(end=end)
        if event.anchor:
            self.anchors[event.anchor] = (value, self.visited - before + 1)
        return value

    def _value(self, event: Any, path: Path, depth: int) -> tuple[Any, int]:
        if isinstance(event, self.yaml.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        return self._scalar(event), event.end_mark.index

    def _alias(self, event: Any, mark: Mark) -> Any:
        if event.anchor not in self.anchors:
            raise YamlError(f"`*{event.anchor}` names no finished anchor", mark.line, mark.column)
        value, size = self.anchors[event.anchor]
        self.visited += size
        if self.visited > MAX_NODES:
            raise YamlError("aliases multiply each other without bound", mark.line, mark.column, "write values out")
        return value

    def _mapping(self, path: Path, depth: int) -> tuple[dict[str, Any], int]:
        result: dict[str, Any] = {}
        event: Any
        while not isinstance(event := self._next(), self.yaml.MappingEndEvent):
            mark = _mark(event)
            if not isinstance(event, self.yaml.ScalarEvent):
                raise YamlError("a key must be a plain word", mark.line, mark.column)
            inner = (*path, event.value)
            if event.value in result:
                first = self.tree.keys[inner].line
                raise YamlError(
                    f"duplicate key `{event.value}`", mark.line, mark.column, f"it stands already on line {first}"
                )
            self.tree.keys[inner] = mark
            result[event.value] = self._build(self._next(), inner, depth + 1)
        return result, _mark(event).end

    def _sequence(self, path: Path, depth: int) -> tuple[list[Any], int]:
        result: list[Any] = []
        event: Any
        while not isinstance(event := self._next(), self.yaml.SequenceEndEvent):
            inner = (*path, len(result))
            self.tree.keys[inner] = _mark(event)
            result.append(self._build(event, inner, depth + 1))
        return result, _mark(event).end

    def _scalar(self, event: Any) -> Any:
        if event.tag not in (None, "!", "tag:yaml.org,2002:str"):
            mark = _mark(event)
            raise YamlError(f"the tag {event.tag} is not read here", mark.line, mark.column, "write a plain value")
        if event.style or event.tag:
            return event.value
        try:
            return _plain(event.value)
        except ValueError as error:
            mark = _mark(event)
            raise YamlError(f"not a date or number: {error}", mark.line, mark.column) from None


_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,30}\.[0-9]{1,30}([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("true", "True"), True),
    **dict.fromkeys(("false", "False"), False),
    **dict.fromkeys(("null", "Null", "~", ""), None),
}


def _plain(text: str) -> Any:
    """Read a scalar without quotes as YAML 1.2 does: `on`, `yes` and `012` stay words."""
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    return text


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    return Mark(start.line + 1, start.column + 1, start.index, end.index, getattr(event, "style", None) or None)

"""Walks the events of a YAML parser with a stack of its own and lets a builder make something of each value.

PyYAML's composer recurses in C: a caption with a hundred thousand brackets would end the process. Here depth and number
of values are bounded, and an alias counts as many values as it repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from rednote_lint.model import Record
from rednote_lint.syntax.tree import Path

if TYPE_CHECKING:
    import yaml

N = TypeVar("N")


class Mark(NamedTuple):
    """A place in the YAML text; line and column count from 1, offsets are code points."""

    line: int
    column: int
    start: int
    end: int
    style: str | None
    """`'`, `"`, `|`, `>` or None for a plain scalar or a collection."""


class YamlScalar(NamedTuple):
    """A scalar as the parser gives it."""

    value: str
    tag: str | None
    mark: Mark


class Fault(Enum):
    """Why a YAML text is not read."""

    SYNTAX = auto()
    CHARACTER = auto()
    """A character that YAML does not allow; `words` holds its code point."""
    TOO_DEEP = auto()
    TOO_MANY = auto()
    ALIAS = auto()
    """An alias where none is read; `words` holds its name."""
    UNKNOWN_ANCHOR = auto()
    ALIAS_BOMB = auto()
    KEY = auto()
    """A key that is no scalar."""
    DOCUMENTS = auto()


class YamlFault(Exception):
    """A YAML text that is not read: the reason, the place, and the parser's own words about it."""

    def __init__(self, fault: Fault, mark: Mark, *words: str) -> None:
        super().__init__(fault.name, *words)
        self.fault, self.mark, self.words = fault, mark, words


class Limits(Record, frozen=True, kw_only=True):
    """What a YAML text may ask for."""

    depth: int
    """Lists and mappings inside each other."""
    nodes: int
    """Values, those that aliases repeat counted each time."""
    aliases: bool


class Builder(Protocol[N]):
    """Makes something of each value; whatever it raises ends the walk."""

    def key(self, path: Path, mark: Mark) -> None:
        """Take the place of the key or list item that leads to `path`, before its value comes."""

    def scalar(self, scalar: YamlScalar, path: Path) -> N:
        """Make a scalar."""

    def alias(self, value: N, mark: Mark, path: Path) -> N:
        """Make what an alias repeats."""

    def sequence(self, items: Sequence[N], mark: Mark, path: Path) -> N:
        """Make a list; `mark` spans it."""

    def mapping(self, entries: Sequence[tuple[YamlScalar, N]], mark: Mark, path: Path) -> N:
        """Make a mapping; its keys may repeat unless `key` refuses that."""


def walk(text: str, builder: Builder[N], limits: Limits) -> N | None:
    """Walk one YAML document; an empty one gives None.

    Raises:
        YamlFault: malformed, beyond the limits, a key that is no scalar, more than one document.
    """
    walker = _Walker(builder, limits)
    for event in _events(text):
        walker.take(event)
    return walker.root


def _events(text: str) -> Iterator[Any]:
    import yaml

    try:
        yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(error) from None
    except yaml.reader.ReaderError as error:
        raise _character_fault(text, error) from None


def _syntax_fault(error: yaml.MarkedYAMLError) -> YamlFault:
    at = error.problem_mark or error.context_mark
    mark = Mark(at.line + 1, at.column + 1, at.index, at.index, None) if at else Mark(1, 1, 0, 0, None)
    return YamlFault(Fault.SYNTAX, mark, error.context or "", error.problem or "")


def _character_fault(text: str, error: yaml.reader.ReaderError) -> YamlFault:
    """Count the place in code points: libyaml counts the bytes of UTF-8, and knows no name of its encoding."""
    start = error.position
    if error.encoding != "unicode":
        start = len(text.encode("utf-8", "replace")[:start].decode("utf-8", "ignore"))
    before = text[:start]
    mark = Mark(before.count("\n") + 1, start - before.rfind("\n"), start, start, None)
    code = error.character if isinstance(error.character, int) else ord(error.character)
    return YamlFault(Fault.CHARACTER, mark, f"{code:04X}", error.reason)


class _Level(Generic[N]):
    """A mapping or list whose end has not come yet."""

    def __init__(self, event: Any, path: Path, visited: int) -> None:
        self.path = path
        self.is_mapping = type(event).__name__ == "MappingStartEvent"
        self.mark = _mark(event)
        self.anchor: str | None = event.anchor
        self.visited = visited
        """How many values had come before it."""
        self.key: YamlScalar | None = None
        self.keys: list[YamlScalar] = []
        self.children: list[N] = []


class _Walker(Generic[N]):
    """Keeps the path, the open levels and the anchors while events come."""

    def __init__(self, builder: Builder[N], limits: Limits) -> None:
        self.root: N | None = None
        self._builder = builder
        self._limits = limits
        self._levels: list[_Level[N]] = []
        self._anchors: dict[str, tuple[N, int]] = {}
        self._visited = 0
        self._documents = 0

    def take(self, event: Any) -> None:
        match type(event).__name__:
            case "DocumentStartEvent":
                self._documents += 1
                if self._documents > 1:
                    raise YamlFault(Fault.DOCUMENTS, _mark(event))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._close(_mark(event).end)
            case "ScalarEvent" if self._awaits_key():
                self._take_key(YamlScalar(event.value, event.tag, _mark(event)))
            case "ScalarEvent" | "AliasEvent" | "MappingStartEvent" | "SequenceStartEvent" as name:
                self._take_value(event, name)

    def _awaits_key(self) -> bool:
        return bool(self._levels) and self._levels[-1].is_mapping and self._levels[-1].key is None

    def _take_key(self, key: YamlScalar) -> None:
        level = self._levels[-1]
        self._builder.key((*level.path, key.value), key.mark)
        level.key = key

    def _take_value(self, event: Any, name: str) -> None:
        mark = _mark(event)
        if name == "AliasEvent" and not self._limits.aliases:
            raise YamlFault(Fault.ALIAS, mark, event.anchor)
        if self._awaits_key():
            raise YamlFault(Fault.KEY, mark)
        self._visited += 1
        if self._visited > self._limits.nodes:
            raise YamlFault(Fault.TOO_MANY, mark)
        path = self._next_path(mark)
        match name:
            case "AliasEvent":
                self._place(self._builder.alias(self._repeated(event.anchor, mark), mark, path))
            case "ScalarEvent":
                value = self._builder.scalar(YamlScalar(event.value, event.tag, mark), path)
                self._name(event.anchor, value, 1)
                self._place(value)
            case _:
                if len(self._levels) >= self._limits.depth:
                    raise YamlFault(Fault.TOO_DEEP, mark)
                self._levels.append(_Level(event, path, self._visited - 1))

    def _next_path(self, mark: Mark) -> Path:
        if not self._levels:
            return ()
        level = self._levels[-1]
        if level.key is not None:
            return (*level.path, level.key.value)
        path = (*level.path, len(level.children))
        self._builder.key(path, mark)
        return path

    def _repeated(self, anchor: str, mark: Mark) -> N:
        if anchor not in self._anchors:
            raise YamlFault(Fault.UNKNOWN_ANCHOR, mark, anchor)
        value, size = self._anchors[anchor]
        self._visited += size
        if self._visited > self._limits.nodes:
            raise YamlFault(Fault.ALIAS_BOMB, mark, anchor)
        return value

    def _close(self, end: int) -> None:
        level = self._levels.pop()
        mark = level.mark._replace(end=end)
        if level.is_mapping:
            value = self._builder.mapping(list(zip(level.keys, level.children, strict=True)), mark, level.path)
        else:
            value = self._builder.sequence(level.children, mark, level.path)
        self._name(level.anchor, value, self._visited - level.visited)
        self._place(value)

    def _name(self, anchor: str | None, value: N, size: int) -> None:
        if anchor:
            self._anchors[anchor] = (value, size)

    def _place(self, value: N) -> None:
        if not self._levels:
            self.root = value
            return
        level = self._levels[-1]
        level.children.append(value)
        if level.key is not None:
            level.keys.append(level.key)
            level.key = None


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    return Mark(start.line + 1, start.column + 1, start.index, end.index, getattr(event, "style", None) or None)

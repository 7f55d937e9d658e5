"""The values of a YAML text with their places, only as deep as an edit needs to see what it would change."""

from __future__ import annotations

from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Leaf(NamedTuple):
    """A scalar; offsets are code points, quotes included."""

    value: str
    style: str
    """`'`, `"`, `|`, `>`, or empty for a plain one."""
    start: int
    end: int

    @property
    def meaning(self) -> tuple[str, str]:
        """The value and its type, whatever the quotes and the place."""
        return self.value, "str" if self.style else _plain_type(self.value)


def leaves(text: str) -> dict[Path, Leaf]:
    """Return each scalar by the keys and indexes that lead to it.

    Raises:
        ValueError: not readable as one YAML document with distinct keys.
    """
    import yaml

    reader = _Reader()
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            reader.take(event)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    return reader.found


class _Level:
    """A mapping or list that is being read."""

    def __init__(self, path: Path, *, mapping: bool) -> None:
        self.path, self.mapping = path, mapping
        self.key: str | None = None
        self.count = 0


class _Reader:
    """Follows parser events with a stack of its own, because a tree of a hostile file would be too deep to recurse."""

    def __init__(self) -> None:
        self.found: dict[Path, Leaf] = {}
        self._levels: list[_Level] = []

    def take(self, event: Any) -> None:
        match type(event).__name__:
            case "MappingStartEvent" | "SequenceStartEvent" as name:
                self._levels.append(_Level(self._place(), mapping=name == "MappingStartEvent"))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._levels.pop()
            case "AliasEvent":
                raise ValueError("aliases are not followed")
            case "ScalarEvent":
                self._scalar(event)

    def _scalar(self, event: Any) -> None:
        level = self._levels[-1] if self._levels else None
        if level and level.mapping and level.key is None:
            level.key = event.value
            return
        path = self._place()
        if path in self.found:
            raise ValueError(f"{path[-1:]} stands twice")
        self.found[path] = Leaf(event.value, event.style or "", event.start_mark.index, event.end_mark.index)

    def _place(self) -> Path:
        """Return the path of the value that comes now, and expect the next one."""
        if not self._levels:
            return ()
        level = self._levels[-1]
        if level.mapping:
            key, level.key = level.key, None
            return (*level.path, key or "")
        level.count += 1
        return (*level.path, level.count - 1)


def _plain_type(value: str) -> str:
    import yaml

    resolver = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return str(tag).rpartition(":")[2]

"""Syntax tree shared by YAML, JSON and CSV: keys and values with the place of their characters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from rednote_lint.model import Bilingual, Record
from rednote_lint.syntax.source_text import SourceText

DEEPEST = 12
"""Levels of lists and tables that a post may nest."""
Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""


class Notation(Enum):
    r"""How the characters of a value are written in its file.

    `PLAIN` is running text as it stands: a caption, a Markdown body. `HEADING` is a Markdown heading of one line.
    `JSON` is a JSON string; `JSON_LITERAL` a number, `true`, `false` or `null`. `YAML_BLOCK` is a literal (`|`) or
    folded (`>`) block. `CUE` is the text of a SubRip or WebVTT cue; `ASS_CUE` that of a SubStation Alpha event, one
    line with `\N` for a line break.
    """

    PLAIN = auto()
    HEADING = auto()
    JSON = auto()
    JSON_LITERAL = auto()
    CSV_QUOTED = auto()
    CSV_BARE = auto()
    YAML_DOUBLE = auto()
    YAML_SINGLE = auto()
    YAML_PLAIN = auto()
    YAML_BLOCK = auto()
    CUE = auto()
    ASS_CUE = auto()


class Scalar(Record, frozen=True, kw_only=True):
    """A single value, as text; what type it must have is for the key to say."""

    value: SourceText
    notation: Notation = Notation.PLAIN
    null: bool = False
    """Stated, but empty."""

    @property
    def start(self) -> int:
        """File offset."""
        return self.value.start


class Items(Record, frozen=True, kw_only=True):
    """A list of values."""

    items: tuple[Node, ...]
    start: int
    end: int = -1
    """Behind its closing bracket; meaningless where nothing closes it: a block of YAML lines, a row."""


class Entry(Record, frozen=True, kw_only=True):
    """A key and its value."""

    key: SourceText
    value: Node


class Table(Record, frozen=True, kw_only=True):
    """Keys and values, in order; a key may stand twice, which is for the reader to refuse."""

    entries: tuple[Entry, ...]
    start: int
    end: int = -1
    """Behind its closing brace; see `Items`."""


Node = Scalar | Items | Table


class TreeError(Exception):
    """A text that cannot be parsed, with the file offset of the mistake.

    The message goes on where the name of the file ends.
    """

    def __init__(self, message: Bilingual, offset: int) -> None:
        super().__init__(message.en)
        self.message = message
        self.offset = offset


def too_deep(offset: int) -> TreeError:
    """Make the error for a list or table that is nested too deeply."""
    message = Bilingual(en=f"is nested more than {DEEPEST} levels deep", zh=f"嵌套超过 {DEEPEST} 层")
    return TreeError(message, offset)


def leaves(node: Node | None) -> dict[Path, Scalar]:
    """Return each scalar of a tree by the keys and indexes that lead to it.

    Raises:
        TreeError: a key stands twice, so that a path would mean two values.
    """
    found: dict[Path, Scalar] = {}
    for path, leaf in _leaves(node, ()) if node is not None else ():
        if path in found:
            raise TreeError(Bilingual(en=f"has “{path[-1]}” twice", zh=f"“{path[-1]}”出现了两次"), leaf.start)
        found[path] = leaf
    return found


def _leaves(node: Node, path: Path) -> Iterator[tuple[Path, Scalar]]:
    match node:
        case Scalar():
            yield path, node
        case Items():
            for index, item in enumerate(node.items):
                yield from _leaves(item, (*path, index))
        case Table():
            for entry in node.entries:
                yield from _leaves(entry.value, (*path, entry.key.text))

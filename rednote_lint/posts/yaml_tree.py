"""YAML to a tree whose every value knows its characters in the file.

The tree is built from parser events with a stack of our own: PyYAML's composer recurses in C, and a caption with a
hundred thousand brackets would end the process. Aliases are refused, so nothing can be blown up by repetition.
"""

from __future__ import annotations

from typing import Any

from rednote_lint.model import Bilingual
from rednote_lint.posts.scalars import align_block, align_double, align_flow
from rednote_lint.posts.tree import Entry, Items, Node, Scalar, Table, TreeError
from rednote_lint.text.source_map import SourceText

_DEEPEST = 12
_TOO_DEEP = Bilingual(en=f"is nested more than {_DEEPEST} levels deep", zh=f"嵌套超过 {_DEEPEST} 层")
_ALIAS = Bilingual(
    en="uses a YAML alias (*name), which a post has no use for", zh="使用了 YAML 别名（*name），笔记用不到它"
)
_TWO_DOCUMENTS = Bilingual(en="holds more than one YAML document", zh="含有不止一个 YAML 文档")
_NO_WORD = Bilingual(en="has a key that is not a word", zh="有一个键不是文字")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def parse_yaml(text: str, offset: int = 0) -> Node | None:
    """Parse one YAML document.

    Args:
        text: the document.
        offset: where it starts in its file; added to every place.

    Returns:
        The tree, or None when the document is empty.

    Raises:
        TreeError: with the place of the mistake.
    """
    import yaml

    builder = _Builder(text, offset)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = offset + (mark.index if mark else 0)
        raise TreeError(_invalid(error.problem or error.context or ""), at) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", None)
        raise TreeError(_invalid(_first_line(error)), offset + _code_point(text, position)) from None
    return builder.root


def _invalid(said: str) -> Bilingual:
    """Say that the text is no YAML; the parser's own words are English in both languages."""
    return Bilingual(en=f"is not valid YAML: {said}", zh=f"不是有效的 YAML：{said}")


def _first_line(error: Exception) -> str:
    return str(getattr(error, "reason", None) or error).splitlines()[0]


def _code_point(text: str, byte: int | None) -> int:
    return len(text.encode("utf-8")[: byte or 0].decode("utf-8", "ignore"))


class _Open:
    """A list or table whose end has not come yet."""

    def __init__(self, start: int, *, table: bool) -> None:
        self.start = start
        self.table = table
        self.children: list[Node] = []

    def close(self) -> Node:
        if not self.table:
            return Items(items=tuple(self.children), start=self.start)
        pairs = zip(self.children[::2], self.children[1::2], strict=True)
        return Table(entries=tuple(Entry(key=_key(key), value=value) for key, value in pairs), start=self.start)


def _key(node: Node) -> SourceText:
    if isinstance(node, Scalar):
        return node.value
    raise TreeError(_NO_WORD, node.start)


class _Builder:
    """Turns parser events into a tree."""

    def __init__(self, text: str, offset: int) -> None:
        self.root: Node | None = None
        self._text = text
        self._offset = offset
        self._open: list[_Open] = []

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        start = self._offset + event.start_mark.index
        match type(event).__name__:
            case "AliasEvent":
                raise TreeError(_ALIAS, start)
            case "MappingStartEvent" | "SequenceStartEvent" as name:
                if len(self._open) >= _DEEPEST:
                    raise TreeError(_TOO_DEEP, start)
                self._open.append(_Open(start, table=name == "MappingStartEvent"))
            case "MappingEndEvent" | "SequenceEndEvent":
                self._place(self._open.pop().close())
            case "ScalarEvent":
                self._place(self._scalar(event))

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        else:
            raise TreeError(_TWO_DOCUMENTS, node.start)

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        raw = self._text[start:end]
        place = self._offset + start
        match event.style:
            case "|" | ">":
                value = align_block(event.value, raw, place)
            case '"':
                value = align_double(event.value, raw, place)
            case "'":
                value = align_flow(event.value, raw[1:-1], place + 1, doubled="'")
            case _:
                value = align_flow(event.value, raw, place)
        plain = not event.style
        return Scalar(value=value, null=plain and event.tag is None and event.value in _NULLS)

"""Parses YAML into a syntax tree whose every value knows its characters in the file; aliases are refused."""

from __future__ import annotations

from collections.abc import Sequence

from rednote_lint.model import Bilingual
from rednote_lint.syntax.alignment import align_block, align_double, align_flow
from rednote_lint.syntax.source_text import SourceText
from rednote_lint.syntax.tree import DEEPEST, Entry, Items, Node, Notation, Path, Scalar, Table, TreeError, too_deep
from rednote_lint.syntax.yaml_events import Fault, Limits, Mark, YamlFault, YamlScalar, walk

_LIMITS = Limits(depth=DEEPEST, nodes=1_000_000, aliases=False)
_REFUSALS = {
    Fault.ALIAS: Bilingual(
        en="uses a YAML alias (*name), which a post has no use for", zh="使用了 YAML 别名（*name），笔记用不到它"
    ),
    Fault.DOCUMENTS: Bilingual(en="holds more than one YAML document", zh="含有不止一个 YAML 文档"),
    Fault.KEY: Bilingual(en="has a key that is not a word", zh="有一个键不是文字"),
    Fault.TOO_MANY: Bilingual(en="holds too many values", zh="含有过多的值"),
}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NOTATIONS = {
    '"': Notation.YAML_DOUBLE,
    "'": Notation.YAML_SINGLE,
    "|": Notation.YAML_BLOCK,
    ">": Notation.YAML_BLOCK,
    None: Notation.YAML_PLAIN,
}


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
    try:
        return walk(text, _TreeBuilder(text, offset), _LIMITS)
    except YamlFault as fault:
        raise _refusal(fault, offset + fault.mark.start) from None


def plain_type(value: str) -> str:
    """Return the type that YAML 1.1 gives a scalar without quotes, such as `str`, `int`, `bool` or `null`."""
    import yaml

    resolver = yaml.resolver.Resolver()
    tag = resolver.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return str(tag).rpartition(":")[2]


def _refusal(fault: YamlFault, offset: int) -> TreeError:
    """Word a fault; the parser's own words are English in both languages."""
    if fault.fault is Fault.TOO_DEEP:
        return too_deep(offset)
    if fault.fault in _REFUSALS:
        return TreeError(_REFUSALS[fault.fault], offset)
    said = next((words for words in reversed(fault.words) if words), "")
    return TreeError(Bilingual(en=f"is not valid YAML: {said}", zh=f"不是有效的 YAML：{said}"), offset)


class _TreeBuilder:
    """Makes nodes with the places of their characters."""

    def __init__(self, text: str, offset: int) -> None:
        self._text = text
        self._offset = offset

    def key(self, path: Path, mark: Mark) -> None:
        """A key that stands twice stays: the reader of a post tells it with its place."""

    def scalar(self, scalar: YamlScalar, path: Path) -> Node:
        style = scalar.mark.style
        is_null = style is None and scalar.tag is None and scalar.value in _NULLS
        return Scalar(value=self._aligned(scalar), notation=_NOTATIONS[style], null=is_null)

    def alias(self, value: Node, mark: Mark, path: Path) -> Node:
        return value

    def sequence(self, items: Sequence[Node], mark: Mark, path: Path) -> Node:
        return Items(items=tuple(items), start=self._offset + mark.start, end=self._offset + mark.end)

    def mapping(self, entries: Sequence[tuple[YamlScalar, Node]], mark: Mark, path: Path) -> Node:
        made = tuple(Entry(key=self._aligned(key), value=value) for key, value in entries)
        return Table(entries=made, start=self._offset + mark.start, end=self._offset + mark.end)

    def _aligned(self, scalar: YamlScalar) -> SourceText:
        raw = self._text[scalar.mark.start : scalar.mark.end]
        place = self._offset + scalar.mark.start
        match scalar.mark.style:
            case "|" | ">":
                return align_block(scalar.value, raw, place)
            case '"':
                return align_double(scalar.value, raw, place)
            case "'":
                return align_flow(scalar.value, raw[1:-1], place + 1, doubled="'")
            case _:
                return align_flow(scalar.value, raw, place)

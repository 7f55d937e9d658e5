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
_REASONS = {
    "did not find expected node content": Bilingual(
        en="a value is missing, or a bracket is not closed", zh="缺少值，或括号没有闭合"
    ),
    "did not find expected ',' or ']'": Bilingual(en="a comma or `]` is missing", zh="缺少逗号或 `]`"),
    "did not find expected ',' or '}'": Bilingual(en="a comma or `}` is missing", zh="缺少逗号或 `}`"),
    "did not find expected key": Bilingual(
        en="a key should stand here; look at the indentation and the quotes", zh="这里应是键名；检查缩进和引号"
    ),
    "did not find expected '-' indicator": Bilingual(
        en="each item of a list begins with `-`", zh="列表的每一项以 `-` 开头"
    ),
    "mapping values are not allowed in this context": Bilingual(
        en="a value with a colon needs quotes, or the indentation is wrong", zh="含冒号的值要加引号，或缩进有误"
    ),
    "could not find expected ':'": Bilingual(en="a key has no colon after it", zh="键名后缺少冒号"),
    "found unexpected end of stream": Bilingual(en="a quote is not closed", zh="引号没有闭合"),
    "found character that cannot start any token": Bilingual(
        en="a value that begins so needs quotes, and a line cannot be indented with tabs",
        zh="这样开头的值要加引号，行首也不能用制表符",
    ),
    "found unknown escape character": Bilingual(
        en="a backslash between double quotes is no plain character: use single quotes",
        zh="双引号里的反斜杠不是普通字符：改用单引号",
    ),
    "block sequence entries are not allowed in this context": Bilingual(
        en="a list begins on a line of its own", zh="列表要另起一行"
    ),
}
"""What the parser says most often, in words for people who write posts."""
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
    """Word a fault; of the parser's own words, which are English, a Chinese reader is spared what is not known."""
    if fault.fault is Fault.TOO_DEEP:
        return too_deep(offset)
    if fault.fault in _REFUSALS:
        return TreeError(_REFUSALS[fault.fault], offset)
    said = next((words for words in reversed(fault.words) if words), "")
    reason = _REASONS.get(said)
    if reason is None:
        return TreeError(Bilingual(en=f"is not valid YAML: {said}", zh="不是有效的 YAML"), offset)
    return TreeError(Bilingual(en=f"is not valid YAML: {reason.en}", zh=f"不是有效的 YAML：{reason.zh}"), offset)


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

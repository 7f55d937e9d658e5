"""Parses strict YAML into typed values with the place of every key and value, for rule packs and configuration.

Against plain PyYAML: duplicate keys are errors, `on`/`yes`/`no` are words and not booleans (YAML 1.2), aliases are
bounded (a bomb of them is refused before it is expanded), and each path into the tree knows its line and column.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from rednote_lint.model import Bilingual
from rednote_lint.syntax.tree import Path
from rednote_lint.syntax.yaml_events import Fault, Limits, Mark, YamlFault, YamlScalar, walk

MAX_DEPTH = 40
_LIMITS = Limits(depth=MAX_DEPTH, nodes=200_000, aliases=True)
_SECOND = (
    Bilingual(en="a second document starts here", zh="这里开始了第二个文档"),
    Bilingual(en="keep one document in a file", zh="一个文件只写一个文档"),
)
_BOMB = (
    Bilingual(en="aliases multiply each other without bound", zh="别名无限相乘"),
    Bilingual(en="write values out", zh="直接写出值"),
)
_NO_TABS = Bilingual(
    en="indent with spaces, YAML does not allow tabs there", zh="用空格缩进，YAML 不允许在那里用制表符"
)
_CHECK_HERE = Bilingual(en="check the indentation and quotes here", zh="检查这里的缩进和引号")
_PLAIN_VALUE = Bilingual(en="write a plain value", zh="写普通的值")
_STRINGS = (None, "!", "tag:yaml.org,2002:str")


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

    def __init__(self, message: Bilingual, line: int, column: int, remedy: Bilingual | None = None) -> None:
        super().__init__(message.en)
        self.message, self.line, self.column, self.remedy = message, line, column, remedy or ""


def parse(text: str) -> Tree:
    """Read one YAML document; an empty one has the value None.

    Raises:
        YamlError: malformed, nested too deeply, a duplicate key, an alias bomb, more than one document.
    """
    builder = _ValueBuilder()
    try:
        value = walk(text, builder, _LIMITS)
    except YamlFault as fault:
        message, remedy = _worded(fault, text)
        raise YamlError(message, fault.mark.line, fault.mark.column, remedy) from None
    return builder.tree._replace(value=value)


def _worded(fault: YamlFault, text: str) -> tuple[Bilingual, Bilingual | None]:
    """Return what is wrong and what to do about it."""
    match fault.fault:
        case Fault.SYNTAX:
            why = ", ".join(filter(None, fault.words))
            return Bilingual(en=f"not valid YAML: {why}", zh="YAML 语法有误"), _remedy(text, fault.mark.line)
        case Fault.CHARACTER:
            char = f"U+{fault.words[0]}"
            return Bilingual(en=f"character {char} is not allowed in YAML", zh=f"YAML 不允许字符 {char}"), None
        case Fault.TOO_DEEP:
            return Bilingual(en=f"nested more than {MAX_DEPTH} levels deep", zh=f"嵌套超过 {MAX_DEPTH} 层"), None
        case Fault.TOO_MANY:
            return Bilingual(en="too many values", zh="值太多"), Bilingual(en="split the file", zh="把文件拆小")
        case Fault.KEY:
            return Bilingual(en="a key must be a plain word", zh="键必须是单个词"), None
        case Fault.DOCUMENTS:
            return _SECOND
        case Fault.ALIAS_BOMB:
            return _BOMB
        case Fault.ALIAS | Fault.UNKNOWN_ANCHOR:
            name = f"`*{fault.words[0]}`"
            return Bilingual(en=f"{name} names no finished anchor", zh=f"{name} 没有对应的锚点"), None


def _remedy(text: str, line: int) -> Bilingual:
    lines = text.splitlines()
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: len(lines[line - 1]) - len(lines[line - 1].lstrip())]:
        return _NO_TABS
    return _CHECK_HERE


class _ValueBuilder:
    """Makes Python values and records where they stand."""

    def __init__(self) -> None:
        self.tree = Tree(None, {}, {})

    def key(self, path: Path, mark: Mark) -> None:
        if path in self.tree.keys:
            first = self.tree.keys[path].line
            twice = Bilingual(en=f"duplicate key `{path[-1]}`", zh=f"键 `{path[-1]}` 重复")
            already = Bilingual(en=f"it stands already on line {first}", zh=f"第 {first} 行已有这个键")
            raise YamlError(twice, mark.line, mark.column, already)
        self.tree.keys[path] = mark

    def scalar(self, scalar: YamlScalar, path: Path) -> Any:
        mark = self.tree.values[path] = scalar.mark
        if scalar.tag not in _STRINGS:
            tagged = Bilingual(en=f"the tag {scalar.tag} is not read here", zh=f"这里不读取标签 {scalar.tag}")
            raise YamlError(tagged, mark.line, mark.column, _PLAIN_VALUE)
        if mark.style or scalar.tag:
            return scalar.value
        try:
            return _plain(scalar.value)
        except ValueError as error:
            neither = Bilingual(en=f"not a date or number: {error}", zh="不是日期或数字")
            raise YamlError(neither, mark.line, mark.column) from None

    def alias(self, value: Any, mark: Mark, path: Path) -> Any:
        self.tree.values[path] = mark
        return value

    def sequence(self, items: Sequence[Any], mark: Mark, path: Path) -> list[Any]:
        self.tree.values[path] = mark
        return list(items)

    def mapping(self, entries: Sequence[tuple[YamlScalar, Any]], mark: Mark, path: Path) -> dict[str, Any]:
        self.tree.values[path] = mark
        return {key.value: value for key, value in entries}


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

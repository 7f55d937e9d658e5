"""Parses one JSON value into a syntax tree whose every value knows its characters in the file."""

from __future__ import annotations

import json
import re

from rednote_lint.model import Bilingual
from rednote_lint.syntax.alignment import align_json
from rednote_lint.syntax.source_text import SourceText, verbatim
from rednote_lint.syntax.tree import DEEPEST, Entry, Items, Node, Notation, Scalar, Table, TreeError, too_deep

_BLANK = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*)"')
_WORD = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")


def parse_json(text: str, offset: int = 0) -> Node:
    """Parse one JSON value.

    Args:
        text: the value, with nothing but white space around it.
        offset: where it starts in its file; added to every place.

    Raises:
        TreeError: with the place of the mistake.
    """
    reader = _Reader(text, offset)
    node, end = reader.value(reader.blank(0), 0)
    end = reader.blank(end)
    if end < len(text):
        raise TreeError(_invalid("something follows the value", "值的后面还有内容"), offset + end)
    return node


def _invalid(en: str, zh: str) -> Bilingual:
    return Bilingual(en=f"is not valid JSON: {en}", zh=f"不是有效的 JSON：{zh}")


class _Reader:
    """Reads one value at a time; every method takes a position and returns where it stopped."""

    def __init__(self, text: str, offset: int) -> None:
        self._text = text
        self._offset = offset

    def blank(self, at: int) -> int:
        match = _BLANK.match(self._text, at)
        return match.end() if match else at

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > DEEPEST:
            raise too_deep(self._offset + at)
        match self._text[at : at + 1]:
            case "{":
                return self._table(at, depth)
            case "[":
                return self._items(at, depth)
            case '"':
                text, end = self._string(at)
                return Scalar(value=text, notation=Notation.JSON), end
            case _:
                return self._word(at)

    def _table(self, start: int, depth: int) -> tuple[Node, int]:
        entries: list[Entry] = []
        at = self.blank(start + 1)
        while not self._is(at, "}"):
            if entries:
                at = self.blank(self._expect(at, ","))
            key, at = self._string(at)
            at = self.blank(self._expect(self.blank(at), ":"))
            value, at = self.value(at, depth + 1)
            entries.append(Entry(key=key, value=value))
            at = self.blank(at)
        return Table(entries=tuple(entries), start=self._offset + start, end=self._offset + at + 1), at + 1

    def _items(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        at = self.blank(start + 1)
        while not self._is(at, "]"):
            if items:
                at = self.blank(self._expect(at, ","))
            item, at = self.value(at, depth + 1)
            items.append(item)
            at = self.blank(at)
        return Items(items=tuple(items), start=self._offset + start, end=self._offset + at + 1), at + 1

    def _string(self, at: int) -> tuple[SourceText, int]:
        match = _STRING.match(self._text, at)
        if match is None:
            raise TreeError(
                _invalid("a text in double quotes is missing here", "此处缺少双引号内的文字"), self._offset + at
            )
        try:
            value = json.loads(match.group())
            value.encode("utf-8")
        except ValueError:
            raise TreeError(
                _invalid("a bad escape in this text", "这段文字里有错误的转义"), self._offset + at
            ) from None
        return align_json(match[1], self._offset + match.start(1), value), match.end()

    def _word(self, at: int) -> tuple[Node, int]:
        match = _WORD.match(self._text, at)
        if match is None:
            raise TreeError(_invalid("a value is missing here", "此处缺少一个值"), self._offset + at)
        word = verbatim(match.group(), self._offset + at)
        return Scalar(value=word, notation=Notation.JSON_LITERAL, null=word.text == "null"), match.end()

    def _is(self, at: int, char: str) -> bool:
        return self._text[at : at + 1] == char

    def _expect(self, at: int, char: str) -> int:
        if not self._is(at, char):
            raise TreeError(_invalid(f"“{char}” is missing here", f"此处缺少“{char}”"), self._offset + at)
        return at + 1

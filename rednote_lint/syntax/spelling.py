"""Spells characters in a notation: escapes, doubled quotes, and what a notation cannot hold."""

from __future__ import annotations

import json

from rednote_lint.model import Bilingual
from rednote_lint.syntax.tree import Notation

BREAKS_FILE = Bilingual(
    en="the new text would change how the rest of the file is read: edit it by hand",
    zh="新文本会改变文件其余部分的含义：手动修改",
)
_BREAKS_CELL = Bilingual(
    en="the new text needs quotes, and this cell has none: put the cell in quotes, or edit it by hand",
    zh="新文本需要引号，而该单元格没有引号：先给单元格加引号，或手动修改",
)
_NO_TEXT = Bilingual(
    en="the value is a number or a word of JSON, not text in quotes: edit it by hand",
    zh="该值是 JSON 的数字或关键字，不是带引号的文字：手动修改",
)
_YAML_BREAKS = frozenset("\n\r\x85\u2028\u2029")
"""What ends a line for YAML 1.1, and is folded away inside quotes."""
_UNWELCOME = {
    Notation.YAML_SINGLE: _YAML_BREAKS,
    Notation.YAML_PLAIN: _YAML_BREAKS | {"\t"},  # Readers disagree about tabs outside quotes.
    Notation.YAML_BLOCK: _YAML_BREAKS | {"\t"},
    Notation.CSV_BARE: frozenset(',;\t"\r\n'),
}


def objection(notation: Notation, characters: str) -> Bilingual | None:
    """Say why characters cannot be written in a notation; None when nothing speaks against it yet."""
    if notation is Notation.JSON_LITERAL:
        return _NO_TEXT
    if _UNWELCOME.get(notation, frozenset()).isdisjoint(characters):
        return None
    return _BREAKS_CELL if notation is Notation.CSV_BARE else BREAKS_FILE


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
        case Notation.ASS_CUE:
            return characters.replace("\n", "\\N")
        case _:
            return characters


def yaml_flow_word(word: str) -> str:
    """Write a word as an item of a YAML flow list: in quotes unless it is harmless without."""
    is_plain = all(char.isalnum() or char in "._-/" for char in word) and word[:1] not in ("", "-", ".")
    return word if is_plain else json.dumps(word, ensure_ascii=False)


def _yaml_escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if char in _YAML_BREAKS else json.dumps(char, ensure_ascii=False)[1:-1]

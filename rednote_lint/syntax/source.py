"""Decodes and encodes the bytes of text files: UTF-8 with or without byte-order mark, GB18030, or Big5."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from rednote_lint.model import Bilingual, Location, Problem, SourceFile


class Rows(NamedTuple):
    """The two bytes of some characters of an encoding."""

    first: Collection[int]
    second: Collection[int]


SAVE_AS_UTF8 = Bilingual(en="Save it as UTF-8 text.", zh="另存为 UTF-8 文本。")
_NUL = Bilingual(en="contains a NUL byte and is not a text file", zh="含有空字节（NUL），不是文本文件")
_BOM = b"\xef\xbb\xbf"
_CHINESE = {
    "gb18030": Rows((*range(0xA1, 0xA4), *range(0xB0, 0xD8)), range(0xA1, 0xFF)),
    "cp950": Rows((*range(0xA1, 0xA4), *range(0xA4, 0xC7)), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
}
"""Where each encoding has its punctuation and its everyday characters; the first counts where both fit alike."""
_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(data: bytes, name: str) -> SourceFile | Problem:
    """Decode the bytes of a text file, or say why they are no text."""
    foreign = _FOREIGN_MARKS.get(data[:2])
    if foreign:
        return text_problem(name, Bilingual(en=f"is encoded in {foreign}", zh=f"的编码是 {foreign}"), SAVE_AS_UTF8)
    bom = data.startswith(_BOM)
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        line, column = _place(data, data.index(b"\0"))
        return text_problem(name, _NUL, SAVE_AS_UTF8, line, column)
    try:
        return SourceFile(path=name, text=data.decode("utf-8"), bom=bom)
    except UnicodeDecodeError as error:
        return _decode_chinese(data, name, error)


def encode(source: SourceFile, text: str) -> bytes:
    """Return the bytes of `text` in the encoding of a file, with its byte-order mark."""
    return (_BOM if source.bom else b"") + text.encode(source.encoding)


def _decode_chinese(data: bytes, name: str, error: UnicodeDecodeError) -> SourceFile | Problem:
    line, column = _place(data, error.start)
    byte = f"{data[error.start]:#04x}"
    message = Bilingual(en=f"is not UTF-8: byte {byte} does not belong there", zh=f"不是 UTF-8：此处不应有字节 {byte}")
    broken = text_problem(name, message, SAVE_AS_UTF8, line, column)
    if _mostly_utf8(data):
        return broken
    read = [(_familiar(data, encoding), encoding, text) for encoding in _CHINESE if (text := _exactly(data, encoding))]
    if not read:
        return broken
    _, encoding, text = max(read, key=lambda candidate: candidate[0])
    return SourceFile(path=name, text=text, encoding=encoding)


def _exactly(data: bytes, encoding: str) -> str | None:
    """Decode a text, where encoding it again gives the same bytes."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _familiar(data: bytes, encoding: str) -> float:
    """Return the share of the Chinese characters that an encoding has among its everyday ones.

    Big5 read as GB18030 is valid and rare: nearly every second character lands outside the everyday ones.
    """
    rows = _CHINESE[encoding]
    pairs = [char.encode(encoding) for char in data.decode(encoding) if not char.isascii()]
    return sum(pair[0] in rows.first and pair[-1] in rows.second for pair in pairs) / len(pairs)


def _mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file from one in another encoding: nearly all of its characters decode."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(not char.isascii() for char in text) - damaged
    return sound > 4 * damaged


def _place(data: bytes, offset: int) -> tuple[int, int]:
    """Return the 1-based line of a byte, and its column counted in code points."""
    before = data[:offset]
    tail = before[before.rfind(b"\n") + 1 :]
    return before.count(b"\n") + 1, len(tail.decode("utf-8", "replace")) + 1


def told_of(name: str, message: Bilingual) -> Bilingual:
    """Put the name of a file before what is said of it."""
    return Bilingual(en=f"{name} {message.en}", zh=f"{name} {message.zh}")


def text_problem(
    name: str, message: Bilingual, remedy: Bilingual, line: int | None = None, column: int | None = None
) -> Problem:
    """Make the problem that a text file is, with the 1-based line and column where they are known."""
    return Problem(message=told_of(name, message), remedy=remedy, where=Location(path=name), line=line, column=column)

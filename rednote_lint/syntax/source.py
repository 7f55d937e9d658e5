"""Decodes and encodes the bytes of text files: UTF-8 with or without byte-order mark, or GB18030."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Location, Problem, SourceFile

SAVE_AS_UTF8 = Bilingual(en="Save it as UTF-8 text.", zh="另存为 UTF-8 文本。")
_NUL = Bilingual(en="contains a NUL byte and is not a text file", zh="含有空字节（NUL），不是文本文件")
_BOM = b"\xef\xbb\xbf"
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
    try:
        return SourceFile(path=name, text=data.decode("gb18030"), encoding="gb18030")
    except UnicodeDecodeError:
        return broken


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

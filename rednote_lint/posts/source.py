"""Reading a text file of a post: bounded, in the encoding it is in, and never a traceback."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from rednote_lint.errors import first_line
from rednote_lint.model import Bilingual, Location, Problem, SourceFile

CAPTION_LIMIT = 2_000_000
"""Bytes of a caption file; the platform takes about a thousand characters."""
MANIFEST_LIMIT = 200_000_000
"""Bytes of a manifest; some ten thousand posts."""
CHECK_PERMISSIONS = Bilingual(en="Check the path and its permissions.", zh="请检查路径和读取权限。")
_NO_FILE = Bilingual(en="is not a file", zh="不是文件")
_NAME_ANOTHER = Bilingual(
    en="Name a text file, or the folder of the post.", zh="请指定一个文本文件，或笔记所在的文件夹。"
)
_LOOK_AGAIN = Bilingual(
    en="A caption has about a thousand characters: check that this is the right file.",
    zh="正文一般只有一千字左右：请确认没有选错文件。",
)
_NUL = Bilingual(en="contains a NUL byte and is no text file", zh="含有空字节（NUL），不是文本文件")
_SURROGATE = Bilingual(en="contains half a character (a lone surrogate)", zh="含有半个字符（孤立的代理码位）")
_SAVE_AS_UTF8 = Bilingual(en="Save it as UTF-8 text.", zh="请另存为 UTF-8 文本。")
_BOM = b"\xef\xbb\xbf"
_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


class Sources:
    """Reads the text files of posts; a text held in memory stands in place of the file at its path.

    Args:
        overlay: path -> text, for standard input, editors and the page; the files need not exist.
    """

    def __init__(self, overlay: Mapping[str, str] | None = None) -> None:
        self._overlay = {Path(path).resolve(): text for path, text in (overlay or {}).items()}

    def read(self, path: Path, *, limit: int = CAPTION_LIMIT) -> SourceFile | Problem:
        """Read a text whole, or say why it cannot be read; one over `limit` bytes is refused."""
        text = self.held(path)
        return read_source(path, limit=limit) if text is None else _read_held(text, path.as_posix(), limit)

    def held(self, path: Path) -> str | None:
        """Return the text that memory holds for a path, if any."""
        return self._overlay.get(path.resolve()) if self._overlay else None

    def inside(self, folder: Path) -> Iterator[Path]:
        """Give the files directly inside a folder whose text is held in memory, whether they exist on disk or not."""
        root = folder.resolve() if self._overlay else folder
        return (folder / path.name for path in self._overlay if path.parent == root)


DISK = Sources()
"""Holds nothing in memory: every text is read from its file."""


def read_source(path: Path, *, limit: int = CAPTION_LIMIT) -> SourceFile | Problem:
    """Read a text file whole, or say why it cannot be read.

    UTF-8 with or without byte-order mark, else GB18030, the encoding of many Chinese editors. A file over `limit`
    bytes is refused before it is read.
    """
    name = path.as_posix()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _problem(name, _NO_FILE, _NAME_ANOTHER)
        if status.st_size > limit:
            return _problem(name, _too_large(status.st_size, limit), _LOOK_AGAIN)
        data = path.read_bytes()
    except OSError as error:
        return _problem(name, unreadable_because(error), CHECK_PERMISSIONS)
    return decode(data, name)


def _read_held(text: str, name: str, limit: int) -> SourceFile | Problem:
    """Hold a text in memory to what a file is held to: its size, and that it is text."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return _problem(name, _SURROGATE, _SAVE_AS_UTF8)
    return _problem(name, _too_large(len(data), limit), _LOOK_AGAIN) if len(data) > limit else decode(data, name)


def decode(data: bytes, name: str) -> SourceFile | Problem:
    """Decode the bytes of a text file, or say why they are no text."""
    foreign = _FOREIGN_MARKS.get(data[:2])
    if foreign:
        return _problem(name, Bilingual(en=f"is encoded in {foreign}", zh=f"的编码是 {foreign}"), _SAVE_AS_UTF8)
    bom = data.startswith(_BOM)
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        line, column = _place(data, data.index(b"\0"))
        return _problem(name, _NUL, _SAVE_AS_UTF8, line, column)
    try:
        return SourceFile(path=name, text=data.decode("utf-8"), bom=bom)
    except UnicodeDecodeError as error:
        return _decode_chinese(data, name, error)


def _decode_chinese(data: bytes, name: str, error: UnicodeDecodeError) -> SourceFile | Problem:
    line, column = _place(data, error.start)
    byte = f"{data[error.start]:#04x}"
    message = Bilingual(en=f"is not UTF-8: byte {byte} does not belong there", zh=f"不是 UTF-8：此处不应有字节 {byte}")
    broken = _problem(name, message, _SAVE_AS_UTF8, line, column)
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


def unreadable_because(error: OSError) -> Bilingual:
    """Say that something cannot be read, with the system's reason."""
    reason = first_line(error)
    return Bilingual(en=f"cannot be read: {reason}", zh=f"无法读取：{reason}")


def _too_large(size: int, limit: int) -> Bilingual:
    return Bilingual(
        en=f"is {size / 1e6:,.0f} MB large; more than {limit / 1e6:g} MB is not read as text",
        zh=f"有 {size / 1e6:,.0f} MB；超过 {limit / 1e6:g} MB 的文件不作为文字读取",
    )


def _problem(
    name: str, message: Bilingual, remedy: Bilingual, line: int | None = None, column: int | None = None
) -> Problem:
    return Problem(message=told_of(name, message), remedy=remedy, where=Location(path=name), line=line, column=column)

"""Reading a text file of a post: bounded, in the encoding it is in, and never a traceback."""

from __future__ import annotations

import stat
from pathlib import Path

from rednote_lint.model import Location, Problem, SourceFile

CAPTION_LIMIT = 2_000_000
"""Bytes of a caption file; the platform takes about a thousand characters."""
MANIFEST_LIMIT = 200_000_000
"""Bytes of a manifest; some ten thousand posts."""
_BOM = b"\xef\xbb\xbf"
_FOREIGN_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read_source(path: Path, *, limit: int = CAPTION_LIMIT) -> SourceFile | Problem:
    """Read a text file whole, or say why it cannot be read.

    UTF-8 with or without byte-order mark, else GB18030, the encoding of many Chinese editors. A file over `limit`
    bytes is refused before it is read.
    """
    name = path.as_posix()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _problem(name, "is not a file", "Name a text file, or the folder of the post.")
        if status.st_size > limit:
            return _problem(
                name,
                f"is {status.st_size / 1e6:,.0f} MB large; more than {limit / 1e6:g} MB is not read as text",
                "A caption has about a thousand characters: check that this is the right file.",
            )
        data = path.read_bytes()
    except OSError as error:
        return _problem(name, f"cannot be read: {error.strerror or error}", "Check the path and its permissions.")
    return decode(data, name)


def decode(data: bytes, name: str) -> SourceFile | Problem:
    """Decode the bytes of a text file, or say why they are no text."""
    foreign = _FOREIGN_MARKS.get(data[:2])
    if foreign:
        return _problem(name, f"is encoded in {foreign}", "Save it as UTF-8.")
    bom = data.startswith(_BOM)
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        line, column = _place(data, data.index(b"\0"))
        return _problem(name, "contains a NUL byte and is no text file", "Save it as UTF-8 text.", line, column)
    try:
        return SourceFile(path=name, text=data.decode("utf-8"), bom=bom)
    except UnicodeDecodeError as error:
        return _decode_chinese(data, name, error)


def _decode_chinese(data: bytes, name: str, error: UnicodeDecodeError) -> SourceFile | Problem:
    line, column = _place(data, error.start)
    broken = _problem(
        name, f"is not UTF-8: byte {data[error.start]:#04x} does not belong there", "Save it as UTF-8.", line, column
    )
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


def _problem(name: str, message: str, remedy: str, line: int | None = None, column: int | None = None) -> Problem:
    return Problem(message=f"{name} {message}", remedy=remedy, where=Location(path=name), line=line, column=column)

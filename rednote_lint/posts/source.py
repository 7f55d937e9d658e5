"""Reads text files of posts, from disk or from memory: bounded, decoded, never a traceback."""

from __future__ import annotations

import codecs
import io
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from rednote_lint.errors import first_line
from rednote_lint.model import Bilingual, Problem, SourceFile
from rednote_lint.posts.columns import Columns
from rednote_lint.posts.remote import Remote
from rednote_lint.syntax.source import SAVE_AS_UTF8, decode, encode, text_problem

Held = str | bytes
"""What memory holds in place of a file: its text, or its bytes, which are decoded as those of a file."""
CAPTION_LIMIT = 2_000_000
"""Bytes of a caption file; the platform takes about a thousand characters."""
MANIFEST_LIMIT = 200_000_000
"""Bytes of a manifest that is read whole: a workbook, or a text that is no UTF-8."""
CHECK_PERMISSIONS = Bilingual(en="Check the path and its permissions.", zh="检查路径和读取权限。")
_NO_FILE = Bilingual(en="is not a file", zh="不是文件")
_NAME_ANOTHER = Bilingual(
    en="Name a text file, or the folder of the post.", zh="指定一个文本文件，或笔记所在的文件夹。"
)
_LOOK_AGAIN = Bilingual(
    en="A caption has about a thousand characters: check that this is the right file.",
    zh="正文一般只有一千字左右：确认没有选错文件。",
)
_SPLIT = Bilingual(en="Split it into several tables.", zh="拆分成几个表格。")
_SURROGATE = Bilingual(en="contains half a character (a lone surrogate)", zh="含有半个字符（孤立的代理码位）")


_PIECE = 1 << 20


class TextStream(NamedTuple):
    """A long text that is read in pieces."""

    source: SourceFile
    """The file, without its text."""
    pieces: Iterator[str]
    length: int
    """How many characters all pieces have."""


class Sources:
    """Reads the text files of posts; a text held in memory stands in place of the file at its path.

    Args:
        overlay: path -> text, or the bytes of a file, for standard input, editors and the page; the files need not
            exist.
        columns: what the headings of the tables in a folder mean; None: what their names say.
        remote: fetches media from elsewhere; None: nothing may be fetched.
    """

    def __init__(
        self,
        overlay: Mapping[str, Held] | None = None,
        columns: Callable[[Path], Columns] | None = None,
        remote: Remote | None = None,
    ) -> None:
        self._overlay = {Path(path).resolve(): held for path, held in (overlay or {}).items()}
        self._columns = columns
        self.remote = remote or Remote()

    @property
    def is_disk(self) -> bool:
        """Whether every text is read from its file."""
        return not self._overlay

    def of_calendars(self, columns: Callable[[Path], Columns], remote: Remote | None = None) -> Sources:
        """Return sources that know what the headings of tables mean, by the folder, and what may be fetched."""
        other = Sources(columns=columns, remote=remote)
        other._overlay = self._overlay
        return other

    def columns(self, table: Path) -> Columns:
        """Return what the headings of a table mean.

        Raises:
            UserError: a configuration is wrong.
        """
        return Columns() if self._columns is None else self._columns(table.parent)

    def with_texts(self, texts: Mapping[str, str]) -> Sources:
        """Return sources that hold other texts besides; one in place of bytes is held in their encoding."""
        other = Sources(columns=self._columns, remote=self.remote)
        other._overlay = {**self._overlay, **{Path(path).resolve(): self._like(path, texts[path]) for path in texts}}
        return other

    def _like(self, path: str, text: str) -> Held:
        held = self.held(Path(path))
        source = decode(held, path) if isinstance(held, bytes) else None
        return encode(source, text) if isinstance(source, SourceFile) else text

    def read(self, path: Path, *, limit: int = CAPTION_LIMIT) -> SourceFile | Problem:
        """Read a text whole, or say why it cannot be read; one over `limit` bytes is refused."""
        held = self.held(path)
        return read_source(path, limit=limit) if held is None else _read_held(held, path.as_posix(), limit)

    def stream(self, path: Path) -> TextStream | Problem:
        """Read a long text in pieces, or say why it cannot be read; what is no UTF-8 is read whole."""
        if self.held(path) is None and path.is_file() and (looked := _utf8(path)) is not None:
            bom, length = looked
            return TextStream(SourceFile(path=path.as_posix(), text="", bom=bom), _pieces(path), length)
        whole = self.read(path, limit=MANIFEST_LIMIT)
        if isinstance(whole, Problem):
            return whole
        return TextStream(msgspec.structs.replace(whole, text=""), iter([whole.text]), len(whole.text))

    def opened(self, path: Path) -> IO[bytes] | Problem:
        """Open a file that is no text, or say why it cannot be read."""
        held = self.held(path)
        if held is not None:
            return io.BytesIO(held.encode("utf-8", "replace") if isinstance(held, str) else held)
        name = path.as_posix()
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                return text_problem(name, _NO_FILE, _NAME_ANOTHER)
            if status.st_size > MANIFEST_LIMIT:
                return text_problem(name, _too_large(status.st_size, MANIFEST_LIMIT), _SPLIT)
            return path.open("rb")
        except OSError as error:
            return text_problem(name, unreadable_because(error), CHECK_PERMISSIONS)

    def held(self, path: Path) -> Held | None:
        """Return what memory holds for a path, if anything."""
        return self._overlay.get(path.resolve()) if self._overlay else None

    def inside(self, folder: Path) -> Iterator[Path]:
        """Give the files directly inside a folder whose text is held in memory, whether they exist on disk or not."""
        root = folder.resolve() if self._overlay else folder
        return (folder / path.name for path in self._overlay if path.parent == root)


def _utf8(path: Path) -> tuple[bool, int] | None:
    """Tell of UTF-8 text whether it has a byte-order mark, and how many characters follow; None for any other file."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    length = 0
    try:
        with path.open("rb") as file:
            bom = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
            file.seek(len(codecs.BOM_UTF8) if bom else 0)
            while data := file.read(_PIECE):
                if b"\0" in data:
                    return None
                length += len(decoder.decode(data))
            decoder.decode(b"", final=True)
    except (OSError, UnicodeDecodeError):
        return None
    return bom, length


def _pieces(path: Path) -> Iterator[str]:
    # What somebody writes into the file meanwhile may be cut anywhere.
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        while text := file.read(_PIECE):
            yield text


DISK = Sources()
"""Holds nothing in memory: every text is read from its file."""


def read_source(path: Path, *, limit: int = CAPTION_LIMIT) -> SourceFile | Problem:
    """Read a text file whole, or say why it cannot be read.

    UTF-8 with or without byte-order mark, else GB18030 or Big5, the encodings of many Chinese editors. A file over
    `limit` bytes is refused before it is read.
    """
    name = path.as_posix()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return text_problem(name, _NO_FILE, _NAME_ANOTHER)
        if status.st_size > limit:
            return text_problem(name, _too_large(status.st_size, limit), _LOOK_AGAIN)
        data = path.read_bytes()
    except OSError as error:
        return text_problem(name, unreadable_because(error), CHECK_PERMISSIONS)
    return decode(data, name)


def _read_held(held: Held, name: str, limit: int) -> SourceFile | Problem:
    """Hold a text in memory to what a file is held to: its size, and that it is text."""
    try:
        data = held if isinstance(held, bytes) else held.encode("utf-8")
    except UnicodeEncodeError:
        return text_problem(name, _SURROGATE, SAVE_AS_UTF8)
    return text_problem(name, _too_large(len(data), limit), _LOOK_AGAIN) if len(data) > limit else decode(data, name)


def unreadable_because(error: OSError) -> Bilingual:
    """Say that something cannot be read, with the system's reason."""
    reason = first_line(error)
    return Bilingual(en=f"cannot be read: {reason}", zh=f"无法读取：{reason}")


def _too_large(size: int, limit: int) -> Bilingual:
    return Bilingual(
        en=f"is {size / 1e6:,.0f} MB large; more than {limit / 1e6:g} MB is not read as text",
        zh=f"有 {size / 1e6:,.0f} MB；超过 {limit / 1e6:g} MB 的文件不作为文字读取",
    )

"""Opens the package that a workbook is: a ZIP archive of XML parts, of bounded size, without a document type."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO
from xml.parsers import expat

from rednote_lint.model import Bilingual

LARGEST_PART = 1_000_000_000
"""Bytes that one part may unpack to: a million rows of ten cells."""
LARGEST_HELD = 200_000_000
"""Bytes that a part may unpack to which is held as a whole: the texts that cells share, the styles."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES, _COPY = "docProps/custom.xml", b'name="rednote-lint"'
_DOCUMENT = "/officeDocument"
_SAVE_AGAIN = Bilingual(
    en="Open it in a spreadsheet program and save it as .xlsx again.", zh="用表格软件打开，重新另存为 .xlsx。"
)
_DAMAGED = Bilingual(en="is damaged and cannot be read as a workbook", zh="已损坏，不能作为工作簿读取")
_OLD = (
    Bilingual(
        en="is protected by a password, or an old workbook (.xls) under a new name",
        zh="有密码保护，或是改了扩展名的旧版工作簿（.xls）",
    ),
    Bilingual(en="Save it as .xlsx without a password.", zh="另存为不带密码的 .xlsx。"),
)
_TOO_LARGE = (
    Bilingual(
        en="would unpack to {size} MB in one part; more than {most} MB is not read",
        zh="其中一部分解压后有 {size} MB；超过 {most} MB 的不读取",
    ),
    Bilingual(
        en="Delete the empty rows and columns behind the table, or split it.",
        zh="删除表格后面的空行和空列，或拆分表格。",
    ),
)
Characters = Callable[[str], None]
Start = Callable[[str, dict[str, str]], None]


_FAILURES = (
    *(KeyError, ValueError, OSError, EOFError, RuntimeError),
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error),
)


class NotReadable(Exception):
    """A workbook that cannot be read: why, and what to do. The message goes on where the name of the file ends."""

    def __init__(self, message: Bilingual, remedy: Bilingual) -> None:
        super().__init__(message.en)
        self.message = message
        self.remedy = remedy


def is_checked_copy(path: Path) -> bool:
    """Tell a copy of a calendar that this program wrote, by a property of the document."""
    try:
        with zipfile.ZipFile(path) as package:
            return _COPY in package.read(_PROPERTIES)
    except _FAILURES:
        return False


def damaged() -> NotReadable:
    """Make the error of a workbook whose parts make no sense."""
    return NotReadable(_DAMAGED, _SAVE_AGAIN)


class Package:
    """An open workbook; see `zipfile.ZipFile` for what `file` may be.

    Raises:
        NotReadable: it is no workbook, has a password, or would fill the memory.
    """

    def __init__(self, file: IO[bytes]) -> None:
        start = file.read(len(_OLE))
        file.seek(0)
        if start == _OLE:
            raise NotReadable(*_OLD)
        try:
            self._archive = zipfile.ZipFile(file)
        except _FAILURES:
            raise damaged() from None
        self._refuse_bombs()

    def _refuse_bombs(self) -> None:
        for info in self._archive.infolist():
            most = LARGEST_PART if "/worksheets/" in info.filename else LARGEST_HELD
            if info.filename.endswith((".xml", ".rels")) and info.file_size > most:
                told = {"size": f"{info.file_size / 1e6:,.0f}", "most": f"{most / 1e6:,.0f}"}
                raise NotReadable(_TOO_LARGE[0].filled(told), _TOO_LARGE[1])
            if info.flag_bits & 1:
                raise NotReadable(*_OLD)

    def has(self, part: str) -> bool:
        """Say whether there is a part of that name."""
        return part in self._archive.NameToInfo

    def parse(self, part: str, start: Start, end: Characters | None = None, text: Characters | None = None) -> None:
        """Read a part as XML: each element by its local name, attributes by theirs.

        Raises:
            NotReadable: it is missing, cut off, no XML, or declares entities.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, given: start(
            _local(name), {_local(key): value for key, value in given.items()}
        )
        if end is not None:
            parser.EndElementHandler = lambda name: end(_local(name))
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with self._archive.open(part) as stream:
                parser.ParseFile(stream)
        except _FAILURES:
            raise damaged() from None

    def document(self) -> str:
        """Return the name of the part that lists the sheets."""
        found = [target for kind, target in self.related("").values() if kind.endswith(_DOCUMENT)]
        if not found:
            raise damaged()
        return found[0]

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and target of each relationship of a part by its number; targets outside stand as written."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, given: dict[str, str]) -> None:
            if element == "Relationship":
                target = given.get("Target", "")
                inside = given.get("TargetMode") != "External"
                path = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") if inside else target
                found[given.get("Id", "")] = given.get("Type", ""), path

        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if self.has(relations):
            self.parse(relations, start)
        return found


@cache
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a part declares a document type")

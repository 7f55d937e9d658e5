"""Small workbooks for tests: rows as openpyxl writes them, and parts that are changed by hand afterwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, rows: Sequence[Sequence[object]], dress: Callable[[Worksheet], None] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if dress is not None:
        dress(sheet)
    book.save(path)
    return path


def replaced(path: Path, part: str, *pairs: tuple[str, str]) -> Path:
    """Replace text in one part."""
    return with_parts(path, {part: lambda text: _swapped(text, pairs)})


def _swapped(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    for old, new in pairs:
        assert old in text, (old, text)
        text = text.replace(old, new)
    return text


def with_parts(path: Path, changes: dict[str, Callable[[str], str]]) -> Path:
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            data = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes[name](data.decode()).encode() if name in changes else data)
    path.write_bytes(made.getvalue())
    return path

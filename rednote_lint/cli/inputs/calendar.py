"""The workbook that `--output xlsx=PATH` makes a checked copy of."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from rednote_lint.errors import UserError, system_said
from rednote_lint.model import Bilingual
from rednote_lint.posts.discover import as_named
from rednote_lint.posts.files import WORKBOOKS, sheet_of
from rednote_lint.posts.source import CHECK_PERMISSIONS, Sources
from rednote_lint.posts.workbook import tables_in
from rednote_lint.report.tables.workbook_copy import Calendar, SheetTable
from rednote_lint.syntax.workbook.package import NotReadable

_ONE_WORKBOOK = (
    Bilingual(
        en="--output xlsx= makes a copy of one workbook, and {count} are to be checked",
        zh="--output xlsx= 生成一个工作簿的副本，而要检查的工作簿有 {count} 个",
    ),
    Bilingual(en="name one `.xlsx` calendar to check", zh="指定一个要检查的 `.xlsx` 表格"),
)
_NO_LIBRARY = (
    Bilingual(en="--output xlsx= needs openpyxl, which is not installed", zh="--output xlsx= 需要 openpyxl，尚未安装"),
    Bilingual(en="install it: `pip install 'rednote-lint[xlsx]'`", zh="安装：`pip install 'rednote-lint[xlsx]'`"),
)


def calendar_of(paths: Sequence[str], sources: Sources) -> Calendar:
    """Read the one workbook among the paths that are to be checked.

    Raises:
        UserError: there is none, or several, or it cannot be read.
    """
    if find_spec("openpyxl") is None:
        raise UserError(*_NO_LIBRARY)
    named = [as_named(Path(path)) for path in paths]
    books = list(dict.fromkeys(sheet_of(path)[0] for path in named if sheet_of(path)[0].suffix.lower() in WORKBOOKS))
    if len(books) != 1:
        raise UserError(_ONE_WORKBOOK[0].filled({"count": str(len(books))}), _ONE_WORKBOOK[1])
    (book,) = books
    try:
        content = book.read_bytes()
        tables = {
            name: SheetTable(sheet, row)
            for path in named
            if sheet_of(path)[0] == book
            for name, sheet, row in tables_in(path, sources)
        }
    except NotReadable as error:
        raise UserError(error.message, error.remedy, str(book)) from None
    except OSError as error:
        raise UserError(system_said(error), CHECK_PERMISSIONS, str(book)) from error
    return Calendar(content=content, tables=tables, keeps_macros=book.suffix.lower() == ".xlsm")

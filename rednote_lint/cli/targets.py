"""Refuses to write over files of posts, and over files that are no report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from rednote_lint.errors import UserError
from rednote_lint.model import AssetKind, Bilingual
from rednote_lint.posts.files import MANIFESTS, MARKDOWN, SPREADSHEETS, WORKBOOKS, YAML, asset_kind, look_into, sheet_of
from rednote_lint.report import MARKS

_PART_OF_POST = (
    Bilingual(en="this file belongs to a post and would be replaced", zh="该文件属于某篇笔记，会被覆盖"),
    Bilingual(en="name another file for what is written", zh="换一个文件名来写入"),
)
_OTHER_FILE = (
    Bilingual(en="a file that is no report is here, and stays", zh="此处已有不是报告的文件，未改动"),
    Bilingual(en="name another file, or delete this one", zh="换一个文件名，或先删除该文件"),
)
_STORE = (
    Bilingual(en="this file is the store of the run and would be replaced", zh="该文件是这次检查的运行记录，会被覆盖"),
    Bilingual(en="name another file for what is written", zh="换一个文件名来写入"),
)
_EMPTY_LIST = b"[]"
"""What `gitlab` writes of a run without findings."""
_LOOKED_AT = 4096
"""Bytes at the start of a file that say what it is."""
_PARQUET = b"PAR1"
_FOOTER = 65_536
"""Bytes at the end of a Parquet file in which its own metadata stand."""
_NEVER_REPORTS = MARKDOWN | YAML | MANIFESTS | SPREADSHEETS | {".docx", ".doc", ".pdf", ".rtf", ".pages"}


def refuse_part_of_post(target: Path, paths: Sequence[str]) -> None:
    """Refuse a target that is a file of a post, or one that was named to be checked.

    Raises:
        UserError: it is.
    """
    if not target.is_file():
        return
    named = [sheet_of(Path(path))[0] for path in paths if path]
    is_named = any(path.exists() and path.samefile(target) for path in named)
    if is_named or _is_read(target):
        raise UserError(*_PART_OF_POST, str(target))


def refuse_store(target: Path, stores: Sequence[str]) -> None:
    """Refuse a target that is the store that is read.

    Raises:
        UserError: it is.
    """
    if any(os.path.lexists(target) and Path(store).exists() and target.samefile(store) for store in stores):
        raise UserError(*_STORE, str(target))


def refuse_other_file(target: Path, format_: str) -> None:
    """Refuse a target that is there and is no report of this program.

    Raises:
        UserError: it is there and is something else.
    """
    if not target.is_file() or not target.stat().st_size or _may_be_report(target, format_):
        return
    raise UserError(*_OTHER_FILE, str(target))


def _is_read(target: Path) -> bool:
    """Say whether a post in the target's folder reads it, or one elsewhere may: a medium, a caption, a table."""
    if asset_kind(target) is not AssetKind.OTHER:
        return True
    if _is_copy(target):
        return False
    try:
        around = look_into(target.resolve().parent)
    except OSError:
        return False
    read = (*around.captions, *around.manifests, *around.spreadsheets, *([around.title] if around.title else []))
    return any(path.name == target.resolve().name for path in read)


def _may_be_report(target: Path, format_: str) -> bool:
    """Tell a report by its own name in it; reports for people carry none, so their extension and text must do."""
    if format_ == "xlsx":
        return _is_copy(target)
    with target.open("rb") as file:
        start = file.read(_LOOKED_AT)
        if format_ == "parquet":
            file.seek(max(target.stat().st_size - _FOOTER, 0))
            return start.startswith(_PARQUET) and b"rednote-lint" in file.read()
    if b"\0" in start or not os.access(target, os.R_OK):
        return False
    if format_ in MARKS:
        return MARKS[format_] in start or start.strip() == _EMPTY_LIST
    return target.suffix.lower() not in _NEVER_REPORTS


def _is_copy(target: Path) -> bool:
    from rednote_lint.syntax.workbook.package import is_checked_copy

    return target.suffix.lower() in WORKBOOKS and is_checked_copy(target)

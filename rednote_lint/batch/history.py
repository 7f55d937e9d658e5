"""The history: a SQLite file of what was checked in earlier runs, which the driver alone reads and writes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from rednote_lint.batch.index import Index
from rednote_lint.errors import UserError, first_line
from rednote_lint.model import Bilingual
from rednote_lint.text.shingles import VERSION as SHINGLES
from rednote_lint.text.signature import version

VERSION = 1
"""Raised when the tables change."""
_MARK = 0x524C_4849
"""SQLite's application id of such a file."""
_PATIENCE = 10.0
"""Seconds to wait for another run that writes."""
_BROKEN = Bilingual(en="the history cannot be used: {why}", zh="历史记录无法使用：{why}")
_CHECK = Bilingual(en="check the file and its permissions, or name another one", zh="检查文件及其权限，或换一个文件")
_OTHER = Bilingual(en="the file is no history of posts", zh="这个文件不是笔记的历史记录")
_NAME_ANOTHER = Bilingual(en="name a file that does not exist yet", zh="换一个尚不存在的文件名")
_NEWER = Bilingual(
    en="the history was made by another version of rednote-lint", zh="历史记录由其他版本的 rednote-lint 创建"
)


class Access(Enum):
    """What is done with a history."""

    WRITE = "write"
    COPY = "copy"
    """It is read once, into a file that the system deletes, and left as it is."""


class History:
    """The posts of earlier runs.

    A post is known again by its path from the folder of the file, a row of a table by the table and its line, or its
    `id` where it states one. One that was moved or whose table was exported anew is known by its last name, or its
    `id`, and the same content.

    Args:
        path: the file; made when it is missing, unless it is copied.
        access: what is done with it.

    Raises:
        UserError: it cannot be opened, or is another kind of file.
    """

    def __init__(self, path: Path, access: Access = Access.WRITE) -> None:
        self._path = path
        self._folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - links stay.
        with self.told():
            self._database = _opened(path) if access is Access.WRITE else _copied(path)
            self.index = Index(self._database)
            self._prepare()

    def name_of(self, place: str) -> str:
        """Return the name under which a post or a file is kept, from its path as a person names it."""
        full = Path(os.path.abspath(place))  # noqa: PTH100 - links stay.
        name = full.as_posix()
        with contextlib.suppress(ValueError):  # Another drive of Windows.
            name = Path(os.path.relpath(full, self._folder)).as_posix()
        return unicodedata.normalize("NFC", name)

    def has(self, name: str) -> bool:
        """Say whether a post or a file of this name still is there."""
        return os.path.lexists(self._folder / name)

    def path_from_here(self, name: str) -> str:
        """Return the path of a file from the working directory; empty where it is there no more."""
        if not self.has(name):
            return ""
        place = self._folder / name
        with contextlib.suppress(ValueError):
            return Path(os.path.relpath(place)).as_posix()
        return place.as_posix()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Write what happens inside at once, or nothing of it.

        Raises:
            UserError: it cannot be written.
        """
        with self.told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Turn what SQLite and the system say into an error for a person.

        Raises:
            UserError: what happens inside failed.
        """
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise UserError(_BROKEN.filled({"why": first_line(error)}), _CHECK, str(self._path)) from None

    def _prepare(self) -> None:
        """Sort what is there into new buckets where those of another version would find nothing."""
        made = f"{version()} {SHINGLES}"
        self._database.execute("CREATE TABLE IF NOT EXISTS made (buckets TEXT NOT NULL)")
        (found,) = self._database.execute("SELECT coalesce(max(buckets), '') FROM made").fetchone()
        if found != made:
            with self.writing():
                self.index.refill()
                self._database.execute("DELETE FROM made")
                self._database.execute("INSERT INTO made VALUES (?)", (made,))


def _opened(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    _refuse_other(database, path)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA application_id = {_MARK}")
    database.execute(f"PRAGMA user_version = {VERSION}")
    return database


def _copied(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDONLY))
    there = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
    with contextlib.closing(there):
        _refuse_other(there, path)
        here = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        there.backup(here)
    return here


def _refuse_other(database: sqlite3.Connection, path: Path) -> None:
    (mark,) = database.execute("PRAGMA application_id").fetchone()
    (found,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and mark != _MARK:
        database.close()
        raise UserError(_OTHER, _NAME_ANOTHER, str(path))
    if tables and found != VERSION:
        database.close()
        raise UserError(_NEWER, _NAME_ANOTHER, str(path))

"""The store of one run, in a file that a person names: nothing is forgotten, and what cannot be kept is an error."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rednote_lint.errors import UserError, first_line, system_said
from rednote_lint.model import Bilingual
from rednote_lint.store.database import Broken, opened
from rednote_lint.store.hold import Hold, Holder
from rednote_lint.store.rows import FactRow, row_of
from rednote_lint.store.store import Store

_ENDLESS = 1 << 62
_FIRST, _LAST = "~", "~~"
"""Contents between which the rows of the run itself stand; those of answers are hexadecimal."""
_NUMBERED = (
    "SELECT content, analyzer, answer, checksum FROM answers WHERE content >= ? AND content < ? ORDER BY content"
)
_FORGET = "DELETE FROM answers WHERE content >= ? AND content < ?"
_MAGIC = b"SQLite format 3\0"
_NO_STORE = (
    Bilingual(en="this file is not the store of a run, and is left as it is", zh="这个文件不是运行记录，保持原样"),
    Bilingual(en="name another file for --store", zh="为 --store 指定另一个文件"),
)
_DAMAGED = (
    Bilingual(en="the store of the run is damaged", zh="运行记录已损坏"),
    Bilingual(en="delete the file to begin anew, or name another one", zh="删除该文件重新开始，或指定另一个文件"),
)
_OTHER = (
    Bilingual(en="the store was written by another version of the program", zh="运行记录由其他版本的程序写入"),
    Bilingual(
        en="use that version, or check anew with another file for --store",
        zh="使用该版本，或为 --store 另指定文件重新检查",
    ),
)
_UNUSABLE = (
    Bilingual(en="the store of the run cannot be used: {why}", zh="运行记录无法使用：{why}"),
    Bilingual(
        en="check the folder, its permissions and the space on the disk; use the version of the program that made it",
        zh="检查文件夹、权限和磁盘空间；使用创建它的程序版本",
    ),
)

_HELD = (
    Bilingual(en="another run uses this store", zh="另一次运行正在使用这个运行记录"),
    Bilingual(
        en="wait until it has ended, or name another file for --store; parts of a run that are checked at once have a "
        "store each",
        zh="等它结束，或为 --store 指定另一个文件；同时检查的各份各用一个运行记录",
    ),
)
_HELD_BY = Bilingual(
    en="{held}: process {process} on {machine}, since {since}",
    zh="{held}：{machine} 上的进程 {process}，始于 {since}",
)


class RunStore(Store):
    """A SQLite file of answers, and of the run that they were given in.

    Args:
        file: made when it is missing; what is there and is none of ours is refused.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file.parent, _ENDLESS)
        self.file = file
        self._path = file

    def require(self) -> None:
        """Open the file.

        Raises:
            UserError: that is not possible.
        """
        if self.file.is_dir() or (self.file.exists() and not _is_ours(self.file)):
            raise UserError(*_NO_STORE, str(self.file))
        if self._opened() is None:
            raise self._error(self._database)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs from writing here meanwhile.

        Raises:
            UserError: another one does.
        """
        hold = Hold(self.file)
        if not hold.take():
            raise UserError(_held_by(hold.holder()), _HELD[1], str(self.file))
        try:
            yield
        finally:
            hold.give_up()

    def forget_run(self) -> None:
        """Delete what was kept of the run itself; answers stay."""
        self._execute(_FORGET, (_FIRST, _LAST))

    def keep(self, number: int, kind: str, answers: Iterable[bytes]) -> None:
        """Keep some rows of the run, the first of which has this number."""
        rows = enumerate(answers, number)
        self.put(FactRow(content=f"{_FIRST}{at:012d}", analyzer=kind, answer=answer) for at, answer in rows)

    def kept(self, kind: str) -> Iterator[bytes]:
        """Yield the rows of one kind, by their numbers.

        Raises:
            UserError: one of them is damaged.
        """
        database = self._opened()
        if database is None:
            raise self._error(self._database)
        for content, analyzer, stored, checksum in database.execute(_NUMBERED, (_FIRST, _LAST)):
            if analyzer == kind:
                row = row_of(content, analyzer, stored, checksum)
                if row is None:
                    raise UserError(*_DAMAGED, str(self.file))
                yield row.answer

    def _execute(self, statement: str, values: tuple[str, ...]) -> None:
        database = self._opened()
        if database is None:
            raise self._error(self._database)
        try:
            database.execute(statement, values)
        except sqlite3.Error as error:
            self._fail(error)

    def _open(self) -> sqlite3.Connection | Broken:
        return opened(self.file)  # It is never replaced, so no other process has to be kept from doing so.

    def _open_anew(self) -> sqlite3.Connection | Broken:
        return Broken.DAMAGED

    def _fail(self, error: sqlite3.Error) -> None:
        message, remedy = _UNUSABLE
        raise UserError(message.filled({"why": first_line(error)}), remedy, str(self.file)) from error

    def _error(self, why: object) -> UserError:
        if why is Broken.DAMAGED:
            return UserError(*_DAMAGED, str(self.file))
        if why is Broken.OTHER:
            return UserError(*_OTHER, str(self.file))
        message, remedy = _UNUSABLE
        said = _system_says_of(self.file) if why is Broken.UNUSABLE else Bilingual(en="locked", zh="已被锁定")
        told = Bilingual(en=message.en.replace("{why}", said.en), zh=message.zh.replace("{why}", said.zh))
        return UserError(told, remedy, str(self.file))


def _system_says_of(file: Path) -> Bilingual:
    """Return why a file cannot be written; what SQLite alone minds has no better name."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        return system_said(error)
    return Bilingual(en="SQLite", zh="SQLite")


def _held_by(holder: Holder | None) -> Bilingual:
    message, _ = _HELD
    if holder is None:
        return message
    said = Bilingual(en=_HELD_BY.en.replace("{held}", message.en), zh=_HELD_BY.zh.replace("{held}", message.zh))
    return said.filled({"process": holder.process, "machine": holder.machine, "since": holder.since})


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            begun = stream.read(len(_MAGIC))
    except OSError:
        return True  # Why it cannot be opened is told by what opens it.
    if begun != _MAGIC:
        return begun == b""
    try:
        database = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        finally:
            database.close()
    except sqlite3.Error:
        return True
    return not names or "answers" in names

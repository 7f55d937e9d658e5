"""Opening a media file: folders, pipes, dead links and empty files are refused with a reason."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rednote_lint.errors import system_said
from rednote_lint.model import Bilingual


class NotOpened(Exception):
    """The file cannot be read.

    Args:
        reason: why, in both languages.
    """

    def __init__(self, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Opened(NamedTuple):
    """A regular file, open for reading; the caller closes it."""

    file: BinaryIO
    size: int
    """Bytes."""


def open_regular(path: Path) -> Opened:
    """Open a file.

    Raises:
        NotOpened: it is a folder, a pipe, empty, missing or locked.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise NotOpened(Bilingual(en="it is a folder", zh="这是一个文件夹"))
        if not stat.S_ISREG(status.st_mode):
            raise NotOpened(Bilingual(en="it is no regular file", zh="这不是普通文件"))
        if status.st_size == 0:
            raise NotOpened(Bilingual(en="it is empty (0 bytes)", zh="文件为空（0 字节）"))
        return Opened(path.open("rb"), status.st_size)
    except OSError as error:
        said = system_said(error)
        raise NotOpened(Bilingual(en=f"it cannot be opened ({said.en})", zh=f"无法打开（{said.zh}）")) from error

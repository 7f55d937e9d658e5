"""Opening a media file without being led astray: folders, pipes, dead links, empty files."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from rednote_lint.errors import first_line
from rednote_lint.facts.base import Unreadable
from rednote_lint.model import Bilingual


class Opened(NamedTuple):
    """A regular file, open for reading; the caller closes it."""

    file: BinaryIO
    size: int
    """Bytes."""


def open_regular(path: Path) -> Opened | Unreadable:
    """Open a file, or say why it is none that can be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Unreadable(reason=Bilingual(en="it is a folder", zh="这是一个文件夹"))
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(reason=Bilingual(en="it is no regular file", zh="这不是普通文件"))
        if status.st_size == 0:
            return Unreadable(reason=Bilingual(en="it is empty (0 bytes)", zh="文件为空（0 字节）"))
        return Opened(path.open("rb"), status.st_size)
    except OSError as error:
        said = first_line(error)
        return Unreadable(reason=Bilingual(en=f"it cannot be opened ({said})", zh=f"无法打开（{said}）"))

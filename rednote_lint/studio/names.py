"""Names of uploaded files: paths inside the folder of one upload, and nothing else."""

from __future__ import annotations

import os
from pathlib import PurePosixPath

from rednote_lint.config import FILE_NAMES
from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual

DEPTH = 8
"""Folders inside each other."""
LENGTH = 255
"""Bytes of one name."""
_NO_NAME = Bilingual(en="a file may not be called “{name}”", zh="文件名不能是“{name}”")
_RENAME = Bilingual(
    en="rename it: no `..`, no backslash, no control character, at most 255 bytes",
    zh="重命名：不能含 `..`、反斜杠或控制字符，最多 255 字节",
)
_CONFIGURATION = (
    Bilingual(
        en="{name} is a configuration, which is not read from a folder that was dropped",
        zh="{name} 是配置文件，拖入的文件夹中的配置不会读取",
    ),
    Bilingual(en="start with `rednote-lint studio --config FILE`", zh="用 `rednote-lint studio --config 文件` 启动"),
)
_NO_FILES_ON_WINDOWS = frozenset('<>:"|?*')
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))


def inside(name: str) -> PurePosixPath:
    """Return the path that a file may have in the folder of its upload.

    Raises:
        UserError: it would lie elsewhere, or cannot lie anywhere.
    """
    parts = name.split("/")
    if len(parts) > DEPTH or not all(map(_is_name, parts)):
        raise UserError(_NO_NAME.filled({"name": name[:80]}), _RENAME)
    if parts[-1] in FILE_NAMES:
        message, remedy = _CONFIGURATION
        raise UserError(message.filled({"name": parts[-1]}), remedy)
    return PurePosixPath(*parts)


def _is_name(part: str) -> bool:
    if part in ("", ".", "..") or "\\" in part or not all(map(_is_visible, part)):
        return False
    try:
        if len(os.fsencode(part)) > LENGTH:
            return False
    except UnicodeEncodeError:
        return False
    return os.name != "nt" or _is_name_on_windows(part)


def _is_visible(char: str) -> bool:
    """Say whether a character is no control and no half of a pair."""
    return ord(char) >= 0x20 and ord(char) != 0x7F and not 0xD800 <= ord(char) < 0xE000


def _is_name_on_windows(part: str) -> bool:
    stem = part.partition(".")[0].strip().lower()
    return _NO_FILES_ON_WINDOWS.isdisjoint(part) and not part.endswith((".", " ")) and stem not in _DEVICES

"""Errors that a person reads, and the exit codes of the program."""

from __future__ import annotations

import errno
import os
import re
from enum import IntEnum
from pathlib import Path

from rednote_lint.model.base import Bilingual

Said = str | Bilingual
"""A sentence in both languages, or one that needs no words of ours: a name, what the system says."""


class ExitCode(IntEnum):
    """What the process says to its caller when it ends."""

    CLEAN = 0
    """Everything that was asked was checked, and nothing reached the failing severity."""
    FINDINGS = 1
    """At least one finding at or above `--fail-on`."""
    FAILED = 2
    """Something that was asked could not be done: usage, configuration, pack, path, unreadable post."""
    INTERRUPTED = 130
    """Ctrl-C."""


def first_line(error: BaseException) -> str:
    """Return what an exception says, on one line: the system's words, else its own, else its type."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(said).strip().partition("\n")[0].rstrip()


def named(error: BaseException) -> str:
    """Return the type of an exception and what it says, on one line, for those who report a defect."""
    return f"{type(error).__name__}: {first_line(error)}"


_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "操作不被允许",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "上级路径不是文件夹",
    errno.EEXIST: "已存在",
    errno.EROFS: "文件系统只读",
    errno.ENOSPC: "空间不足",
    errno.ENAMETOOLONG: "文件名过长",
}
"""What systems say in English, or in the language of their own."""


def system_said(error: OSError) -> Bilingual:
    """Return what the system says about a failure."""
    own = error.strerror or str(error)
    return Bilingual(en=own, zh=_SYSTEM.get(error.errno or 0, own))


_DAMAGED = Bilingual(en="its data is damaged", zh="数据已损坏")
_ANOTHER = Bilingual(en="its data is damaged, or of another kind", zh="数据已损坏，或不是这种格式")
_CUT_OFF = Bilingual(en="it is cut off", zh="文件不完整")
_UNSUPPORTED = Bilingual(en="it uses a format that is not supported here", zh="使用了这里不支持的格式")
_DECODERS = (
    (re.compile(r"Invalid data found|cannot identify image"), _ANOTHER),
    (
        re.compile(
            r"(?:broken|unrecognized) data stream|broken (?:PNG|JPEG)|decoder error|bad .*checksum|Failed to decode"
        ),
        _DAMAGED,
    ),
    (re.compile(r"[Tt]runcated|[Uu]nexpected end of|End of file|not enough (?:image )?data"), _CUT_OFF),
    (re.compile(r"(?:Decoder|Demuxer|Protocol) not found|[Nn]ot yet implemented|[Uu]nsupported"), _UNSUPPORTED),
)
"""What the decoders of pictures and videos say, and what it means to the owner of the file."""


def decoder_said(error: BaseException) -> Bilingual:
    """Return why a picture or video does not open, in words for the owner of the file."""
    if isinstance(error, OSError) and error.errno in _SYSTEM:
        return system_said(error)
    own = first_line(error)
    return next((meaning for pattern, meaning in _DECODERS if pattern.search(own)), Bilingual(en=own, zh=own))


class UserError(Exception):
    """A mistake in the input that a person can mend; shown as text, never as a traceback.

    Args:
        message: what went wrong, one sentence.
        remedy: what to do about it, one sentence; empty when the message says it all.
        place: where, as `path`, `path:line` or `path:line:column`; empty when there is no place.
    """

    def __init__(self, message: Said, remedy: Said = "", place: str = "") -> None:
        super().__init__(message)
        self._message = message
        self._remedy = remedy
        self.place = place

    @property
    def message(self) -> str:
        """What went wrong, in English."""
        return said(self._message, "en")

    @property
    def remedy(self) -> str:
        """What to do about it, in English."""
        return said(self._remedy, "en")

    def told(self, language: str) -> tuple[str, str]:
        """Return the message and the remedy in `en` or `zh`."""
        return said(self._message, language), said(self._remedy, language)

    def __str__(self) -> str:
        """Give the error as one line, the place first, in the form editors understand."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} ({self.remedy})" if self.remedy else head

    def __reduce__(self) -> tuple[type[UserError], tuple[Said, Said, str]]:
        """Keep the parts when the error crosses a process boundary."""
        return (type(self), (self._message, self._remedy, self.place))


class Stopped(UserError):
    """The run was ended before its last post; its reports hold what was checked until then."""


def writing_advice(error: OSError, target: Path | None = None) -> Bilingual:
    """Return what to do where a file could not be written: room, a missing folder and permissions are three things.

    Args:
        error: of the system.
        target: the file, where it may be that its folder is missing.
    """
    if target is not None and not target.parent.is_dir():
        return _folder_advice(target.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Bilingual(en="free some space on the disk", zh="清理磁盘空间")
    return Bilingual(en="check the folder and its permissions", zh="检查文件夹及其权限")


def _folder_advice(folder: Path) -> Bilingual:
    """Say that a folder is missing, and how it is made; or what lies in its place."""
    there = next(above for above in (folder, *folder.parents) if above.exists())
    if not there.is_dir():
        return Bilingual(
            en=f"`{there}` is a file, not a folder: name another path", zh=f"`{there}` 是文件，不是文件夹：换一个路径"
        )
    import shlex

    command = f'mkdir "{folder}"' if os.name == "nt" else shlex.join(["mkdir", "-p", str(folder)])
    return Bilingual(
        en=f"the folder `{folder}` is missing: make it with `{command}`",
        zh=f"没有文件夹 `{folder}`：先用 `{command}` 创建",
    )


def said(text: Said, language: str) -> str:
    """Return a sentence in `en` or `zh`."""
    return text if isinstance(text, str) else text.pick(language)

"""Uploads: files written as they come, bounded in number and bytes, into the folder of one drop."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from rednote_lint.errors import UserError, system_said
from rednote_lint.model import Bilingual, Record
from rednote_lint.studio.names import inside

_PART = ".upload"
_TOO_MANY = (
    Bilingual(en="more than {count} files", zh="文件超过 {count} 个"),
    Bilingual(en="drop fewer posts at a time", zh="分批拖入"),
)
_TOO_LARGE = (
    Bilingual(en="{name} has more than {size}", zh="{name} 超过 {size}"),
    Bilingual(
        en="check it with `rednote-lint check`, which copies nothing", zh="用 `rednote-lint check` 检查，不需要复制文件"
    ),
)
_TOGETHER = (
    Bilingual(en="all files together have more than {size}", zh="全部文件合计超过 {size}"),
    Bilingual(
        en="check them with `rednote-lint check`, which copies nothing",
        zh="用 `rednote-lint check` 检查，不需要复制文件",
    ),
)
_NO_ROOM = (
    Bilingual(en="there is no room for {name} on the disk of temporary files", zh="临时文件所在的磁盘放不下 {name}"),
    Bilingual(
        en="make room, or name a folder elsewhere in TMPDIR and start again",
        zh="腾出空间，或用 TMPDIR 指定其他位置后重新启动",
    ),
)
_TWICE = Bilingual(en="{name} is there already", zh="{name} 已存在")
_NOT_WRITTEN = Bilingual(en="{name} cannot be written: {why}", zh="无法写入 {name}：{why}")


class Bounds(Record, frozen=True, kw_only=True):
    """How much one studio takes."""

    files: int = 2000
    file_bytes: int = 4_000_000_000
    all_bytes: int = 16_000_000_000
    spare_bytes: int = 200_000_000
    """That stay free on the disk."""


class Uploads:
    """Writes uploaded files.

    Args:
        bounds: of all of them.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._files = 0
        self._bytes = 0

    async def take(self, folder: Path, name: str, chunks: AsyncIterator[bytes], size: int | None) -> Path:
        """Write one file as it comes, under its name when it is whole.

        Args:
            folder: of the drop.
            name: its path in there, with `/`.
            chunks: its bytes.
            size: how many, as far as the sender says so.

        Raises:
            UserError: the name is none, or the bounds or the disk are too small.
        """
        target = folder / inside(name)
        if self._files >= self._bounds.files:
            raise _filled(_TOO_MANY, count=str(self._bounds.files))
        self._objection(name, size or 0, folder)
        self._files += 1
        taken = 0
        part = target.with_name(_PART)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(target):
                raise UserError(_TWICE.filled({"name": name}))
            with part.open("xb") as file:
                async for chunk in chunks:
                    taken += len(chunk)
                    self._bytes += len(chunk)
                    self._objection(name, 0, folder, taken)
                    file.write(chunk)
            part.rename(target)
        except OSError as error:
            self._bytes -= taken
            why = system_said(error)
            raise UserError(
                Bilingual(
                    en=_NOT_WRITTEN.filled({"name": name, "why": why.en}).en,
                    zh=_NOT_WRITTEN.filled({"name": name, "why": why.zh}).zh,
                )
            ) from error
        except BaseException:
            self._files -= 1
            self._bytes -= taken
            raise
        finally:
            part.unlink(missing_ok=True)
        return target

    def _objection(self, name: str, more: int, folder: Path, taken: int = 0) -> None:
        bounds = self._bounds
        if max(taken, more) > bounds.file_bytes:
            raise _filled(_TOO_LARGE, name=name, size=_size(bounds.file_bytes))
        if self._bytes + more > bounds.all_bytes:
            raise _filled(_TOGETHER, size=_size(bounds.all_bytes))
        if more and shutil.disk_usage(folder).free - more < bounds.spare_bytes:
            raise _filled(_NO_ROOM, name=name)


def _filled(told: tuple[Bilingual, Bilingual], **values: str) -> UserError:
    message, remedy = told
    return UserError(message.filled(values), remedy)


def _size(count: int) -> str:
    return f"{count / 1e9:g} GB" if count >= 1e9 else f"{count / 1e6:g} MB" if count >= 1e6 else f"{count} B"

"""Reading a file whose own sizes cannot be trusted: every read is bounded by the file and by a budget."""

from __future__ import annotations

from enum import StrEnum
from typing import BinaryIO, NamedTuple

from rednote_lint.model import Bilingual

PART_LIMIT = 8 * 1024 * 1024
"""Bytes read of one part (a PNG chunk, an EXIF block, a manifest)."""
TOTAL_LIMIT = 48 * 1024 * 1024
"""Bytes read of one file."""
STEP_LIMIT = 60_000
"""Parts looked at in one file: a 32 MB PNG has some 4,000."""


class PartKind(StrEnum):
    """What a piece of metadata is written in."""

    EXIF = "exif"
    """A TIFF structure, without the `Exif` prefix."""
    XMP = "xmp"
    TEXT = "text"
    """UTF-8 text under a name."""
    C2PA = "c2pa"
    """A JUMBF manifest store, or a piece of one."""


class Part(NamedTuple):
    """One piece of metadata cut out of a container."""

    kind: PartKind
    name: str
    """The tag's key for text; empty otherwise."""
    data: bytes


class CutShort(Exception):
    """The file ends, or its budget ends, before what it announces."""

    def __init__(self, reason: Bilingual) -> None:
        """Keep the reason for the report."""
        super().__init__(reason.en)
        self.reason = reason


TRUNCATED = Bilingual(
    en="the file ends before its metadata is complete; only the part before that was read",
    zh="文件在元数据完整之前就结束了，只读取了前面的部分",
)
TOO_MUCH = Bilingual(
    en="the file's metadata are larger than any real tool writes; the rest was not read",
    zh="文件的元数据远大于正常工具写入的大小，其余部分未读取",
)


class Source:
    """A file with a position, its true size, and a budget."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        """Start at the file's beginning."""
        self.file = file
        self.size = size
        self.gaps: list[Bilingual] = []
        self._left = TOTAL_LIMIT
        self._steps = STEP_LIMIT

    def tell(self) -> int:
        """Return the position in bytes."""
        return self.file.tell()

    def seek(self, position: int) -> None:
        """Move to a position; raises CutShort when it lies behind the end."""
        if not 0 <= position <= self.size:
            raise CutShort(TRUNCATED)
        self.file.seek(position)

    def step(self) -> None:
        """Count one more part; raises CutShort when a file has absurdly many."""
        self._steps -= 1
        if self._steps < 0:
            raise CutShort(TOO_MUCH)

    def take(self, count: int) -> bytes:
        """Read exactly `count` bytes; raises CutShort when the file or the budget has fewer."""
        if count > self.size - self.tell():
            raise CutShort(TRUNCATED)
        self._left -= count
        if self._left < 0:
            raise CutShort(TOO_MUCH)
        return self.file.read(count)

    def part(self, count: int) -> bytes:
        """Read a part of `count` bytes and stand behind it; of an oversized one only the beginning, noted as a gap."""
        end = self.tell() + count
        kept = min(count, PART_LIMIT)
        if kept < count and end <= self.size:
            self.gaps.append(TOO_MUCH)
        data = self.take(min(kept, max(self.size - self.tell(), 0)))
        self.seek(end)
        return data

    def number(self, count: int) -> int:
        """Read a big-endian unsigned number of `count` bytes."""
        return int.from_bytes(self.take(count), "big")

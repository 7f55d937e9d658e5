"""Bounded reader for files whose own sizes cannot be trusted."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import BinaryIO, NamedTuple, Protocol

from rednote_lint.model import Bilingual

PART_LIMIT = 8 * 1024 * 1024
"""Bytes read of one part (a PNG chunk, an EXIF block, a manifest)."""


class Bounds(NamedTuple):
    """What may be read of one file at most."""

    part: int = PART_LIMIT
    """Bytes of one part."""
    total: int = 48 * 1024 * 1024
    """Bytes of the file."""
    steps: int = 60_000
    """Parts looked at: a 32 MB PNG has some 4,000."""

    @classmethod
    def whole(cls, size: int) -> Bounds:
        """Allow all parts of a file of `size` bytes in full, each a few times over; time stays linear in the size."""
        return cls(part=size, total=4 * size + PART_LIMIT, steps=size + 60_000)


class PartKind(StrEnum):
    """What a piece of metadata is written in."""

    EXIF = "exif"
    """A TIFF structure, without the `Exif` prefix."""
    XMP = "xmp"
    TEXT = "text"
    """UTF-8 text under a name."""
    C2PA = "c2pa"
    """A JUMBF box: a manifest store."""


class Part(NamedTuple):
    """One piece of metadata cut out of a container."""

    kind: PartKind
    name: str
    """The tag's key for text; empty otherwise."""
    data: bytes
    start: int | None = None
    """Where `data` stands in the file, byte for byte; None when it was unpacked or put together."""


class Span(NamedTuple):
    """Where one chunk of a PNG or RIFF file lies."""

    kind: bytes
    """Four letters."""
    start: int
    body: int
    end: int
    """Of its content; checksum and padding follow."""


class Chunk(NamedTuple):
    """One chunk of a PNG or RIFF file in memory."""

    kind: bytes
    data: bytes


class CutShort(Exception):
    """The file ends, or its budget ends, before what it announces.

    Args:
        reason: for the report.
    """

    def __init__(self, reason: Bilingual) -> None:
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


class Buffer(Protocol):
    """Bytes, a byte array or a memory map."""

    def __getitem__(self, place: slice, /) -> bytes | bytearray:
        """Return a copy of a slice."""
        ...

    def __len__(self) -> int:
        """Return the length in bytes."""
        ...


class Source:
    """A file with a position, its true size, and a budget.

    Attributes:
        size: of the file, in bytes.
        gaps: what could not be read, for the report.

    Args:
        read: returns the bytes at an offset, as many as are asked for.
        size: of the file, in bytes.
        bounds: what may be read of it.
    """

    def __init__(self, read: Callable[[int, int], bytes], size: int, bounds: Bounds) -> None:
        self.size = size
        self.gaps: list[Bilingual] = []
        self._read = read
        self._at = 0
        self._part = bounds.part
        self._left = bounds.total
        self._steps = bounds.steps

    @classmethod
    def of_file(cls, file: BinaryIO, size: int, bounds: Bounds | None = None) -> Source:
        """Read an open file of `size` bytes."""

        def read(at: int, count: int) -> bytes:
            file.seek(at)
            return file.read(count)

        return cls(read, size, bounds or Bounds())

    @classmethod
    def of_buffer(cls, data: Buffer, bounds: Bounds | None = None) -> Source:
        """Read bytes in memory; without bounds, all of them."""
        return cls(lambda at, count: bytes(data[at : at + count]), len(data), bounds or Bounds.whole(len(data)))

    def tell(self) -> int:
        """Return the position in bytes."""
        return self._at

    def seek(self, position: int) -> None:
        """Move to a position; raises CutShort when it lies behind the end."""
        if not 0 <= position <= self.size:
            raise CutShort(TRUNCATED)
        self._at = position

    def step(self) -> None:
        """Count one more part; raises CutShort when a file has absurdly many."""
        self._steps -= 1
        if self._steps < 0:
            raise CutShort(TOO_MUCH)

    def take(self, count: int) -> bytes:
        """Read exactly `count` bytes; raises CutShort when the file or the budget has fewer."""
        if count > self.size - self._at:
            raise CutShort(TRUNCATED)
        self._left -= count
        if self._left < 0:
            raise CutShort(TOO_MUCH)
        data = self._read(self._at, count)
        if len(data) < count:  # The file has shrunk since it was opened.
            raise CutShort(TRUNCATED)
        self._at += count
        return data

    def part(self, count: int) -> bytes:
        """Read a part of `count` bytes and stand behind it; of an oversized one only the beginning, noted as a gap."""
        end = self._at + count
        kept = min(count, self._part)
        if kept < count and end <= self.size:
            self.gaps.append(TOO_MUCH)
        data = self.take(min(kept, max(self.size - self._at, 0)))
        self.seek(end)
        return data

    def slice(self, start: int, end: int) -> bytes:
        """Read the part between two offsets; see `part`."""
        self.seek(start)
        return self.part(end - start)

    def number(self, count: int) -> int:
        """Read a big-endian unsigned number of `count` bytes."""
        return int.from_bytes(self.take(count), "big")

"""The directories of a TIFF structure, which EXIF blocks are too: entries and where their values lie."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from rednote_lint.media.source import Source
from rednote_lint.model import Record

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_FRACTIONS = {5: "I", 10: "i"}
_TEXTS = (1, 2, 7)
_MOST_DIRECTORIES = 32
_MOST_NUMBERS = 64


class Entry(Record, frozen=True):
    """One entry of a directory; offsets count from the start of the structure."""

    tag: int
    kind: int
    count: int
    at: int
    """Of its 12 bytes."""
    value: int
    """Where its value lies: in the entry itself, or elsewhere."""
    length: int
    """Bytes of its value, as stated."""


class Directory(Record, frozen=True):
    """One directory."""

    at: int
    entries: tuple[Entry, ...]
    following: int
    """Offset of the next directory; 0 for none."""

    @property
    def length(self) -> int:
        """Bytes of the directory without its values."""
        return 2 + 12 * len(self.entries) + 4

    def entry(self, tag: int) -> Entry | None:
        """Return the first entry of a tag."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


class Tiff:
    """A TIFF structure.

    Every reading method raises CutShort where an offset or a length leads out of the source.

    Attributes:
        order: `<` or `>`, as `struct` names it; empty when this is no TIFF structure.

    Args:
        source: holds it.
        base: where its `II*` or `MM*` stands; all offsets in it count from there.
    """

    def __init__(self, source: Source, base: int = 0) -> None:
        self._source = source
        self._base = base
        source.seek(min(base, source.size))
        self.order = _ORDERS.get(source.take(4), "") if source.size - base >= 8 else ""

    def directories(self) -> Iterator[Directory]:
        """Yield the main directories, one after the other; a chain that leads in a circle ends."""
        seen: set[int] = set()
        (at,) = self._read("I", 4) if self.order else (0,)
        while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
            seen.add(at)
            directory = self.directory(at)
            yield directory
            at = directory.following

    def directory(self, at: int) -> Directory:
        """Read the directory at an offset."""
        self._source.step()
        (count,) = self._read("H", at)
        table = self._bytes(at + 2, 12 * count)
        entries = (self._entry(fields, at + 2 + 12 * number) for number, fields in enumerate(self._rows(table)))
        return Directory(at, tuple(entries), self._read("I", at + 2 + 12 * count)[0])

    def inner(self, directory: Directory, tag: int) -> Directory | None:
        """Read the directory that an entry points to; None without such an entry."""
        entry = directory.entry(tag)
        return self.directory(int(self.numbers(entry)[0])) if entry and self.numbers(entry) else None

    def data(self, entry: Entry) -> bytes:
        """Return the bytes of a value."""
        self._source.step()
        return self._source.slice(self._base + entry.value, self._base + entry.value + entry.length)

    def numbers(self, entry: Entry) -> tuple[float, ...]:
        """Return the numbers of a value, at most 64; nothing for text. A fraction over zero is not a number."""
        size, count = _SIZES.get(entry.kind, 1), min(entry.count, _MOST_NUMBERS)
        if entry.kind not in (*_FORMS, *_FRACTIONS):
            return ()
        data = self._bytes(entry.value, size * count)
        if form := _FORMS.get(entry.kind):
            return struct.unpack(f"{self.order}{count}{form}", data)
        parts = struct.unpack(f"{self.order}{2 * count}{_FRACTIONS[entry.kind]}", data)
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return tuple(above / below if below else float("nan") for above, below in pairs)

    def text(self, entry: Entry) -> str:
        """Return a value as text: UTF-8 where it is that, else Latin-1; numbers behind each other."""
        if entry.kind not in _TEXTS:
            return ", ".join(f"{number:g}" for number in self.numbers(entry))
        data = self.data(entry).removesuffix(b"\0")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("latin-1" if entry.kind == 2 else "utf-8", "replace")

    def _rows(self, table: bytes) -> Iterator[tuple[int, ...]]:
        return struct.iter_unpack(self.order + "HHII", table)

    def _entry(self, fields: tuple[int, ...], at: int) -> Entry:
        tag, kind, count, value = fields
        length = _SIZES.get(kind, 1) * count
        return Entry(tag, kind, count, at, value if length > 4 else at + 8, length)

    def _read(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack(self.order + form, self._bytes(at, struct.calcsize(self.order + form)))

    def _bytes(self, at: int, count: int) -> bytes:
        self._source.seek(self._base + at)
        return self._source.take(count)

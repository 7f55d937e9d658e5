"""SQLite index of captions and files: finds what is alike among earlier posts without comparing all of them.

Candidates share a bucket: a band of a MinHash signature, or two bytes of a perceptual hash. They are compared exactly
then; a bucket is never an answer.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import msgspec

from rednote_lint.facts.alike import picture_likeness, video_likeness
from rednote_lint.facts.traces import Earlier, Trace, Twin
from rednote_lint.model import Record
from rednote_lint.text.shingles import flat, likeness
from rednote_lint.text.signature import signature

LEAST = 0.3
"""Likeness below which two captions or files are told to no rule."""
_MOST = 64
"""Candidates of a trace that are compared: those that share most buckets."""
_TABLES = (
    "CREATE TABLE IF NOT EXISTS posts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " account TEXT NOT NULL, series TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS traces (id INTEGER PRIMARY KEY, post INTEGER NOT NULL, digest TEXT NOT NULL,"
    " trace BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS traces_by_post ON traces (post)",
    "CREATE INDEX IF NOT EXISTS traces_by_digest ON traces (digest) WHERE digest != ''",
    "CREATE TABLE IF NOT EXISTS buckets (key INTEGER NOT NULL, trace INTEGER NOT NULL, PRIMARY KEY (key, trace))"
    " WITHOUT ROWID",
)
_CAPTION, _WHOLE, _PART, _FRAME = (family << 40 for family in range(1, 5))
"""Families of buckets: of captions, of whole pictures, of parts of pictures, of frames of videos."""
_FOUND = "SELECT traces.id, post, traces.trace, name, account, series FROM traces JOIN posts ON posts.id = post"
_CROWD = 64
"""Traces of a bucket that are looked at, the first ones: more have a template in common, or black pictures, and whoever
is likest shares other buckets as well. Without it thousands of posts of one template would take squared time."""
_END = f"(SELECT trace FROM buckets WHERE buckets.key = sought.value ORDER BY trace LIMIT 1 OFFSET {_CROWD})"
_SHARED = (
    "SELECT buckets.trace, count(*) AS shared FROM json_each(?) AS sought CROSS JOIN buckets"
    f" WHERE buckets.key = sought.value AND buckets.trace < ifnull({_END}, {1 << 62}) GROUP BY buckets.trace"
)
_NEAREST = (
    f"SELECT traces.id, shared FROM ({_SHARED}) AS near JOIN traces ON near.trace = traces.id WHERE post < ?"
    f" ORDER BY shared DESC, post, traces.id LIMIT {_MOST}"
)
_NEAR = f"{_FOUND} JOIN ({_NEAREST}) AS nearest ON nearest.id = traces.id ORDER BY shared DESC, post, traces.id"


class Entry(Record, frozen=True, kw_only=True):
    """A post as the index keeps it."""

    name: str
    """Its identity: a post of the same name takes the place of this one."""
    account: str = ""
    series: str = ""
    traces: tuple[Trace, ...] = ()


class Index:
    """Posts in the order in which they were first added; each is compared with those before it.

    Args:
        database: where they are kept; None: a file of its own that the system deletes.
    """

    def __init__(self, database: sqlite3.Connection | None = None) -> None:
        self._database = database or _temporary()
        for statement in _TABLES:
            self._database.execute(statement)

    def twins(self, entry: Entry) -> tuple[Twin, ...]:
        """Return what is alike in earlier posts, for each trace the likest first, then the earliest."""
        number = self._number(entry.name)
        before = number if number is not None else 1 << 62
        return tuple(twin for trace in entry.traces for twin in self._twins_of(trace, before))

    def add(self, entry: Entry) -> None:
        """Keep a post, in place of the one of its name."""
        number = self._number(entry.name)
        said = (entry.account, entry.series)
        if number is None:
            insert = "INSERT INTO posts (name, account, series) VALUES (?, ?, ?)"
            number = self._inserted(insert, (entry.name, *said))
        else:
            update = "UPDATE posts SET account = ?, series = ? WHERE id = ?"
            self._database.execute(update, (*said, number))
            if self._traces(number) == entry.traces:
                return
            self._empty(number)
        for trace in entry.traces:
            row = (number, trace.digest, msgspec.msgpack.encode(trace))
            kept = self._inserted("INSERT INTO traces (post, digest, trace) VALUES (?, ?, ?)", row)
            self._fill(kept, trace)

    def rename(self, old: str, new: str) -> None:
        """Give a post another name."""
        self._database.execute("UPDATE posts SET name = ? WHERE name = ?", (new, old))

    def knows(self, name: str) -> bool:
        """Say whether there is a post of this name."""
        return self._number(name) is not None

    def traces_of(self, name: str) -> tuple[Trace, ...]:
        """Return the traces of the post of a name."""
        number = self._number(name)
        return self._traces(number) if number is not None else ()

    def refill(self) -> None:
        """Sort everything into buckets anew, where the buckets are those of another version."""
        self._database.execute("DELETE FROM buckets")
        for number, raw in self._database.execute("SELECT id, trace FROM traces").fetchall():
            self._fill(number, _decoded(raw))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _number(self, name: str) -> int | None:
        found = self._database.execute("SELECT id FROM posts WHERE name = ?", (name,)).fetchone()
        return int(found[0]) if found is not None else None

    def _traces(self, post: int) -> tuple[Trace, ...]:
        rows = self._database.execute("SELECT trace FROM traces WHERE post = ? ORDER BY id", (post,))
        return tuple(_decoded(raw) for (raw,) in rows)

    def _inserted(self, statement: str, row: Sequence[object]) -> int:
        return int(self._database.execute(statement, row).lastrowid or 0)

    def _empty(self, post: int) -> None:
        rows = self._database.execute("SELECT id, trace FROM traces WHERE post = ?", (post,)).fetchall()
        for number, raw in rows:
            keys = [(key, number) for key in _filled(_decoded(raw))]
            self._database.executemany("DELETE FROM buckets WHERE key = ? AND trace = ?", keys)
        self._database.execute("DELETE FROM traces WHERE post = ?", (post,))

    def _fill(self, number: int, trace: Trace) -> None:
        rows = ((key, number) for key in _filled(trace))
        self._database.executemany("INSERT OR IGNORE INTO buckets (key, trace) VALUES (?, ?)", rows)

    def _twins_of(self, trace: Trace, before: int) -> list[Twin]:
        found: dict[int, tuple[int, Twin]] = {}
        for number, post, raw, *said in self._candidates(trace, before):
            other = _decoded(raw)
            same = bool(trace.digest) and trace.digest == other.digest
            likeness = 1.0 if same else _likeness(trace, other)
            if likeness >= LEAST:
                earlier = Earlier(name=said[0], account=said[1], series=said[2])
                twin = Twin(trace=trace, post=earlier, path=other.path, likeness=likeness, same_bytes=same)
                found[number] = (post, twin)
        order = sorted(found.items(), key=lambda item: (-item[1][1].likeness, item[1][0], item[0]))
        return [twin for _, (_, twin) in order]

    def _candidates(self, trace: Trace, before: int) -> Iterator[tuple[int, int, bytes, str, str, str]]:
        """Yield number, post, trace, name, account and series of what may be alike; files of equal bytes first."""
        if trace.digest:
            equal = f"{_FOUND} WHERE digest = ? AND post < ? ORDER BY post LIMIT {_MOST}"
            yield from self._database.execute(equal, (trace.digest, before)).fetchall()
        keys = sorted(_sought(trace))
        if keys:
            yield from self._database.execute(_NEAR, (msgspec.json.encode(keys).decode(), before)).fetchall()


def _temporary() -> sqlite3.Connection:
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode = OFF")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -16384")  # 16 MiB, and the rest in the file: more saves no time.
    database.execute("BEGIN")  # What nobody else reads is never committed.
    return database


def _likeness(one: Trace, other: Trace) -> float:
    if one.sentences or other.sentences:
        return likeness(one.sentences, other.sentences) if one.sentences and other.sentences else 0.0
    if bool(one.times) != bool(other.times):
        return 0.0
    return video_likeness(one, other) if one.times else picture_likeness(one, other)


def _filled(trace: Trace) -> set[int]:
    """Return the buckets that a trace lies in."""
    if trace.sentences:
        return set(_bands(trace.sentences))
    if trace.times:
        return set(_pairs(trace.hashes, _FRAME))
    return {*_pairs(trace.hashes[:1], _WHOLE), *_pairs(trace.hashes[1:], _PART)}


def _sought(trace: Trace) -> set[int]:
    """Return the buckets in which what is like a trace may lie: one of two pictures is there as a whole."""
    if trace.sentences or trace.times:
        return _filled(trace)
    whole = trace.hashes[:1]
    return {*_pairs(whole, _WHOLE), *_pairs(whole, _PART), *_pairs(trace.hashes[1:], _WHOLE)}


def _bands(sentences: Sequence[bytes]) -> Iterator[int]:
    """Yield a bucket for each band of two values of the signature of a caption."""
    for band, (one, other) in enumerate(_signed(tuple(sentences))):
        yield _CAPTION | band << 32 | crc32(struct.pack("<2I", one, other))


@lru_cache(maxsize=2)
def _signed(sentences: tuple[bytes, ...]) -> tuple[tuple[int, int], ...]:
    """Return the bands of a caption, which is looked up and then kept."""
    values = signature(flat(sentences))
    return tuple(zip(values[::2], values[1::2], strict=True))


def _pairs(hashes: Iterable[bytes], family: int) -> Iterator[int]:
    """Yield a bucket for each two bytes of each hash."""
    for one in hashes:
        for at in range(0, len(one), 2):
            yield family | at << 16 | int.from_bytes(one[at : at + 2], "big")


def _decoded(raw: bytes) -> Trace:
    return msgspec.msgpack.decode(raw, type=Trace)

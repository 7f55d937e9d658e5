"""The ledger of accounts of a kept run: how many posts each has, and which sentences it uses again and again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from zlib import crc32

from rednote_lint.model import Post, Record
from rednote_lint.text.detect.secrets import with_secrets_masked
from rednote_lint.text.shingles import sentences

LEAST_WORDS = 6
"""Shingles that a sentence must have to be told: a greeting of a few characters is everybody's."""
_TABLE = (
    "CREATE TABLE used (account TEXT, sentence BLOB, said TEXT, posts INTEGER, PRIMARY KEY (account, sentence))"
    " WITHOUT ROWID"
)
_COUNT = "INSERT INTO used VALUES (?, ?, ?, 1) ON CONFLICT (account, sentence) DO UPDATE SET posts = posts + 1"
_MOST = "SELECT said, posts FROM used WHERE account = ? AND posts >= ? ORDER BY posts DESC, said, sentence LIMIT ?"


class Phrase(Record, frozen=True, kw_only=True):
    """A sentence that stands in several posts of an account."""

    text: str
    """As the first of them has it, without secrets."""
    posts: int


class Account(Record, frozen=True, kw_only=True):
    """What one account has in a run."""

    name: str
    """Empty for the posts that name none."""
    posts: int
    phrases: tuple[Phrase, ...] = ()
    """The most frequent first."""


def accounts(posts: Iterable[Post], *, least: int, most: int) -> Iterator[Account]:
    """Count the posts and the repeated sentences of each account, in the order of their names.

    Args:
        posts: of one run, one after the other; none is held.
        least: posts in which a sentence must stand.
        most: sentences that are told of an account.
    """
    counts: dict[str, int] = {}
    with closing(sqlite3.connect("", isolation_level=None)) as used:
        used.execute(_TABLE)
        used.execute("BEGIN")
        for post in posts:
            account = post.declared.account
            counts[account] = counts.get(account, 0) + 1
            body = post.body.text if post.body is not None else ""
            own = {hashes: said for said, hashes in sentences(body) if len(hashes) >= 4 * LEAST_WORDS}
            rows = [(account, _key(hashes), with_secrets_masked(said)) for hashes, said in own.items()]
            used.executemany(_COUNT, rows)
        for name in sorted(counts):
            found = used.execute(_MOST, (name, least, most)).fetchall()
            phrases = tuple(Phrase(text=said, posts=number) for said, number in found)
            yield Account(name=name, posts=counts[name], phrases=phrases)


def _key(hashes: bytes) -> bytes:
    """Return what stands for a long sentence."""
    return hashes[:64] + crc32(hashes).to_bytes(4, "big")

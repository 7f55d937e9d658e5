"""Rows as they are written: compressed, and read whether they are or not."""

from __future__ import annotations

import zlib

import pytest

from rednote_lint.store.rows import FactRow, row_of

LONG = "最佳".encode() * 300


def row(answer: bytes) -> FactRow:
    return FactRow(content="c", analyzer="a/1", answer=answer)


@pytest.mark.parametrize("answer", [b"", b"short", LONG, b"\x78" + LONG, zlib.compress(LONG)])
def test_an_answer_comes_back_as_it_was(answer: bytes) -> None:
    assert row_of("c", "a/1", row(answer).stored, row(answer).checksum) == row(answer)


def test_a_long_answer_takes_less_than_half() -> None:
    assert 2 * len(row(LONG).stored) < len(LONG)


@pytest.mark.parametrize("answer", [LONG, b"\x78" + LONG])
def test_what_an_older_version_wrote_uncompressed_is_read(answer: bytes) -> None:
    assert row_of("c", "a/1", answer, row(answer).checksum) == row(answer)


@pytest.mark.parametrize("at", [0, 1, 5, -1])
def test_a_damaged_answer_is_none(at: int) -> None:
    damaged = bytearray(row(LONG).stored)
    damaged[at] ^= 1
    assert row_of("c", "a/1", bytes(damaged), row(LONG).checksum) is None


@pytest.mark.parametrize("stored", [None, 7, "text"])
def test_what_is_no_answer_is_none(stored: object) -> None:
    assert row_of("c", "a/1", stored, row(b"").checksum) is None

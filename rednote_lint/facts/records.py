"""Stored facts of one file: reads earlier answers, collects new ones as rows for the driver to write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar, cast

import msgspec

from rednote_lint.model import Record
from rednote_lint.store import FactReader, FactRow

T = TypeVar("T")


class Found(Record, frozen=True):
    """An answer that was stored; it may be None."""

    answer: object


class FileRecords:
    """The stored facts about one content.

    Args:
        store: where earlier answers are read; None: there are none, and none are collected.
        content: gives the SHA-256 of the file, None for one that cannot be read; asked only with a store.
        recorded: the list that new rows are added to.
    """

    def __init__(self, store: FactReader | None, content: Callable[[], str | None], recorded: list[FactRow]) -> None:
        self._store = store
        self._content = content
        self._recorded = recorded

    def get(self, analyzer: str, result: object) -> Found | None:
        """Return the stored answer of an analyzer, decoded as `result`; None when there is none that can be read."""
        content = self._content() if self._store is not None else None
        raw = self._store.get(content, analyzer) if self._store is not None and content is not None else None
        if raw is None:
            return None
        try:
            return Found(msgspec.json.decode(raw, type=cast("type[object]", result)))
        except msgspec.MsgspecError:
            return None

    def put(self, analyzer: str, answer: object) -> None:
        """Collect an answer for the store."""
        content = self._content() if self._store is not None else None
        if content is not None:
            with contextlib.suppress(UnicodeEncodeError):  # Half a character from a file's tags cannot be stored.
                self._recorded.append(FactRow(content=content, analyzer=analyzer, answer=msgspec.json.encode(answer)))


NO_RECORDS = FileRecords(None, lambda: None, [])
"""Records of a run without a store."""

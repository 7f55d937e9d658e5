"""SQLite store of answers: facts by a file's content, results by everything that a post is made of."""

from __future__ import annotations

from rednote_lint.store.rows import FactReader, FactRow
from rednote_lint.store.store import Store, store_file
from rednote_lint.store.survey import Survey, clear, survey

__all__ = ["FactReader", "FactRow", "Store", "Survey", "clear", "store_file", "survey"]

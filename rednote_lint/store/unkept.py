"""A store that knows nothing and keeps nothing, for a process that only says what is to be stored elsewhere."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from rednote_lint.store.database import Broken
from rednote_lint.store.store import Store


class Unkept(Store):
    """Opens no file; what a driver is to store is told as with any other store."""

    def __init__(self) -> None:
        super().__init__(Path())

    def _open(self) -> sqlite3.Connection | Broken:
        return Broken.UNUSABLE

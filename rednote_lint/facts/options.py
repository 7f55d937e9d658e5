"""How facts are to be gathered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rednote_lint.model import Client, Record


class Options(Record, frozen=True, kw_only=True):
    """How facts are to be gathered, the same for every post of a run."""

    client: Client = Client.BOTH
    ocr: bool = True
    """False: text in pixels is not read, and the report says so."""
    cache: Path | None = None
    """Folder of the store of facts; None keeps nothing."""
    now: dt.datetime | None = None
    """The moment that schedules are compared with; None: the moment of asking."""

    def moment(self) -> dt.datetime:
        """Return the moment that schedules are compared with, in UTC."""
        return self.now or dt.datetime.now(dt.UTC)

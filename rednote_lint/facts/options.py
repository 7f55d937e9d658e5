"""Options of gathering facts."""

from __future__ import annotations

import datetime as dt

from rednote_lint.facts.digests import Digests
from rednote_lint.model import Client, Record
from rednote_lint.store import FactReader


class Options(Record, frozen=True, kw_only=True):
    """How facts are to be gathered, the same for every post of a run."""

    client: Client = Client.BOTH
    ocr: bool = True
    """False: text in pixels is not read, and the report says so."""
    media: bool = True
    """False: no medium is opened; the words of the post's own files are checked alone, and the report says so."""
    accounts: tuple[str, ...] = ()
    """The author's own accounts; what names one of them is nobody else's."""
    store: FactReader | None = None
    """Where facts of earlier runs are read; None: nothing is read, and no row is made to be kept."""
    digests: Digests | None = None
    """The digests of the files of the post at hand, where the caller has some; None: each is computed when asked."""
    budget: float | None = None
    """Seconds after which no more media of a post are analyzed; None: all are, however long it takes."""
    now: dt.datetime | None = None
    """The moment that schedules are compared with; None: the moment of asking."""

    def moment(self) -> dt.datetime:
        """Return the moment that schedules are compared with, in UTC."""
        return self.now or dt.datetime.now(dt.UTC)

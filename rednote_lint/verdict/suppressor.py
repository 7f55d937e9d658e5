"""The protocol of suppressors: what may set findings aside, and what may be wrong with that itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from rednote_lint.model import Bilingual, Finding, Location, Notice, Problem, Record, Rule, Skipped, SuppressedBy


class Judged(NamedTuple):
    """A finding, and the rule that found it."""

    finding: Finding
    rule: Rule


class Grounds(Record, frozen=True, kw_only=True):
    """Why a finding is set aside, and where that is written."""

    reason: str
    until: dt.date | None = None
    where: Location | None = None
    line: int | None = None
    column: int | None = None


class Suppressor(Protocol):
    """Sets findings of one post aside: directives, configuration, and whatever else keeps a list of what is known."""

    @property
    def by(self) -> SuppressedBy:
        """The name under which its findings stand in the report."""
        ...

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        """Say of each finding why it is set aside; None lets it stand.

        Called with the findings that no earlier suppressor set aside, in the order of the report; once with what
        rules found, and once with what is wrong with suppressions themselves.
        """
        ...

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return what is to be added to the message of a finding that stands; None for nothing."""
        ...

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield what is wrong with its entries, such as naming no rule; asked after all findings."""
        ...

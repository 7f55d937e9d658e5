"""The protocol of suppressors: what may set a finding aside, and what may be wrong with that itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rednote_lint.model import Bilingual, Finding, Notice, Problem, Rule, Skipped, SuppressedBy


class Suppressor(Protocol):
    """Sets findings of one post aside: directives, configuration, and whatever else keeps a list of what is known."""

    @property
    def by(self) -> SuppressedBy:
        """The name under which its findings stand in the report."""
        ...

    def reason(self, finding: Finding, rule: Rule) -> str | None:
        """Return why the finding is set aside; None lets it stand.

        Called once for each finding that no earlier suppressor set aside, in the order of the report, so that an
        implementation may count how often each of its entries was used.
        """
        ...

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return what is to be added to the message of a finding that stands; None for nothing."""
        ...

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield what is wrong with its entries (naming no rule, never used); asked after all findings."""
        ...

"""Outcome of a fix run as values: what was applied, refused and changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from rednote_lint.model import Bilingual, Fix, Location, MediaEdit, Record, Report, Severity, TextEdit


class Offer(Record, frozen=True, kw_only=True):
    """A fix, and what must be known of the finding that it answers."""

    code: str
    severity: Severity
    where: Location
    fix: Fix


class FixResult(Record, frozen=True, kw_only=True):
    """What became of one fix: the rule and the place of the finding that it answers."""

    code: str
    title: Bilingual
    where: Location


class Applied(FixResult, frozen=True, kw_only=True):
    """A fix that was carried out."""

    written: tuple[str, ...] = ()
    """The files that were written."""
    notes: tuple[Bilingual, ...] = ()
    """What a person should know about the result."""
    edits: tuple[TextEdit | MediaEdit, ...] = ()
    """What was carried out; several findings may have asked for the same."""


class Refused(FixResult, frozen=True, kw_only=True):
    """A fix that was not carried out, and why."""

    reason: Bilingual
    files: tuple[str, ...] = ()
    """The files that it would have edited."""
    is_failure: bool = False
    """Whether the file stood in the way, by itself or by a change of somebody else: the run then ends with 2."""


class Changed(Record, frozen=True, kw_only=True):
    """A text file before and after."""

    path: str
    before: str
    after: str


class FixOutcome(Record, frozen=True, kw_only=True):
    """Everything that came of fixing."""

    reports: tuple[Report, ...] = ()
    """The last check of every post."""
    applied: tuple[Applied, ...] = ()
    repairs: int = 0
    """How many repairs were carried out; findings that ask for the same one in one pass count once."""
    refused: tuple[Refused, ...] = ()
    changed: tuple[Changed, ...] = ()
    repaired: dict[str, str] = {}
    """The repaired file of each original."""
    passes: tuple[tuple[Offer, ...], ...] = ()
    """Of a preview: what each pass would carry out."""
    settled: bool = True
    """False: after the last pass there was still something to fix."""
    interrupted: bool = False
    """Ctrl-C came while posts were checked again; what was written before it is told."""


class Progress(Protocol):
    """Observer of work on media; the command line draws a progress bar from it."""

    def begin(self, path: str, title: Bilingual) -> None:
        """Work on a file begins."""

    def advance(self, share: float) -> None:
        """The share of the file that is done, from 0 to 1."""

    def end(self) -> None:
        """Work on the file has ended, well or not."""


class Unwatched:
    """Progress that nobody observes."""

    def begin(self, path: str, title: Bilingual) -> None:
        """Do nothing."""

    def advance(self, share: float) -> None:
        """Do nothing."""

    def end(self) -> None:
        """Do nothing."""


def repairs_in(done: Iterable[Applied]) -> int:
    """Count the repairs of one pass; those that several findings ask for count once."""
    return len({repr(one.edits) for one in done})


def refused(offer: Offer, reason: Bilingual, *, is_failure: bool = False) -> Refused:
    """Say that an offer was not taken, and why."""
    return Refused(
        code=offer.code,
        title=offer.fix.title,
        where=offer.where,
        reason=reason,
        files=tuple(dict.fromkeys(edit.path for edit in offer.fix.edits)),
        is_failure=is_failure,
    )


def applied(offer: Offer, written: Sequence[str], notes: Sequence[Bilingual] = ()) -> Applied:
    """Say that an offer was carried out."""
    return Applied(
        code=offer.code,
        title=offer.fix.title,
        where=offer.where,
        written=tuple(dict.fromkeys(written)),
        notes=tuple(notes),
        edits=offer.fix.edits,
    )

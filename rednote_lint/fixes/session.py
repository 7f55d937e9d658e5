"""Applies fixes in passes: takes what is allowed, writes it, lints again, until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from rednote_lint.fixes import texts
from rednote_lint.fixes.media import batch
from rednote_lint.fixes.outcome import Applied, Changed, Offer, Outcome, Progress, Refused, Unwatched
from rednote_lint.fixes.resolve import resolve
from rednote_lint.model import Finding, MediaEdit, Record, Report, Safety

PASSES = 3
"""A fix may make way for another that overlapped it; what three passes do not settle is two rules at odds."""
Relint = Callable[[Sequence[str]], Sequence[Report]]
"""Checks posts again, by their paths, and returns their reports."""


class FixOptions(Record, frozen=True, kw_only=True):
    """Options of a fix run: which fixes may be applied."""

    text: bool = True
    unsafe: bool = False
    media: bool = False
    in_place: bool = False
    """Repaired media take the names of the originals, which are kept as `name.orig.ext`."""
    ratio: str = ""
    """`crop`, `pad` or `blur`: takes the place of what rules name for a wrong ratio."""


class Result(Record, frozen=True, kw_only=True):
    """What came of one pass."""

    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()
    """Text fixes; a later pass may make up for them."""
    unrepaired: tuple[Refused, ...] = ()
    """Media fixes; each is tried once."""
    changed: tuple[Changed, ...] = ()
    written: tuple[Path, ...] = ()


def fix(reports: Sequence[Report], options: FixOptions, relint: Relint, watch: Progress | None = None) -> Outcome:
    """Fix posts, checking them again after each pass.

    Args:
        reports: of all posts that share files; posts of one table must come together.
        options: what may be done.
        relint: checks posts again.
        watch: is told how work on media goes on.

    Raises:
        UserError: a file could not be written; nothing of it was lost.
    """
    outcome, done, own = Outcome(reports=tuple(reports)), set[str](), set[Path]()
    unrepaired: tuple[Refused, ...] = ()
    for _ in range(PASSES):
        wanted = [offer for offer in offered(outcome.reports, options) if key_of(offer) not in done]
        result = carry_out(wanted, options, watch or Unwatched(), own=own)
        done |= {key_of(offer) for offer in wanted if _is_media(offer)}
        own |= set(result.written)
        unrepaired = (*unrepaired, *result.unrepaired)
        outcome = _joined(outcome, result, unrepaired)
        if not result.applied:
            return outcome
        outcome = msgspec.structs.replace(outcome, reports=_again(outcome.reports, result, relint))
    left = [offer for offer in offered(outcome.reports, options) if key_of(offer) not in done]
    return msgspec.structs.replace(outcome, settled=not left)


def preview(reports: Iterable[Report], options: FixOptions) -> Outcome:
    """Say what the first pass would do to text, and change nothing."""
    reports = tuple(reports)
    taken, refused = resolve(offered(reports, options))
    applied, bad, changed = texts.carry_out([offer for offer in taken if not _is_media(offer)], write=False)
    return Outcome(reports=reports, applied=tuple(applied), refused=(*refused, *bad), changed=tuple(changed))


def offered(reports: Iterable[Report], options: FixOptions) -> list[Offer]:
    """Return the fixes of findings that the options allow."""
    offers = [offer_of(finding) for report in reports for finding in report.findings if finding.fix]
    allowed = (offer for offer in offers if offer and _allowed(offer, options))
    return [batch.with_ratio(offer, options.ratio) for offer in allowed]


def offer_of(finding: Finding) -> Offer | None:
    """Return the fix of a finding with what must be known about it; None when it edits nothing."""
    if finding.fix is None or not finding.fix.edits:
        return None
    return Offer(code=finding.code, severity=finding.severity, where=finding.location, fix=finding.fix)


def carry_out(offers: Sequence[Offer], options: FixOptions, watch: Progress, *, own: set[Path] | None = None) -> Result:
    """Carry out one pass: media first, because text then names what was written.

    Args:
        offers: what is to be done.
        options: whether text may name repaired media, and where those go.
        watch: is told how work on media goes on.
        own: repaired files of earlier passes.

    Raises:
        UserError: a file could not be written; nothing of it was lost.
    """
    taken, refused = resolve(offers)
    media = [offer for offer in taken if _is_media(offer)]
    done = batch.carry_out(media, in_place=options.in_place, own=own or set(), watch=watch)
    pointers, nameless = batch.pointers(done, media, in_place=options.in_place) if options.text else ([], [])
    text = [offer for offer in taken if not _is_media(offer)]
    together, crossed = resolve([*text, *pointers])
    applied, bad, changed = texts.carry_out(together, write=True)
    return Result(
        applied=(*done.applied, *applied),
        refused=(*refused, *crossed, *bad),
        unrepaired=(*done.refused, *nameless),
        changed=tuple(changed),
        written=tuple(done.replaced.values()),
    )


def key_of(offer: Offer) -> str:
    """Identify the edits of an offer, so that a media operation is not done twice in one run."""
    return repr(offer.fix.edits)


def _allowed(offer: Offer, options: FixOptions) -> bool:
    if offer.fix.safety is Safety.MANUAL or (offer.fix.safety is Safety.UNSAFE and not options.unsafe):
        return False
    return options.media if _is_media(offer) else options.text


def _is_media(offer: Offer) -> bool:
    return any(isinstance(edit, MediaEdit) for edit in offer.fix.edits)


def _joined(outcome: Outcome, result: Result, unrepaired: tuple[Refused, ...]) -> Outcome:
    """Add a pass; the refusal of a text fix counts only while it stands, for a later pass may make up for it."""
    befores = {change.path: change.before for change in (*result.changed, *outcome.changed)}
    afters = {change.path: change.after for change in (*outcome.changed, *result.changed)}
    changed = tuple(Changed(path=path, before=befores[path], after=afters[path]) for path in befores)
    return msgspec.structs.replace(
        outcome,
        applied=(*outcome.applied, *result.applied),
        refused=(*unrepaired, *result.refused),
        changed=changed,
    )


def _again(reports: Sequence[Report], result: Result, relint: Relint) -> tuple[Report, ...]:
    """Check again the posts that speak of a file that was edited: places in it have moved."""
    edited = {change.path for change in result.changed} | {applied.where.path for applied in result.applied}
    stale = [report.path for report in reports if edited & _files_of(report)]
    new = {report.path: report for report in relint(stale)}
    return tuple(new.get(report.path, report) for report in reports)


def _files_of(report: Report) -> set[str]:
    findings = (*report.findings, *(entry.finding for entry in report.suppressed))
    return {report.path, *(finding.location.path for finding in findings)}

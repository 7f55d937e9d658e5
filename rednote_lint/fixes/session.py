"""Applies fixes in passes: takes what is allowed, writes it, lints again, until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from rednote_lint.fixes import texts
from rednote_lint.fixes.composed import composed
from rednote_lint.fixes.media import batch
from rednote_lint.fixes.outcome import Applied, Changed, FixOutcome, Offer, Progress, Refused, Unwatched, repairs_in
from rednote_lint.fixes.plan import Plan, planned
from rednote_lint.fixes.resolve import resolve
from rednote_lint.interrupts import Interrupts
from rednote_lint.media.hashing import sha256_of
from rednote_lint.model import Bilingual, Finding, MediaEdit, Record, Report, Safety, Skipped, SourceFile

_NOTHING_LEFT = Bilingual(
    en="nothing is left of this post after the fixes: delete its row", zh="修复之后这篇笔记已没有内容：删除这一行"
)
PASSES = 3
"""A fix may make way for another that overlapped it; what three passes do not settle is two rules at odds."""
Relint = Callable[[Sequence[str], Mapping[str, str]], Sequence[Report]]
"""Checks posts again, by their paths, and returns their reports; is told the new names of media that were replaced."""
Recheck = Callable[[Sequence[str], Mapping[str, str]], Sequence[Report]]
"""Does so with texts that stand in place of files: path -> text."""


Configurations = Callable[[], Sequence[Report]]
"""Says what is wrong with the configurations; asked when no post is to be checked any more."""


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
    replaced: dict[Path, Path] = {}
    """The repaired file of each original."""


def fix(
    reports: Sequence[Report],
    options: FixOptions,
    relint: Relint,
    watch: Progress | None = None,
    *,
    configurations: Configurations = tuple,
    interrupts: Interrupts | None = None,
) -> FixOutcome:
    """Fix posts, checking them again after each pass, and then the configurations.

    Args:
        reports: of all posts that share files; posts of one table must come together.
        options: what may be done.
        relint: checks posts again.
        watch: is told how work on media goes on.
        configurations: what is wrong with them.
        interrupts: holds Ctrl-C back, until the caller has told what was done.
    """
    own: dict[Path, Path] = {}
    with interrupts or Interrupts() as ctrl_c:

        def once(offers: Sequence[Offer]) -> Result:
            result = carry_out(offers, options, watch or Unwatched(), own=own, interrupts=ctrl_c)
            own.update(result.replaced)
            return result

        outcome = _in_passes(FixOutcome(reports=tuple(reports)), options, once, relint, ctrl_c)
        if not (outcome.interrupted or ctrl_c.asked):
            outcome = _with_configurations(outcome, configurations(), options, once)
    if ctrl_c.asked:
        outcome = msgspec.structs.replace(outcome, interrupted=True)
    return msgspec.structs.replace(outcome, repaired=_followed(own))


def preview(
    reports: Iterable[Report],
    options: FixOptions,
    recheck: Recheck,
    reader: texts.Read = texts.read,
    configurations: Configurations = tuple,
) -> FixOutcome:
    """Say what all passes would do to text, and change nothing.

    Args:
        reports: as for `fix`.
        options: what may be done; media are left alone.
        recheck: checks posts again, with the texts that the passes before would have left.
        reader: reads a file by its name; what comes through standard input lies nowhere.
        configurations: as for `fix`.
    """
    now: dict[str, str] = {}
    passes: list[tuple[Offer, ...]] = []

    def once(offers: Sequence[Offer]) -> Result:
        taken, refused = resolve(offers)
        applied, bad, changed = texts.carry_out(taken, write=False, reader=lambda path: _as_left(path, now, reader))
        left = {(refusal.code, refusal.where, refusal.title) for refusal in bad}
        passes.append(tuple(offer for offer in taken if (offer.code, offer.where, offer.fix.title) not in left))
        now.update({change.path: change.after for change in changed})
        return Result(applied=tuple(applied), refused=(*refused, *bad), changed=tuple(changed))

    only_text = msgspec.structs.replace(options, media=False)
    with Interrupts() as ctrl_c:
        again: Relint = lambda stale, _: recheck(stale, now)  # noqa: E731
        outcome = _in_passes(FixOutcome(reports=tuple(reports)), only_text, once, again, ctrl_c)
        if not (outcome.interrupted or ctrl_c.asked):
            outcome = _with_configurations(outcome, configurations(), only_text, once)
    if ctrl_c.asked:
        outcome = msgspec.structs.replace(outcome, interrupted=True)
    return msgspec.structs.replace(outcome, passes=tuple(passes))


def plan_of(
    reports: Sequence[Report], options: FixOptions, recheck: Recheck, configurations: Configurations = tuple
) -> tuple[Plan, tuple[Refused, ...]]:
    """Make the plan of everything that `fix` would do, and say what cannot be done.

    Raises:
        UserError: a file cannot be read.
    """
    result = preview(reports, options, recheck, configurations=configurations)
    media, crossed = resolve(offer for offer in offered(reports, options) if _is_media(offer))
    texts_now = {change.path: change.before for change in result.changed}
    fixes = (*media, *composed(result.passes, texts_now))
    return planned(fixes), (*crossed, *result.refused)


def _in_passes(
    outcome: FixOutcome,
    options: FixOptions,
    once: Callable[[Sequence[Offer]], Result],
    relint: Relint,
    ctrl_c: Interrupts,
) -> FixOutcome:
    """Take what is allowed, carry it out, check again; files that failed are left alone from then on."""
    done, failed = set[str](), dict[Refused, None]()
    for _ in range(PASSES):
        wanted = _wanted(outcome.reports, options, done, failed)
        result = once(wanted)
        done |= {key_of(offer) for offer in wanted if _is_media(offer)}
        failed |= dict.fromkeys(refusal for refusal in result.refused if refusal.is_failure)
        failed |= dict.fromkeys(result.unrepaired)
        outcome = _joined(outcome, result, failed)
        try:
            with ctrl_c.let_through():
                outcome = msgspec.structs.replace(outcome, reports=_again(outcome.reports, result, relint))
        except KeyboardInterrupt:
            return msgspec.structs.replace(outcome, interrupted=True)
        if not result.applied:
            return outcome
    return msgspec.structs.replace(outcome, settled=not _wanted(outcome.reports, options, done, failed))


def _with_configurations(
    outcome: FixOutcome, reports: Sequence[Report], options: FixOptions, once: Callable[[Sequence[Offer]], Result]
) -> FixOutcome:
    """Add a pass over the configurations: what it takes out changes no finding of a post."""
    wanted = offered(reports, options)
    return _joined(outcome, once(wanted), dict.fromkeys(outcome.refused)) if wanted else outcome


def _wanted(reports: Iterable[Report], options: FixOptions, done: set[str], failed: Iterable[Refused]) -> list[Offer]:
    closed = {path for refusal in failed if refusal.is_failure for path in refusal.files}
    offers = (offer for offer in offered(reports, options) if key_of(offer) not in done)
    return [offer for offer in offers if not closed & {edit.path for edit in offer.fix.edits}]


def _as_left(path: str, now: Mapping[str, str], reader: texts.Read) -> SourceFile | Bilingual:
    """Read a file as the passes before would have left it."""
    if path not in now:
        return reader(path)
    return SourceFile(path=path, text=now[path])


def offered(reports: Iterable[Report], options: FixOptions) -> list[Offer]:
    """Return the fixes of findings that the options allow."""
    offers = [offer_of(finding) for report in reports for finding in report.findings if finding.fix]
    allowed = (offer for offer in offers if offer and _allowed(offer, options))
    hashes: dict[str, str] = {}
    return [_hashed(batch.with_ratio(offer, options.ratio), hashes) for offer in allowed]


def offer_of(finding: Finding) -> Offer | None:
    """Return the fix of a finding with what must be known about it; None when it edits nothing."""
    if finding.fix is None or not finding.fix.edits:
        return None
    return Offer(code=finding.code, severity=finding.severity, where=finding.location, fix=finding.fix)


def carry_out(
    offers: Sequence[Offer],
    options: FixOptions,
    watch: Progress,
    *,
    own: Mapping[Path, Path] | None = None,
    interrupts: Interrupts | None = None,
) -> Result:
    """Carry out one pass: media first, because text then names what was written.

    Args:
        offers: what is to be done.
        options: whether text may name repaired media, and where those go.
        watch: is told how work on media goes on.
        own: repaired files of earlier passes, by their originals.
        interrupts: holds Ctrl-C back.
    """
    with interrupts or Interrupts() as ctrl_c:
        return _carried_out(offers, options, watch, own or {}, ctrl_c)


def _carried_out(
    offers: Sequence[Offer], options: FixOptions, watch: Progress, own: Mapping[Path, Path], ctrl_c: Interrupts
) -> Result:
    taken, refused = resolve(offers)
    media = [offer for offer in taken if _is_media(offer)]
    done = batch.carry_out(media, in_place=options.in_place, own=set(own.values()), watch=watch, ctrl_c=ctrl_c)
    pointers, nameless = batch.pointers(done, media, in_place=options.in_place) if options.text else ([], [])
    text = [offer for offer in taken if not _is_media(offer)]
    together, crossed = resolve([*text, *pointers])
    applied, bad, changed = texts.carry_out(together, write=True, interrupts=ctrl_c)
    return Result(
        applied=(*done.applied, *applied),
        refused=(*refused, *crossed, *bad),
        unrepaired=(*done.refused, *nameless),
        changed=tuple(changed),
        replaced=done.replaced,
    )


def key_of(offer: Offer) -> str:
    """Identify the edits of an offer, so that a media operation is not done twice in one run, in place or not."""
    edits = (
        msgspec.structs.replace(edit, sha256="") if isinstance(edit, MediaEdit) else edit for edit in offer.fix.edits
    )
    return repr(tuple(edits))


def _hashed(offer: Offer, hashes: dict[str, str]) -> Offer:
    """Note the content that media repairs are meant for, so that a file that changes until then is left alone."""
    if not _is_media(offer):
        return offer
    edits = tuple(
        msgspec.structs.replace(edit, sha256=_digest(edit.path, hashes)) if isinstance(edit, MediaEdit) else edit
        for edit in offer.fix.edits
    )
    return msgspec.structs.replace(offer, fix=msgspec.structs.replace(offer.fix, edits=edits))


def _digest(path: str, hashes: dict[str, str]) -> str:
    if path not in hashes:
        try:
            hashes[path] = sha256_of(path)
        except OSError:  # The repair reads it again and says why it cannot.
            hashes[path] = ""
    return hashes[path]


def _followed(replaced: Mapping[Path, Path]) -> dict[str, str]:
    """Return the last file in the chain of repairs of each original."""
    ends = {}
    for original in replaced:
        if original in replaced.values() and replaced[original] != original:
            continue
        last = original
        while last in replaced and replaced[last] != last:
            last = replaced[last]
        ends[str(original)] = str(last)
    return ends


def _allowed(offer: Offer, options: FixOptions) -> bool:
    if offer.fix.safety is Safety.MANUAL or (offer.fix.safety is Safety.UNSAFE and not options.unsafe):
        return False
    return options.media if _is_media(offer) else options.text


def _is_media(offer: Offer) -> bool:
    return any(isinstance(edit, MediaEdit) for edit in offer.fix.edits)


def _joined(outcome: FixOutcome, result: Result, failed: Iterable[Refused]) -> FixOutcome:
    """Add a pass; a refusal that made way for another fix counts only while it stands, a later pass may make it up."""
    befores = {change.path: change.before for change in (*result.changed, *outcome.changed)}
    afters = {change.path: change.after for change in (*outcome.changed, *result.changed)}
    changed = tuple(Changed(path=path, before=befores[path], after=afters[path]) for path in befores)
    return msgspec.structs.replace(
        outcome,
        applied=(*outcome.applied, *result.applied),
        repairs=outcome.repairs + repairs_in(result.applied),
        refused=tuple(dict.fromkeys((*failed, *result.refused))),
        changed=changed,
    )


def _again(reports: Sequence[Report], result: Result, relint: Relint) -> tuple[Report, ...]:
    """Check again the posts that speak of a file that was edited, by us or by somebody else: places have moved."""
    edited = {change.path for change in result.changed}
    edited |= {path for done in result.applied for path in (done.where.path, *done.written)}
    edited |= {path for left in (*result.refused, *result.unrepaired) if left.is_failure for path in left.files}
    shifted = {change.path for change in result.changed if change.before.count("\n") != change.after.count("\n")}
    stale = [report for report in reports if edited & _files_of(report) or _table_of(report) in shifted]
    if not stale:
        return tuple(reports)
    renamed = {str(old): str(new) for old, new in result.replaced.items() if old != new}
    new = relint([report.path for report in stale], renamed)
    answers = _matched(stale, new, renamed)
    return tuple(answers.get(report.path, report) for report in reports)


def _matched(stale: Sequence[Report], new: Sequence[Report], renamed: Mapping[str, str]) -> dict[str, Report]:
    """Pair each post with its new report: rows of a table by order, media by their new names."""
    answers = {report.path: report for report in new}
    answers |= {old: answers[name] for old, name in renamed.items() if old not in answers and name in answers}
    matched = {report.path: answers.get(report.path, _gone(report)) for report in stale}
    for table in {_table_of(report) for report in stale} - {""}:
        before = [report for report in stale if _table_of(report) == table]
        after = [report for report in new if _table_of(report) == table]
        if len(before) == len(after):
            matched |= {old.path: now for old, now in zip(before, after, strict=True)}
    return matched


def _gone(report: Report) -> Report:
    """Make the report of a post of which fixes have left nothing, such as a row that is empty now."""
    return Report(path=report.path, id=report.id, skipped=(Skipped(what=report.path, reason=_NOTHING_LEFT),))


def _table_of(report: Report) -> str:
    """Return the table that a post is a row of; empty for other posts."""
    table, _, line = report.path.rpartition(":")
    return table if line.isdecimal() else ""


def _files_of(report: Report) -> set[str]:
    findings = (*report.findings, *(entry.finding for entry in report.suppressed))
    media = (asset.path for asset in report.assets)
    return {report.path, *media, *(finding.location.path for finding in findings)}

"""What is said on stderr about fixes: what was done, what was not and why, how the repaired copies are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from rednote_lint.model import Report, Severity
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.run.outcome import Outcome
from rednote_lint.verdict import NEVER

if TYPE_CHECKING:
    from rednote_lint.fixes.outcome import FixOutcome, Refused

_SHOWN = 3
"""Names in a line; the others are counted."""


def tell(outcome: FixOutcome, language: str, *, show: bool) -> None:
    """Say what was done, and everything that was not and why; equal reasons are one line."""
    labels = phrases(language)
    for done in outcome.applied if show else ():
        written = f" -> {', '.join(done.written)}" if done.written else ""
        _say(f"{labels.fix_done} {done.code} {done.where.path}{labels.colon}{done.title.pick(language)}{written}")
    notes: dict[str, list[str]] = {}
    for path, note in sorted(
        {(done.where.path, note.pick(language)) for done in outcome.applied for note in done.notes}
    ):
        notes.setdefault(note, []).append(path)
    for note, paths in notes.items():
        _say(f"{labels.fix_note} {_listed(paths, labels)}{labels.colon}{note}")
    for line in _refusals(outcome.refused, language):
        _say(f"{labels.fix_left} {line}")
    _say(labels.fix_sums.format(fixed=outcome.repairs, left=len(outcome.refused)))
    if not outcome.settled:
        from rednote_lint.fixes.session import PASSES

        _say(labels.fix_unsettled.format(passes=PASSES))


def tell_refused(refused: Iterable[Refused], language: str) -> None:
    """Say what cannot be fixed, and why."""
    for line in _refusals(refused, language):
        _say(f"{phrases(language).fix_left} {line}")


def tell_plan(fixes: int, left: int, path: str, language: str) -> None:
    """Say what a plan holds."""
    labels = phrases(language)
    _say(labels.number(labels.plan, fixes, path=path) + (labels.plan_left_out.format(count=left) if left else ""))


def tell_problems(reports: Iterable[Report], language: str) -> bool:
    """Say what could not be read; return whether there was anything."""
    found = [problem for report in reports for problem in report.problems]
    for problem in found:
        place = f"{problem.where.path}:{problem.line}: " if problem.where and problem.line else ""
        remedy = f" {problem.remedy.pick(language)}" if problem.remedy else ""
        _say(f"{phrases(language).fix_unread} {place}{problem.message.pick(language)}.{remedy}")
    return bool(found)


def tell_copies(repaired: Mapping[str, str], outcomes: Sequence[Outcome], language: str) -> None:
    """Say in one line how the repaired files are.

    Args:
        repaired: the repaired file of each original.
        outcomes: checks of the posts that hold the repaired files.
        language: `en` or `zh`.
    """
    labels = phrases(language)
    copies = sorted(set(repaired.values()))
    unready = {copy: codes for copy in copies if (codes := _codes(copy, outcomes))}
    unchecked = [copy for copy in copies if copy not in unready and not _is_checked(copy, outcomes)]
    ready = len(copies) - len(unready) - len(unchecked)
    parts = [labels.copies_ready.format(count=ready)] if ready or not copies else []
    if unready:
        names = [f"{copy} {' '.join(codes)}" for copy, codes in unready.items()]
        parts.append(labels.copies_unready.format(count=len(unready), names=_listed(names, labels)))
    if unchecked:
        parts.append(labels.copies_unchecked.format(count=len(unchecked), names=_listed(unchecked, labels)))
    _say(labels.number(labels.copies, len(copies), parts=labels.comma.join(parts)))


def _codes(copy: str, outcomes: Sequence[Outcome]) -> list[str]:
    """Return the rules that keep a file from being ready, as its post's configuration counts."""
    codes = [
        finding.code
        for outcome in outcomes
        for finding in outcome.report.findings
        if finding.location.path == copy and finding.severity.rank >= _threshold(outcome).rank
    ]
    return list(dict.fromkeys(codes))


def _threshold(outcome: Outcome) -> Severity:
    return Severity.ERROR if outcome.fail_on == NEVER else Severity(outcome.fail_on)


def _is_checked(copy: str, outcomes: Sequence[Outcome]) -> bool:
    about = [outcome.report for outcome in outcomes if any(asset.path == copy for asset in outcome.report.assets)]
    skipped = {skip.where.path if skip.where else skip.what for report in about for skip in report.skipped}
    return bool(about) and copy not in skipped


def _refusals(refused: Iterable[Refused], language: str) -> list[str]:
    labels = phrases(language)
    groups: dict[str, list[Refused]] = {}
    for left in refused:
        groups.setdefault(left.reason.pick(language), []).append(left)
    lines = []
    for reason, group in groups.items():
        codes = Counter(left.code for left in group)
        counted = [f"{code} ×{count}" if count > 1 else code for code, count in codes.items()]
        paths = list(dict.fromkeys(left.where.path for left in group))
        titles = list(dict.fromkeys(left.title.pick(language) for left in group))
        title = f"{titles[0]}{labels.colon}" if len(titles) == 1 else ""
        lines.append(f"{', '.join(counted)} {_listed(paths, labels)}{labels.colon}{title}{reason}")
    return lines


def _listed(names: Sequence[str], labels: Phrases) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else shown + labels.fix_more.format(count=len(names) - _SHOWN)


def _say(line: str) -> None:
    click.echo(line, err=True)

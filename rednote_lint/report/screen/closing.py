"""The last lines of a report on the screen: what was not checked, and the sums."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.model import Gathered, Severity, Summary
from rednote_lint.report.phrases import Phrases, phrases
from rednote_lint.report.screen.paint import Piece, Role

NAMES_SHOWN = 8
"""More rules or assets than this are summed up as "and more"."""

Line = tuple[Piece, ...]


def gathered(group: Gathered, language: str, labels: Phrases) -> str:
    """Return what was not checked, or is to be known, for one reason, and that reason."""
    names = labels.listed.join(group.names[:NAMES_SHOWN])
    if len(group.names) > NAMES_SHOWN:
        names += labels.and_more
    if group.times > len(group.names):
        posts = labels.number(labels.in_posts, group.posts)
        names += labels.bracketed(labels.number(labels.times, group.times, posts=posts))
    return f"{names}{labels.colon}{group.reason.pick(language)}"


def asides(summary: Summary, labels: Phrases) -> list[str]:
    """Return what else is to be said of the findings: suppressed, hidden, problems."""
    parts = [
        *([labels.number(labels.suppressed, summary.suppressed)] if summary.suppressed else []),
        *([unshown(summary, labels)] if summary.hidden else []),
        *([labels.number(labels.problems, summary.problems)] if summary.problems else []),
    ]
    return [labels.comma.join(parts)] if parts else []


def closing(summary: Summary, language: str) -> Iterator[Line]:
    """Yield the lines that say what was not checked and why, then the one that sums up."""
    labels = phrases(language)
    for group in summary.not_checked:
        text = labels.colon + gathered(group, language, labels)
        yield ((labels.not_checked, Role.WARNING), (text, Role.PLAIN))
    for group in summary.notices:
        yield ((labels.notice, Role.INFO), (labels.colon + gathered(group, language, labels), Role.PLAIN))
    yield from sums(summary, labels)


def sums(summary: Summary, labels: Phrases) -> Iterator[Line]:
    """Yield the lines that sum up."""
    yield (_verdict(summary, labels),)
    if summary.interrupted:
        yield (interruption(summary, labels),)
    for aside in asides(summary, labels):
        yield ((aside, Role.LABEL),)


def interruption(summary: Summary, labels: Phrases) -> Piece:
    """Return the sentence that says that Ctrl-C ended the run early."""
    posts = labels.number(labels.in_posts, summary.posts)
    return labels.interrupted.format(posts=posts), Role.WARNING


def unshown(summary: Summary, labels: Phrases) -> str:
    """Return how many findings are not shown, and below which severity they are."""
    return labels.number(labels.hidden, summary.hidden, severity=labels.severity[summary.hidden_below])


def _verdict(summary: Summary, labels: Phrases) -> Piece:
    posts = labels.number(labels.in_posts, summary.posts)
    if summary.findings:
        role = Role.ERROR if summary.errors else Role.WARNING if summary.warnings else Role.INFO
        return labels.found.format(counts=counts(summary, labels), posts=posts), role
    if not summary.posts:
        return labels.nothing, Role.WARNING
    if summary.unread == summary.posts:
        return labels.all_unread, Role.WARNING
    if summary.skipped or summary.problems:
        return labels.unsure.format(posts=posts), Role.WARNING
    return labels.clean.format(posts=posts), Role.GOOD


def counts(summary: Summary, labels: Phrases) -> str:
    """Return the numbers per severity in words, without the zeros."""
    numbers = ((Severity.ERROR, summary.errors), (Severity.WARNING, summary.warnings), (Severity.INFO, summary.infos))
    return labels.listed.join(labels.number(labels.counted[severity], n) for severity, n in numbers if n)

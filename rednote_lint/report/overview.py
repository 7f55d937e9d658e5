"""What comes of many posts: how many are ready, the most frequent causes, the worst posts, the next command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import nlargest

from rednote_lint.model import Record, Report, Safety, Severity
from rednote_lint.report.causes import Cause, of_severity
from rednote_lint.report.layout import Page
from rednote_lint.report.paint import Role
from rednote_lint.report.phrases import Phrases

TOP = 5
"""Causes and posts that are named."""


class _Post(Record, frozen=True):
    path: str
    errors: int
    others: int

    @property
    def weight(self) -> tuple[int, int]:
        return self.errors, self.others


class Overview:
    """Counts posts and causes while they are written.

    Args:
        labels: the words of the report's language.
        language: `en` or `zh`.
    """

    def __init__(self, labels: Phrases, language: str) -> None:
        self._labels = labels
        self._language = language
        self._ready = self._unchecked = self._blocked = 0
        self._causes: Counter[str] = Counter()
        self._titles: dict[str, str] = {}
        self._severities: dict[str, Severity] = {}
        self._worst: list[_Post] = []
        self._first: str = ""
        self._fixable: set[str] = set()

    def add(self, report: Report, causes: Sequence[Cause]) -> None:
        """Count one post and the causes of it that are shown."""
        errors = len(of_severity(causes, Severity.ERROR))
        if errors and not report.problems:
            self._blocked += 1
        elif report.problems or report.skipped:
            self._unchecked += 1
        else:
            self._ready += 1
        for cause in causes:
            self._count(cause)
        if causes:
            self._worst = nlargest(TOP, [*self._worst, _Post(report.path, errors, len(causes) - errors)], _weight)
        self._note_fixes(report)

    def _count(self, cause: Cause) -> None:
        code = cause.lead.code
        self._causes[code] += 1
        self._titles.setdefault(code, (cause.lead.title or cause.lead.message).pick(self._language))
        self._severities[code] = cause.lead.severity
        self._first = self._first or code

    def _note_fixes(self, report: Report) -> None:
        fixes = [finding.fix for finding in report.findings if finding.fix is not None]
        if any(fix.safety is Safety.SAFE for fix in fixes):
            self._fixable.add(report.path)

    def write(self, page: Page) -> None:
        """Write the sums of a batch."""
        labels = self._labels
        sums = (
            (labels.sum_ready.format(n=self._ready), Role.GOOD),
            (labels.sum_blocked.format(n=self._blocked), Role.ERROR if self._blocked else Role.LABEL),
            (labels.sum_unchecked.format(n=self._unchecked), Role.WARNING if self._unchecked else Role.LABEL),
        )
        page.row(sums)
        page.rule()
        graver = [(code, n) for code, n in self._causes.items() if self._severities[code] is not Severity.INFO]
        top = nlargest(TOP, graver, key=lambda item: (self._severities[item[0]].rank, item[1]))
        for code, posts in top:
            counted = labels.number(labels.in_posts, posts)
            page.ends(("  ", Role.PLAIN), f"{self._titles[code]}{labels.bracketed(counted)}", code, indent=2)
        worst = [post for post in self._worst if post.errors]
        if worst and self._ready + self._blocked + self._unchecked > TOP:
            names = labels.listed.join(f"{post.path} ({post.errors})" for post in worst)
            page.hanging((f"{labels.worst}{labels.colon}", Role.LABEL), names, indent=2)

    def next_command(self) -> str:
        """Return the commands that lead on: repair what is safe, explain the gravest rule; empty when all is well."""
        labels = self._labels
        parts = [
            *([labels.next_fix] if self._fixable else []),
            *([labels.next_why.format(code=self._gravest())] if self._first else []),
        ]
        return " · ".join(parts)

    def _gravest(self) -> str:
        return max(self._severities, key=lambda code: self._severities[code].rank)


def _weight(post: _Post) -> tuple[int, int]:
    return post.weight

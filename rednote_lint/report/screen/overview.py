"""What comes of many posts: how many are ready, the most frequent causes, the worst posts, the next command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from heapq import nlargest
from time import monotonic

from rednote_lint.model import MediaEdit, Record, Report, Safety, Severity
from rednote_lint.report.phrases import Phrases
from rednote_lint.report.screen.causes import Cause, of_severity
from rednote_lint.report.screen.layout import Page
from rednote_lint.report.screen.paint import Role

TOP = 5
"""Causes and posts that are named in full; of other causes the code and the number of posts."""
ACCOUNTS = 20
"""Accounts that have a line of their own; the others are summed up in one."""


class _State(Enum):
    READY = "ready"
    BLOCKED = "blocked"
    UNCHECKED = "unchecked"


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
        self._states: Counter[_State] = Counter()
        self._accounts: dict[str, Counter[_State]] = {}
        self._started = monotonic()
        self._causes: Counter[str] = Counter()
        self._titles: dict[str, str] = {}
        self._severities: dict[str, Severity] = {}
        self._worst: list[_Post] = []
        self._has_safe_edits = False
        self._has_safe_media = False

    def add(self, report: Report, causes: Sequence[Cause], account: str = "") -> None:
        """Count one post, the causes of it that are shown, and the account that it is meant for."""
        errors = len(of_severity(causes, Severity.ERROR))
        state = _state(report, errors)
        self._states[state] += 1
        self._accounts.setdefault(account, Counter())[state] += 1
        for cause in causes:
            self._count(cause)
        if causes:
            self._worst = nlargest(TOP, [*self._worst, _Post(report.path, errors, len(causes) - errors)], _weight)
        self._note_fixes(report)

    def note(self, causes: Sequence[Cause]) -> None:
        """Note the causes of a configuration file, which is no post and has a block of its own."""
        for cause in causes:
            self._severities[cause.lead.code] = cause.lead.severity

    def _count(self, cause: Cause) -> None:
        code = cause.lead.code
        self._causes[code] += 1
        self._titles.setdefault(code, (cause.lead.title or cause.lead.message).pick(self._language))
        self._severities[code] = cause.lead.severity

    def _note_fixes(self, report: Report) -> None:
        for finding in report.findings:
            if finding.fix is not None and finding.fix.safety is Safety.SAFE:
                about_media = any(isinstance(edit, MediaEdit) for edit in finding.fix.edits)
                self._has_safe_media |= about_media
                self._has_safe_edits |= not about_media

    def write(self, page: Page) -> None:
        """Write the sums of a batch."""
        labels = self._labels
        ready, blocked, unchecked = (self._states[state] for state in _State)
        sums = [
            (labels.sum_ready.format(n=ready), Role.GOOD),
            (labels.sum_blocked.format(n=blocked), Role.ERROR if blocked else Role.LABEL),
            (labels.sum_unchecked.format(n=unchecked), Role.WARNING if unchecked else Role.LABEL),
        ]
        if page.is_watched:
            # Files and pipes get the same bytes from the same input.
            sums.append((labels.time_taken.format(time=clock(monotonic() - self._started)), Role.LABEL))
        page.row(sums)
        page.rule()
        graver = [(code, n) for code, n in self._causes.items() if self._severities[code] is not Severity.INFO]
        top = nlargest(TOP, graver, key=lambda item: (self._severities[item[0]].rank, item[1]))
        for code, posts in top:
            counted = labels.number(labels.in_posts, posts)
            page.ends(("  ", Role.PLAIN), f"{self._titles[code]}{labels.bracketed(counted)}", code, indent=2)
        others = sorted(set(graver) - set(top), key=lambda item: (-self._severities[item[0]].rank, -item[1], item[0]))
        if others:
            told = labels.listed.join(f"{code}{labels.bracketed(str(posts))}" for code, posts in others)
            page.labelled((f"{labels.other_rules}{labels.colon}", Role.LABEL), told, indent=2)
        worst = [post for post in self._worst if post.errors]
        if worst and self._states.total() > TOP:
            names = labels.listed.join(f"{post.path}{labels.bracketed(str(post.errors))}" for post in worst)
            page.labelled((f"{labels.worst}{labels.colon}", Role.LABEL), names, indent=2)
        if len(self._accounts) > 1:
            ranked = sorted(self._accounts.items(), key=lambda item: -item[1][_State.BLOCKED])
            for account, states in ranked[:ACCOUNTS]:
                self._account(page, account or labels.no_account, states)
            if ranked[ACCOUNTS:]:
                rest = sum((states for _, states in ranked[ACCOUNTS:]), Counter[_State]())
                self._account(page, labels.more_accounts.format(n=len(ranked) - ACCOUNTS), rest)

    def small_things(self) -> str:
        """Return what hardly matters, each cause with the number of its posts; empty when there is nothing."""
        small = [(code, n) for code, n in self._causes.items() if self._severities[code] is Severity.INFO]
        return " · ".join(
            self._titles[code] + self._labels.bracketed(self._labels.number(self._labels.in_posts, posts))
            for code, posts in sorted(small, key=lambda item: -item[1])
        )

    def _account(self, page: Page, name: str, states: Counter[_State]) -> None:
        ready, blocked, unchecked = (states[state] for state in _State)
        text = self._labels.account_sums.format(account=name, ready=ready, blocked=blocked, unchecked=unchecked)
        page.hanging(("  ", Role.PLAIN), text, indent=2)

    def next_command(self) -> str:
        """Return the commands that lead on: repair what is safe, explain the gravest rule; empty when all is well."""
        labels = self._labels
        parts = [
            *([labels.next_fix] if self._has_safe_edits else []),
            *([labels.next_fix_media] if self._has_safe_media and not self._has_safe_edits else []),
            *([labels.next_why.format(code=self._gravest())] if self._severities else []),
        ]
        return " · ".join(parts)

    def _gravest(self) -> str:
        return max(self._severities, key=lambda code: self._severities[code].rank)


def _state(report: Report, errors: int) -> _State:
    if errors and not report.problems:
        return _State.BLOCKED
    return _State.UNCHECKED if report.problems or report.skipped else _State.READY


def clock(seconds: float) -> str:
    """Return a length of time as `0:07` or `1:02:30`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _weight(post: _Post) -> tuple[int, int]:
    return post.weight

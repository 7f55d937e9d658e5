"""The configuration as a suppressor: its per-path ignores, and its suppressions, which have reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from rednote_lint.model import (
    Bilingual,
    Directive,
    FaultySuppression,
    Finding,
    Notice,
    Problem,
    Rule,
    Skipped,
    SuppressedBy,
)
from rednote_lint.verdict.directives import Directives
from rednote_lint.verdict.suppressor import Grounds, Judged

_KEY = Grounds(reason="per-path-ignores")
IgnoredAt = Callable[[str, Rule], bool]


class PathIgnores:
    """Sets aside findings whose rule the configuration switches off for their file.

    Args:
        ignored_at: whether the configuration ignores a rule at a path.
    """

    by = SuppressedBy.CONFIG

    def __init__(self, ignored_at: IgnoredAt) -> None:
        self._ignored_at = ignored_at

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        """Name the configuration's key where it covers a finding."""
        return [_KEY if self._ignored_at(one.finding.location.path, one.rule) else None for one in findings]

    def note(self, finding: Finding, rule: Rule) -> Bilingual | None:
        """Return nothing: paths do not run out."""
        return None

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield nothing: a selector that names no rule is refused when the configuration is loaded."""
        yield from ()


class ConfiguredSuppressions(Directives):
    """Sets aside what the configuration names, and remembers over the posts of a run what was of use.

    Args:
        suppressions: of the configuration.
        reaches: whether one counts for a file.
        rules: every known rule.
        today: decides which have run out.
    """

    by = SuppressedBy.CONFIG

    def __init__(
        self,
        suppressions: Sequence[Directive],
        reaches: Callable[[Directive, str], bool],
        rules: Sequence[Rule],
        today: dt.date,
    ) -> None:
        super().__init__(suppressions, rules, today)
        self._reaches = reaches
        self._by_post: dict[str, set[Directive]] = {}

    def begin(self, post: str, files: Iterable[str], was_asked: Callable[[Rule, Directive], bool]) -> None:
        """Prepare for the findings of a post; one that comes again is counted anew.

        Args:
            post: its path.
            files: all of it.
            was_asked: whether a rule was asked of everything in the post that a suppression may cover.
        """
        here = set(files)
        self._used = {
            one
            for one in self._living
            if any(self._reaches(one, file) for file in here)
            and not all(was_asked(rule, one) for rule in self._rules_of[one])
        }
        if self._used or post in self._by_post:
            self._by_post[post] = self._used
        self._post = post

    def judge(self, findings: Sequence[Judged]) -> Sequence[Grounds | None]:
        """Give the reason of the first living suppression that covers a finding."""
        grounds = super().judge(findings)
        if self._used:
            self._by_post[self._post] = self._used
        return grounds

    def notices(self) -> Iterator[Skipped | Notice | Problem]:
        """Yield nothing: a selector that names no rule is refused when the configuration is loaded."""
        yield from ()

    def faults_of_run(self, was_asked: Callable[[Rule, Directive], bool]) -> Iterator[FaultySuppression]:
        """Yield what is wrong with the suppressions, after the last post.

        Args:
            was_asked: whether the run came to everything that a suppression may cover, and asked a rule of it.
        """
        self._used = set().union(*self._by_post.values())
        yield from self.faults(was_asked)

    def _covers(self, directive: Directive, finding: Finding, rule: Rule) -> bool:
        return self._reaches(directive, finding.location.path) and super()._covers(directive, finding, rule)

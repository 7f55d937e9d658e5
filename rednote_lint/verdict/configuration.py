"""The configuration's per-path ignores as a suppressor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rednote_lint.model import Bilingual, Finding, Notice, Problem, Rule, Skipped, SuppressedBy
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

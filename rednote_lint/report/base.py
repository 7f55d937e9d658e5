"""What every output format shares: the reporter's interface, how things are shown, and the sums of a run."""

from __future__ import annotations

from typing import Protocol

from rednote_lint.model import Bilingual, Finding, Record, Report, Severity, Skipped

NAMES_KEPT = 12
"""How many distinct names a `NotChecked` remembers; a calendar of thousands of posts stays small."""


class Display(Record, frozen=True, kw_only=True):
    """How a person wants the report to look."""

    language: str = "en"
    """`en` or `zh`."""
    min_severity: Severity = Severity.INFO
    """Findings below it are counted and not shown."""
    show_why: bool = True
    """Print the reason and the source of each finding."""
    explain: bool = False
    """Also show the hits that an exception of their rule let pass."""
    colour: bool | None = None
    """None: on in a terminal, off when piped; `NO_COLOR` and `FORCE_COLOR` are respected."""
    width: int | None = None
    """Columns to fill; None: the terminal's."""

    def shows(self, finding: Finding) -> bool:
        """Say whether the finding is severe enough to be shown."""
        return finding.severity.rank >= self.min_severity.rank


class NotChecked(Record, frozen=True, kw_only=True):
    """Everything that was not checked for one reason, over all posts."""

    reason: Bilingual
    names: tuple[str, ...]
    """The first distinct rules or assets, at most `NAMES_KEPT`."""
    times: int
    posts: int


class Summary(Record, frozen=True, kw_only=True):
    """The sums of a run; grown post by post with `plus`."""

    posts: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0
    skipped: int = 0
    problems: int = 0
    not_checked: tuple[NotChecked, ...] = ()
    """In the order in which the reasons first came up."""

    @property
    def findings(self) -> int:
        """How many findings there are, of any severity."""
        return self.errors + self.warnings + self.infos

    def plus(self, report: Report) -> Summary:
        """Return the sums with one more post in them."""
        severities = [finding.severity for finding in report.findings]
        return Summary(
            posts=self.posts + 1,
            errors=self.errors + severities.count(Severity.ERROR),
            warnings=self.warnings + severities.count(Severity.WARNING),
            infos=self.infos + severities.count(Severity.INFO),
            suppressed=self.suppressed + len(report.suppressed),
            skipped=self.skipped + len(report.skipped),
            problems=self.problems + len(report.problems),
            not_checked=_merged(self.not_checked, report.skipped),
        )


def _merged(groups: tuple[NotChecked, ...], skipped: tuple[Skipped, ...]) -> tuple[NotChecked, ...]:
    by_reason = {group.reason.en: group for group in groups}
    for reason in dict.fromkeys(skip.reason.en for skip in skipped):
        same = [skip for skip in skipped if skip.reason.en == reason]
        known = by_reason.get(reason) or NotChecked(reason=same[0].reason, names=(), times=0, posts=0)
        names = dict.fromkeys((*known.names, *(skip.what for skip in same)))
        by_reason[reason] = NotChecked(
            reason=known.reason,
            names=tuple(names)[:NAMES_KEPT],
            times=known.times + len(same),
            posts=known.posts + 1,
        )
    return tuple(by_reason.values())


class Reporter(Protocol):
    """One output format at work on one stream."""

    def begin(self) -> None:
        """Write what stands before the first post."""
        ...

    def post(self, report: Report) -> None:
        """Write one post, as soon as it is done."""
        ...

    def end(self, summary: Summary) -> None:
        """Write what stands after the last post."""
        ...

"""The sums of a run, and how the report of one post is shown."""

from __future__ import annotations

import msgspec

from rednote_lint.model.base import Bilingual, Record, Severity
from rednote_lint.model.finding import Contents, Finding, Report
from rednote_lint.model.post import Notice, Skipped

NAMES_KEPT = 12
"""How many distinct names a `Gathered` remembers; a calendar of thousands of posts stays small."""


class PostDisplay(Record, frozen=True, kw_only=True):
    """How the report of one post is shown, as its own configuration and the command line say."""

    language: str = "en"
    """`en` or `zh`."""
    min_severity: Severity = Severity.INFO
    """Findings below it are counted and not shown."""
    rule_pages: str = ""
    """Address of the page of a rule, with `{code}` for its code; empty: there is none."""

    def page_of(self, finding: Finding) -> str:
        """Return the address of the page of a finding's rule; empty without one."""
        return self.rule_pages.replace("{code}", finding.code)

    def shows(self, finding: Finding) -> bool:
        """Say whether the finding is severe enough to be shown."""
        return finding.severity.rank >= self.min_severity.rank


class Gathered(Record, frozen=True, kw_only=True):
    """Everything that was not checked, or is to be known, for one reason, over all posts."""

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
    unread: int = 0
    """Posts with a problem and without a part that could be checked."""
    hidden: int = 0
    """Findings below the minimum severity of their post; they are among the errors, warnings and infos."""
    hidden_below: Severity = Severity.INFO
    """Every hidden finding is below this severity: the highest minimum of the posts that hide any."""
    interrupted: bool = False
    """Ctrl-C ended the run; posts that were not reached are not in the sums."""
    not_checked: tuple[Gathered, ...] = ()
    """In the order in which the reasons first came up."""
    notices: tuple[Gathered, ...] = ()
    """What else is to be known; in the same order."""
    of_run: tuple[Notice, ...] = ()
    """What is to be known of the run as a whole, which no post says; it is among the notices."""

    @property
    def findings(self) -> int:
        """How many findings there are, of any severity."""
        return self.errors + self.warnings + self.infos

    def plus(self, report: Report, display: PostDisplay | None = None) -> Summary:
        """Return the sums with one more post in them.

        Args:
            report: of the post.
            display: how the post is shown; None: all of it.
        """
        shown = display or PostDisplay()
        hidden = sum(not shown.shows(finding) for finding in report.findings)
        below = max(self.hidden_below, shown.min_severity, key=lambda s: s.rank) if hidden else self.hidden_below
        return Summary(
            posts=self.posts + (not report.is_configuration),
            errors=self.errors + report.count(Severity.ERROR),
            warnings=self.warnings + report.count(Severity.WARNING),
            infos=self.infos + report.count(Severity.INFO),
            suppressed=self.suppressed + len(report.suppressed),
            skipped=self.skipped + len(report.skipped),
            problems=self.problems + len(report.problems),
            unread=self.unread + bool(report.problems and report.contents == Contents()),
            hidden=self.hidden + hidden,
            hidden_below=below,
            not_checked=_merged(self.not_checked, report.skipped),
            notices=_merged(self.notices, report.notices),
            of_run=self.of_run,
        )

    def noted(self, notices: tuple[Notice, ...]) -> Summary:
        """Return the sums with what is to be known of the run as a whole."""
        if not notices:
            return self
        return msgspec.structs.replace(self, notices=_merged(self.notices, notices), of_run=(*self.of_run, *notices))


def _merged(groups: tuple[Gathered, ...], entries: tuple[Skipped, ...] | tuple[Notice, ...]) -> tuple[Gathered, ...]:
    by_reason = {group.reason.en: group for group in groups}
    for reason in dict.fromkeys(entry.reason.en for entry in entries):
        same = [entry for entry in entries if entry.reason.en == reason]
        known = by_reason.get(reason) or Gathered(reason=same[0].reason, names=(), times=0, posts=0)
        names = dict.fromkeys((*known.names, *(entry.what for entry in same)))
        by_reason[reason] = Gathered(
            reason=known.reason,
            names=tuple(names)[:NAMES_KEPT],
            times=known.times + len(same),
            posts=known.posts + 1,
        )
    return tuple(by_reason.values())

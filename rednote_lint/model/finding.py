"""Answers: what a check yields, what the engine makes of it, and the report of a post."""

from __future__ import annotations

import datetime as dt

from rednote_lint.model.base import Bilingual, Confidence, Record, Scope, Severity, SuppressedBy, SuppressionState
from rednote_lint.model.fix import Fix
from rednote_lint.model.place import Excerpt, Location, Transcript
from rednote_lint.model.post import Asset, Notice, Problem, Skipped, Words
from rednote_lint.model.rule import Source


class Hit(Record, frozen=True, kw_only=True):
    """What a check yields; it knows no severity, the engine adds that."""

    code: str
    where: Location
    evidence: str
    """The characters as the author typed them, or what was seen, in words."""
    values: dict[str, str] = {}
    """What the message's `{placeholders}` are filled with; `hit` is always the evidence."""
    scope: Scope | None = None
    via: tuple[str, ...] = ()
    """The disguises that were seen through, such as `folded`, `compact`, `sound`, `homophone`."""
    confidence: Confidence | None = None
    """Replaces the rule's own when the detection measured one."""
    related: tuple[Location, ...] = ()
    suggestions: tuple[str, ...] = ()
    """What may stand in place of the evidence, best first; from the word that was hit."""
    fixes: tuple[Fix, ...] = ()
    subject: str = ""
    """Whose mark was seen, such as `TikTok`: hits of one subject have one cause."""


class Veto(Record, frozen=True, kw_only=True):
    """A hit that an exception of its rule let pass; shown by `--explain`."""

    code: str
    where: Location
    evidence: str
    reason: Bilingual
    excerpt: Excerpt | None = None
    """The lines it stands on, added by the engine as for a finding."""


class Finding(Record, frozen=True, kw_only=True):
    """An answer: what is wrong, where, why, from which source, and what to do about it."""

    code: str
    name: str
    pack: str
    severity: Severity
    confidence: Confidence
    message: Bilingual
    why: Bilingual
    evidence: str
    location: Location
    fingerprint: str
    """Stays the same when lines move: made of rule, post and evidence, never of line numbers."""
    scope: Scope | None = None
    via: tuple[str, ...] = ()
    related: tuple[Location, ...] = ()
    related_excerpts: tuple[Excerpt | None, ...] = ()
    """The lines of each related place, where it is one in a text."""
    hint: Bilingual | None = None
    suggestions: tuple[str, ...] = ()
    """Copied from the hit: what may stand in place of the evidence, best first."""
    fix: Fix | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()
    excerpt: Excerpt | None = None
    subject: str = ""
    """Copied from the hit: whose mark was seen."""
    title: Bilingual | None = None
    """What the rule is about, in a few words."""
    cause: str = ""
    """Id of its cause: the code of the most severe rule among the findings that one change would remove."""


class Suppressed(Record, frozen=True, kw_only=True):
    """A finding that the author, the configuration or the baseline set aside, and why."""

    finding: Finding
    reason: str
    """As it is written; a baseline may state none."""
    by: SuppressedBy
    until: dt.date | None = None
    """The last day on which that counts."""
    where: Location | None = None
    """The file in which that is written, and the place in it where that is known."""
    line: int | None = None
    """1-based line and column of `where`."""
    column: int | None = None


class FaultySuppression(Record, frozen=True, kw_only=True):
    """A suppression that is wrong itself: of no use, over, or without a reason."""

    state: SuppressionState
    rule: str
    """Its selector."""
    where: Location
    until: dt.date | None = None


class Overlapped(Record, frozen=True, kw_only=True):
    """A finding that is not told while a more severe one of its pack is told of the same words."""

    finding: Finding
    before: int
    """How many of the report's findings stand before its place among them."""


class Anchor(Record, frozen=True, kw_only=True):
    """A line of a text file, for readers that know of text only."""

    path: str
    line: int


class Contents(Record, frozen=True, kw_only=True):
    """What a post consists of, as far as it was checked; files that were skipped do not count."""

    caption: bool = False
    """Whether there is a title, a body or a tag."""
    images: int = 0
    videos: int = 0
    subtitles: int = 0
    """Subtitle files."""


class Report(Record, frozen=True, kw_only=True):
    """Everything that came out of one post."""

    path: str
    id: str
    account: str = ""
    """Whose post it is, as its header states."""
    is_configuration: bool = False
    """Whether it is on a configuration file instead of a post, which stands behind all posts of a run."""
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    overlapped: tuple[Overlapped, ...] = ()
    """What is told as soon as nothing more severe is told of its words."""
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    contents: Contents = Contents()
    timings: dict[str, float] = {}
    """Seconds per kind of check, and of the work that several kinds share, such as `analysis`."""
    assets: tuple[Asset, ...] = ()
    """The media of the post, for formats that show them."""
    words: Words | None = None
    """What the author typed, where a format that shows it was asked for."""
    transcripts: tuple[Transcript, ...] = ()
    """What is written in the pictures of its videos, as far as the rules have read it."""
    anchor: Anchor | None = None
    """The line on which the post begins; None where it has no text file."""
    named: dict[str, Anchor] = {}
    """The lines that name its media, by their paths; those found beside the caption are not among them."""

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def worst(self) -> Severity | None:
        """The highest severity among the findings; None without findings."""
        return max((finding.severity for finding in self.findings), key=lambda severity: severity.rank, default=None)

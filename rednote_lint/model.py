"""The nouns of rednote-lint, all frozen; this module imports nothing of ours.

A post is turned into facts, rules are questions about facts, answers are findings. Every place in a finding is a
`Location`: which file, where in characters, where in time, where in space.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec


class Record(msgspec.Struct, frozen=True):
    """The base of the nouns: immutable, compared by value, encoded to JSON by msgspec."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """3 for an error, 2 for a warning, 1 for an info."""
        return {"error": 3, "warning": 2, "info": 1}[self.value]


class Confidence(StrEnum):
    """How sure the detection is, whatever the severity of what it found."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """3 for high, 2 for medium, 1 for low."""
        return {"high": 3, "medium": 2, "low": 1}[self.value]


class Safety(StrEnum):
    """Whether a fix may be applied without asking (ruff's meaning)."""

    SAFE = "safe"
    """Never changes what the author says."""
    UNSAFE = "unsafe"
    """Changes the wording or the picture; applied only when the author asks for it."""
    MANUAL = "manual"
    """Only a person can do it; shown, never applied."""


class Tier(StrEnum):
    """How authoritative the source of a rule is."""

    LAW = "law"
    PLATFORM = "platform"
    PRESS = "press"
    COMMUNITY = "community"


class Scope(StrEnum):
    """Where in a post a rule looks: the first five are text, the last two are pixels."""

    TITLE = "title"
    BODY = "body"
    TAGS = "tags"
    SUBTITLE = "subtitle"
    OCR = "ocr"
    IMAGE = "image"
    FRAME = "frame"


class AssetKind(StrEnum):
    """What a file of a post is used as; decided by its name, verified by its content later."""

    IMAGE = "image"
    VIDEO = "video"
    SUBTITLE = "subtitle"
    OTHER = "other"


class PostKind(StrEnum):
    """What kind of note a post becomes on the platform."""

    IMAGE = "image"
    VIDEO = "video"
    TEXT = "text"


class Client(StrEnum):
    """Which client the post will be published with, where the two differ."""

    WEB = "web"
    APP = "app"
    BOTH = "both"


class Status(StrEnum):
    """Where a rule stands in its life."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


class Bilingual(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same sentence in English and in simplified Chinese."""

    en: str
    zh: str

    def pick(self, language: str) -> str:
        """Return the text for `en` or `zh`."""
        return self.zh if language == "zh" else self.en

    def filled(self, values: dict[str, str]) -> Bilingual:
        """Replace each `{name}` by its value; a name without a value stays as it is written."""
        return Bilingual(en=_fill(self.en, values), zh=_fill(self.zh, values))


def _fill(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", value)
    return template


class TextRange(NamedTuple):
    """Half-open range of code points in the decoded text of a file."""

    start: int
    end: int


class TimeRange(NamedTuple):
    """Stretch of a video or audio, in seconds from its start."""

    start: float
    end: float


class Box(NamedTuple):
    """Rectangle in pixels of the displayed picture (after EXIF orientation or video rotation), origin top left."""

    x: int
    y: int
    w: int
    h: int

    def union(self, other: Box) -> Box:
        """Return the smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right, bottom = max(self.x + self.w, other.x + other.w), max(self.y + self.h, other.y + other.h)
        return Box(x, y, right - x, bottom - y)


class Location(Record, frozen=True, kw_only=True):
    """A place: which file, and where in it, in characters, in time, in space. All three absent: the whole file."""

    path: str
    """The file as a person names it, relative to where the command was run, with forward slashes."""
    text: TextRange | None = None
    time: TimeRange | None = None
    box: Box | None = None
    frame: tuple[int, int] | None = None
    """Width and height of the picture that `box` is measured in, so that a reporter can say "bottom right"."""

    @property
    def fragment(self) -> str:
        """The place as a W3C media fragment, such as `clip.mp4#t=3.2,7.8&xywh=812,1650,220,90`."""
        parts = []
        if self.time is not None:
            parts.append(f"t={self.time.start:g},{self.time.end:g}")
        if self.box is not None:
            parts.append("xywh=" + ",".join(str(side) for side in self.box))
        return f"{self.path}#{'&'.join(parts)}" if parts else self.path


class TextSpan(Record, frozen=True, kw_only=True):
    """A stretch of text of a post: typed in a caption, read from a subtitle, or seen by OCR in a frame."""

    scope: Scope
    text: str
    where: Location
    """The whole span. `where.text` is set when the text stands in a text file, `where.box` when it was seen."""
    pieces: tuple[tuple[int, int], ...] = ()
    """(offset in `text`, offset in the file) at each place where the two drift apart (an escape, an indented line of
    a block scalar), in order; between two of them both advance alike. Empty: the text stands in the file as it is."""

    def locate(self, start: int, end: int) -> Location:
        """Return the place of `text[start:end]`: its characters in the file, or its share of the box it was seen in."""
        if self.where.text is not None:
            first = self._file_offset(start)
            last = self._file_offset(end - 1) + 1 if end > start else first
            return msgspec.structs.replace(self.where, text=TextRange(first, last))
        if self.where.box is not None and self.text:
            return msgspec.structs.replace(self.where, box=_share(self.where.box, self.text, start, end))
        return self.where

    def _file_offset(self, offset: int) -> int:
        assert self.where.text is not None
        if not self.pieces:
            return self.where.text.start + offset
        index = max(bisect_right(self.pieces, (offset, 1 << 62)) - 1, 0)
        begin, target = self.pieces[index]
        return target + (offset - begin)


def _share(box: Box, text: str, start: int, end: int) -> Box:
    """Cut the part of a line's box that `text[start:end]` fills, a wide character counting as two narrow ones."""
    widths = [1 if char.isascii() else 2 for char in text]
    total = sum(widths)
    left = box.x + round(box.w * sum(widths[:start]) / total)
    right = box.x + round(box.w * sum(widths[:end]) / total)
    return Box(left, box.y, max(right - left, 1), box.h)


class SourceFile(Record, frozen=True, kw_only=True):
    """A text file of a post as it was read: reporters quote it, fixes edit it."""

    path: str
    """The file as a person names it."""
    text: str
    """Decoded, line ends as they stand on disk, without a byte-order mark."""
    encoding: str = "utf-8"
    """`utf-8` or `gb18030`."""
    bom: bool = False
    offset: int = 0
    """Where `text` starts in the decoded file: 0, or the start of the row when the file is a manifest, so that a post
    carries its own row and not the whole manifest. Ranges always count from the start of the file."""
    first_line: int = 1
    """1-based number of the file's line that `text` starts on; it always starts at the beginning of a line."""


class Asset(Record, frozen=True, kw_only=True):
    """A media or subtitle file of a post; its content is looked at only when a rule asks."""

    path: str
    """The file as a person names it, openable from where the command was run."""
    kind: AssetKind
    named_at: Location | None = None
    """The place in the post's file that names it; absent when it was found beside the caption."""
    cover: bool = False


class Declarations(Record, frozen=True, kw_only=True):
    """What the author declares about a post, in front matter, `post.yaml` or a manifest row."""

    ai_generated: bool | None = None
    commercial: bool | None = None
    """True: advertising or brand partnership. None: not stated."""
    industry: tuple[str, ...] = ()
    schedule: dt.datetime | None = None
    """When the post is to be published; always with a time zone."""
    image_count: int | None = None
    """How many images the post will have, when a manifest says so without naming the files."""


class Directive(Record, frozen=True, kw_only=True):
    """A suppression by the author, with its reason; it lives in front matter or configuration, never in the caption."""

    rule: str
    """A selector: code, code prefix, pack, `pack/name` or `tag:x`."""
    reason: str
    asset: str | None = None
    """File name of the asset it is limited to."""
    until: dt.date | None = None
    """The last day on which it counts."""
    where: Location


class Post(Record, frozen=True, kw_only=True):
    """One post as it was found on disk: its words with their places, its files, what the author declares."""

    id: str
    path: str
    """How a person names the post: its folder, its file, or `manifest.csv:12`."""
    root: str
    """The folder that relative media paths start from."""
    kind: PostKind
    title: TextSpan | None = None
    body: TextSpan | None = None
    tags: tuple[TextSpan, ...] = ()
    """Declared and inline tags in order, each without `#` and `[话题]`; an inline tag keeps its place in the body."""
    assets: tuple[Asset, ...] = ()
    declared: Declarations = Declarations()
    declared_at: dict[str, Location] = {}
    """The place of each declared key's value."""
    header: Location | None = None
    """Where the declarations stand or would stand: the front matter, `post.yaml`, the row."""
    directives: tuple[Directive, ...] = ()
    sources: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What could not be read of the post; never silently left out."""


class Problem(Record, frozen=True, kw_only=True):
    """Something that was asked for and could not be done; it makes the run exit with 2."""

    message: str
    remedy: str = ""
    where: Location | None = None
    line: int | None = None
    """1-based line and column of the problem, where a parser gave them."""
    column: int | None = None


class Skipped(Record, frozen=True, kw_only=True):
    """Something that was not checked, and why; a value in the report and a line on the screen."""

    what: str
    """A rule's code or an asset's path."""
    reason: Bilingual
    where: Location | None = None


class Veto(Record, frozen=True, kw_only=True):
    """A hit that an exception of its rule let pass; shown by `--explain`."""

    code: str
    where: Location
    evidence: str
    reason: str
    excerpt: Excerpt | None = None
    """The lines it stands on, added by the engine as for a finding."""


class TextEdit(Record, frozen=True, kw_only=True, tag="text"):
    """Replace one range of a text file, if it still reads as it did."""

    path: str
    range: TextRange
    old: str
    """The characters that must stand there, else the edit is refused."""
    new: str


class MediaEdit(Record, frozen=True, kw_only=True, tag="media"):
    """Make a repaired copy of a media file."""

    path: str
    operation: str
    """A name from `fixes.media`, such as `convert-image` or `trim-end`."""
    arguments: dict[str, Any] = {}
    sha256: str = ""
    """Content the operation was planned for; the edit is refused when the file has changed."""


class Fix(Record, frozen=True, kw_only=True):
    """A way out of a finding."""

    title: Bilingual
    safety: Safety
    edits: tuple[TextEdit | MediaEdit, ...] = ()


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
    arguments: dict[str, Any] = {}
    """Measured arguments of the repair that the rule names, such as `{"at": 10.21}`; see docs/fixes.md."""
    fixes: tuple[Fix, ...] = ()


class Source(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a rule comes from."""

    url: str
    title: str
    tier: Tier
    seen: dt.date
    review_after: dt.date | None = None
    quote: str | None = None


class FixPolicy(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule offers as a way out."""

    hint: Bilingual | None = None
    """Advice in words."""
    suggest: bool = False
    """Offer the suggestions of the words that were hit."""
    remove: bool = False
    """Offer to delete what was hit."""
    edit: str | None = None
    """Name of a text or media repair, see docs/fixes.md."""
    arguments: dict[str, Any] = {}
    """Arguments of that repair that the rule knows, such as `{limit_mb: 32}`; what the hit measured is added."""
    safety: Safety = Safety.MANUAL


class Example(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One test that a rule carries."""

    text: str | None = None
    """Text of the span under test."""
    scope: Scope | None = None
    """Scope of that span; the rule's first text scope when absent."""
    hits: tuple[str, ...] | None = None
    """What must be hit, as typed, in order; absent: at least one hit."""
    fixed: str | None = None
    """The text after all fixes of the rule."""
    values: dict[str, Any] = {}
    """Measured values, by measure name, for rules on measures and metadata."""
    declared: dict[str, Any] = {}
    """The post's declarations."""
    seen: list[dict[str, Any]] = []
    """Observations in pixels (lines of text, logos, codes) for rules on marks and codes."""


class RuleTests(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The tests that a rule carries; they run on every load of `rednote-lint test`."""

    bad: tuple[str | Example, ...] = ()
    good: tuple[str | Example, ...] = ()


class When(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Gates on what a post declares and is; all that are given must hold."""

    commercial: bool | None = None
    ai_generated: bool | None = None
    industry: tuple[str, ...] = ()
    """At least one of them is declared."""
    kind: PostKind | None = None
    client: Client | None = None
    """The rule counts for this client; `both` in the configuration takes the rules of either."""


class Rule(Record, frozen=True, kw_only=True):
    """One question about the facts of a post, as a pack states it."""

    code: str
    name: str
    pack: str
    check: str
    """The kind, such as `words`."""
    params: Any
    """The kind's own parameters, a struct of `checks`."""
    severity: dict[str, Severity]
    """`default`, and where it differs: a scope's name, or `commercial`."""
    confidence: Confidence
    message: Bilingual
    why: Bilingual
    fix: FixPolicy | None = None
    source: Source | None = None
    when: When = When()
    tests: RuleTests = RuleTests()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    status: Status = Status.STABLE
    place: str = ""
    """`file:line` of its definition."""

    def severity_in(self, scope: Scope | None, declared: Declarations) -> Severity:
        """Return the severity for a hit in `scope` of a post with these declarations."""
        if scope is not None and scope.value in self.severity:
            return self.severity[scope.value]
        if declared.commercial and "commercial" in self.severity:
            return self.severity["commercial"]
        return self.severity["default"]


class RulePack(Record, frozen=True, kw_only=True):
    """Rules that belong together, with the version that a lock file pins."""

    name: str
    version: str
    title: Bilingual
    description: Bilingual
    rules: tuple[Rule, ...] = ()
    path: str = ""
    digest: str = ""
    """sha256 of the pack's files."""


class Excerpt(Record, frozen=True, kw_only=True):
    """The lines of a text file that a finding stands on, so that a reporter needs no file."""

    line: int
    """1-based number of the first line."""
    text: str
    """That line, without its end."""
    start: int
    """0-based offset of the finding in `text`, in code points."""
    end_line: int
    end: int
    """0-based offset of the finding's end in its last line, exclusive."""
    end_text: str = ""
    """The last line, when it is another one."""


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
    hint: Bilingual | None = None
    suggestions: tuple[str, ...] = ()
    """Copied from the hit: what may stand in place of the evidence, best first."""
    arguments: dict[str, Any] = {}
    """Copied from the hit: measured arguments of the rule's repair."""
    fix: Fix | None = None
    source: Source | None = None
    tags: tuple[str, ...] = ()
    excerpt: Excerpt | None = None


class Suppressed(Record, frozen=True, kw_only=True):
    """A finding that the author or the configuration set aside, and why."""

    finding: Finding
    reason: str
    by: str
    """`directive`, `baseline` or `config`."""


class Report(Record, frozen=True, kw_only=True):
    """Everything that came out of one post."""

    path: str
    id: str
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    timings: dict[str, float] = {}
    """Seconds per kind of check."""

"""Entries: what an editor shows at a place of a text, in code points, from what a check answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from pathlib import PurePath
from typing import NamedTuple

from rednote_lint.lsp.checking import Checked
from rednote_lint.lsp.documents import Kind
from rednote_lint.lsp.pack_check import PackComplaint
from rednote_lint.lsp.paths import key_of
from rednote_lint.lsp.positions import BOM
from rednote_lint.model import (
    Bilingual,
    Finding,
    Location,
    Omission,
    Post,
    Problem,
    Record,
    Report,
    Rule,
    Severity,
    Skipped,
    TextRange,
)
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.place import in_words

_CONFIGURED = Bilingual(en="nothing was checked: {message}", zh="没有检查：{message}")
_SKIPPED = Bilingual(en="not checked: {message}", zh="未检查：{message}")


class Level(Enum):
    """How an editor draws an entry."""

    ERROR = auto()
    WARNING = auto()
    INFORMATION = auto()
    HINT = auto()


LEVELS = {Severity.ERROR: Level.ERROR, Severity.WARNING: Level.WARNING, Severity.INFO: Level.INFORMATION}


class Part(Enum):
    """Which answers of a check are meant."""

    ALL = auto()
    WORDS = auto()
    """Those that a check of the words alone gives."""
    MEDIA = auto()
    """The others."""


class Related(Record, frozen=True, kw_only=True):
    """Another place of the same cause."""

    path: str
    place: TextRange | None = None
    line: int = 1
    """Where there is no place: the 1-based line."""
    message: Bilingual


class Entry(Record, frozen=True, kw_only=True):
    """One thing to show."""

    key: str
    """Of the file."""
    place: TextRange | None
    """In code points; None: the line and column."""
    line: int = 1
    column: int = 1
    level: Level
    message: Bilingual
    code: str = ""
    finding: Finding | None = None
    rule: Rule | None = None
    post: Post | None = None
    related: tuple[Related, ...] = ()
    revision: int
    """Of the document that was checked."""
    version: int
    carried: bool = False
    """Whether the text has changed since, so that nothing may be edited by it."""


def entries(checked: Checked, part: Part = Part.ALL, now: Checked | None = None) -> Iterator[Entry]:
    """Yield what a check answered.

    Args:
        checked: the check.
        part: which of its answers.
        now: a later check of the words, whose places count; None: those of the check itself.
    """
    here = _Anchors(checked, now or checked)
    for complaint in checked.complaints:
        yield here.complaint(complaint)
    for post, outcome in zip(checked.posts, checked.outcomes, strict=False):
        report, shown = outcome.report, []
        for finding in report.findings:
            if finding.severity.rank >= outcome.display.min_severity.rank:
                shown.append(finding)
        for finding in shown:
            if part is not Part.MEDIA or here.is_of_media(finding):
                yield from here.finding(finding, post, shown)
        yield from here.rest(report, post, part)


class _Anchors:
    """Places of answers in the texts that are shown."""

    def __init__(self, checked: Checked, now: Checked) -> None:
        self._checked = checked
        self._now = now
        self._posts = {post.path: post for post in now.posts}
        self._assets = {
            asset.path: (asset.named_at, post) for post in reversed(now.posts) for asset in reversed(post.assets)
        }
        self._moved = now is not checked
        self._changes: dict[str, Change] = {}

    def is_of_media(self, finding: Finding) -> bool:
        return finding.code not in self._checked.of_words or key_of(finding.location.path) not in self._checked.texts

    def finding(self, finding: Finding, post: Post, shown: Sequence[Finding]) -> Iterator[Entry]:
        anchor = self._anchor(finding.location, post)
        if anchor is None:
            return
        key, place = anchor
        message = _and(finding.message, finding.hint)
        if key_of(finding.location.path) != key:
            message = _before(_named(finding.location), message)
        yield Entry(
            key=key,
            place=place,
            level=LEVELS[finding.severity],
            message=message,
            code=finding.code,
            finding=finding,
            rule=self._checked.rules.get(finding.code),
            post=self._posts.get(post.path, post),
            related=tuple(self._related(finding, shown)),
            revision=self._checked.document.revision,
            version=self._checked.document.version,
            carried=self._moved,
        )

    def rest(self, report: Report, post: Post, part: Part) -> Iterator[Entry]:
        """Yield what could not be read or checked, and what is to be known besides."""
        if part is not Part.MEDIA:
            for problem in report.problems:
                yield from self._problem(problem, post)
            for notice in report.notices:
                yield from self._note(notice.where, notice.reason, post, Level.INFORMATION)
        media = {asset.path for asset in post.assets}
        for skip in report.skipped:
            if part is Part.ALL or (skip.what in media) is (part is Part.MEDIA):
                yield from self._skipped(skip, post)

    def complaint(self, complaint: PackComplaint) -> Entry:
        own, key = key_of(self._checked.document.path), key_of(complaint.path)
        message = _and(complaint.message, complaint.remedy)
        related: tuple[Related, ...] = ()
        line, column = complaint.line, complaint.column
        if key != own and self._checked.kind is not Kind.PACK:
            related = (Related(path=complaint.path, line=line, message=message),)
            message = _filled(_CONFIGURED, _before(f"{complaint.path}:{line}:{column}", message))
            key, line, column = own, 1, 1
        return Entry(
            key=key,
            place=None,
            line=line,
            column=column,
            level=LEVELS[complaint.severity],
            message=message,
            code=complaint.code,
            related=related,
            revision=self._checked.document.revision,
            version=self._checked.document.version,
        )

    def _problem(self, problem: Problem, post: Post) -> Iterator[Entry]:
        message = _and(problem.message, problem.remedy)
        where = problem.where
        if where is not None and key_of(where.path) in self._now.texts and where.text is None and problem.line:
            yield self._entry(
                key_of(where.path), None, Level.ERROR, message, post, line=problem.line, column=problem.column or 1
            )
            return
        related: tuple[Related, ...] = ()
        if where is not None and key_of(where.path) not in self._now.texts and where.path not in self._assets:
            related = (Related(path=where.path, line=problem.line or 1, message=problem.message),)
        anchor = self._anchor(where or Location(path=post.path), post)
        if anchor is not None:
            yield self._entry(*anchor, Level.ERROR, message, post, related=related)

    def _skipped(self, skip: Skipped, post: Post) -> Iterator[Entry]:
        where = skip.where or Location(path=skip.what)
        name = PurePath(skip.what).name or skip.what
        level = Level.WARNING if skip.omission is Omission.FAILURE else Level.HINT
        message = _filled(_SKIPPED, _before(name, skip.reason))
        yield from self._note(where, message, post, level)

    def _note(self, where: Location | None, message: Bilingual, post: Post, level: Level) -> Iterator[Entry]:
        anchor = self._anchor(where or Location(path=post.path), post)
        if anchor is not None:
            yield self._entry(*anchor, level, message, post)

    def _entry(
        self,
        key: str,
        place: TextRange | None,
        level: Level,
        message: Bilingual,
        post: Post,
        *,
        line: int = 1,
        column: int = 1,
        related: tuple[Related, ...] = (),
    ) -> Entry:
        return Entry(
            key=key,
            place=place,
            line=line,
            column=column,
            level=level,
            message=message,
            post=post,
            related=related,
            revision=self._checked.document.revision,
            version=self._checked.document.version,
            carried=self._moved,
        )

    def _related(self, finding: Finding, shown: Iterable[Finding]) -> Iterator[Related]:
        """Yield the other places of a finding, and those of its cause."""
        for place in finding.related:
            yield self._other(place, finding.message)
        for other in shown:
            if other is not finding and finding.cause and other.cause == finding.cause:
                yield self._other(other.location, other.message)

    def _other(self, where: Location, message: Bilingual) -> Related:
        place = where.text
        if place is not None and self._moved:
            place = self._shifted(key_of(where.path), place)
        return Related(path=where.path, place=place, message=message if place else _before(_named(where), message))

    def _anchor(self, where: Location, post: Post) -> tuple[str, TextRange | None] | None:
        """Return the file and the place in it that stand for a place; None where the place has gone.

        A medium stands where the post names it, or at the post's first line, as everything does that is about the post.
        """
        key = key_of(where.path)
        if key in self._now.texts:
            if where.text is None or not self._moved:
                return key, where.text or TextRange(0, 0)
            place = self._shifted(key, where.text)
            return None if place is None else (key, place)
        named, owner = self._assets.get(where.path, (None, self._posts.get(post.path)))
        if named is not None and named.text is not None:
            return key_of(named.path), named.text
        known = any(asset.path == where.path for asset in post.assets)
        if self._moved and known and where.path not in self._assets:
            return None
        return self._first_line(owner or post)

    def _first_line(self, post: Post) -> tuple[str, TextRange | None]:
        header = post.header
        if header is not None and header.text is not None and key_of(header.path) in self._now.texts:
            return key_of(header.path), TextRange(header.text.start, header.text.start)
        keys = (key_of(source.path) for source in post.sources)
        own = key_of(self._now.document.path)
        return next((key for key in keys if key in self._now.texts), own), TextRange(0, 0)

    def _shifted(self, key: str, place: TextRange) -> TextRange | None:
        if key not in self._changes:
            texts = (checked.texts.get(key, "").removeprefix(BOM) for checked in (self._checked, self._now))
            self._changes[key] = Change.between(*texts)
        return self._changes[key].after(place)


class Change(NamedTuple):
    """The one stretch of a text within which two versions of it differ."""

    start: int
    end: int
    """In the earlier version."""
    drift: int

    @classmethod
    def between(cls, before: str, after: str) -> Change:
        """Find what differs."""
        same = min(len(before), len(after))
        start = next((index for index in range(same) if before[index] != after[index]), same)
        rest = same - start
        end = next((index for index in range(rest) if before[-1 - index] != after[-1 - index]), rest)
        return cls(start, len(before) - end, len(after) - len(before))

    def after(self, place: TextRange) -> TextRange | None:
        """Return where a place of the earlier version is in the later one; None when the change touches it."""
        if place.end <= self.start:
            return place
        if place.start >= self.end:
            return TextRange(place.start + self.drift, place.end + self.drift)
        return None


def _named(where: Location) -> Bilingual:
    """Return the name of a medium, with when and where in it."""
    name = PurePath(where.path).name or where.path
    said = {speech: in_words(where, phrases(speech)) for speech in ("en", "zh")}
    return Bilingual(
        en=name + phrases("en").bracketed(said["en"]),
        zh=name + phrases("zh").bracketed(said["zh"]),
    )


def _before(name: str | Bilingual, message: Bilingual) -> Bilingual:
    said = Bilingual(en=name, zh=name) if isinstance(name, str) else name
    return Bilingual(en=f"{said.en}: {message.en}", zh=f"{said.zh}：{message.zh}")


def _and(message: Bilingual, advice: Bilingual | None) -> Bilingual:
    """Put what to do below what is wrong: an editor shows the first line beside the text, all of it when asked."""
    if advice is None or not advice.en:
        return message
    return Bilingual(en=f"{message.en}\n{advice.en}", zh=f"{message.zh}\n{advice.zh}")


def _filled(template: Bilingual, message: Bilingual) -> Bilingual:
    return Bilingual(en=template.en.replace("{message}", message.en), zh=template.zh.replace("{message}", message.zh))

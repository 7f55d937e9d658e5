"""What the template of a post shows: the report of a post in both languages, ready to be written down."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET

from rednote_lint.model import (
    Bilingual,
    Finding,
    MediaEdit,
    PostDisplay,
    Record,
    Report,
    Safety,
    Severity,
    SuppressedBy,
    TextSpan,
    Words,
)
from rednote_lint.report.contract import FoundOne
from rednote_lint.report.html.earlier import Compared, State
from rednote_lint.report.html.marking import MOST, Mark, Stretch, is_in, marks_in, quoted, stretches
from rednote_lint.report.html.mended import mended
from rednote_lint.report.html.pictures import Media
from rednote_lint.report.html.said import LANGUAGES, label, same, told
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.place import address, in_words
from rednote_lint.report.remarks import Kind, Remark, remarks_of
from rednote_lint.report.screen.causes import Cause
from rednote_lint.report.screen.paint import Role
from rednote_lint.report.screen.verdict import verdict

PLACES = 12
"""Places of one cause that are shown; more are counted."""
_WEIGHT = {Severity.ERROR: 10_000, Severity.WARNING: 100, Severity.INFO: 1}


class PlaceView(NamedTuple):
    """One place of a cause."""

    where: str
    words: Bilingual
    line: tuple[Stretch, ...]
    """Of a text that the caption does not show."""


class CauseView(Record, frozen=True, kw_only=True):
    """One cause with its way out."""

    number: int
    severity: Severity
    label: Bilingual
    headline: Bilingual
    sureness: Bilingual
    codes: tuple[str, ...]
    way_out: Bilingual
    places: tuple[PlaceView, ...]
    more: int
    state: str
    """Beside an earlier report: `new` where any of it is new, else `unchanged`."""


class FieldView(NamedTuple):
    """One field of a caption."""

    label: str
    """A key of the labels."""
    text: tuple[Stretch, ...]
    left: int
    """Characters that are not shown."""


class RemarkView(NamedTuple):
    """A sentence that is no finding."""

    text: Bilingual
    where: str


class WhyView(NamedTuple):
    """The reason and the source of a rule that spoke."""

    code: str
    why: Bilingual
    url: str
    source: Bilingual


class Copies(Record, frozen=True, kw_only=True):
    """What buttons copy; empty where there is nothing of the kind."""

    path: str = ""
    safe: str = ""
    all: str = ""
    command: str = ""


class PostView(Record, frozen=True, kw_only=True):
    """Everything that is shown of a post."""

    number: int
    path: str
    name: str
    """Its title, or its path without one."""
    account: str
    verdict: Bilingual
    role: Role
    counts: tuple[tuple[Severity, int, Bilingual], ...]
    causes: tuple[CauseView, ...]
    problems: tuple[RemarkView, ...]
    unread: tuple[RemarkView, ...]
    checked: Bilingual
    fields: tuple[FieldView, ...]
    media: Media
    whys: tuple[WhyView, ...]
    suppressed: tuple[RemarkView, ...]
    notes: tuple[RemarkView, ...]
    allowed: tuple[RemarkView, ...]
    fixed: tuple[RemarkView, ...]
    """What the earlier report has and this one has no more."""
    missed: tuple[RemarkView, ...]
    """What the earlier report has, and was not looked for this time."""
    copies: Copies
    severities: tuple[str, ...]
    """What the filter by severity knows it by."""
    rules: tuple[str, ...]
    packs: tuple[str, ...]
    states: tuple[str, ...]
    weight: int


class Told(Record, frozen=True, kw_only=True):
    """How much is told of every post."""

    explain: bool = False
    show_why: bool = True
    compares: bool = False
    """Whether there is a baseline or an earlier report that findings are compared with."""
    is_public: bool = False
    """Whether paths and commands are left out."""


def view_of(
    report: Report,
    causes: Sequence[Cause],
    media: Media,
    number: int,
    how: Told,
    display: PostDisplay,
    compared: Compared | None = None,
) -> PostView:
    """Return what is shown of a post.

    Args:
        report: of the post.
        causes: of what is shown of it.
        media: its pictures.
        number: of the post in this report, from 1 on.
        how: what is told.
        display: of the post.
        compared: what became of it since an earlier report.
    """
    findings = [finding for cause in causes for finding in cause.findings]
    spans = _spans(report.words)
    remarks = _remarks(report, explain=how.explain)
    _, role = verdict(report, causes, phrases("en"))
    title = report.words.title.text if report.words is not None and report.words.title is not None else ""
    by_severity = [(one, sum(cause.lead.severity is one for cause in causes)) for one in Severity]
    return PostView(
        number=number,
        path=report.path + row_names(report),
        name=title.strip() or report.path,
        account=report.account,
        verdict=told(lambda labels, _: verdict(report, causes, labels)[0]),
        role=role,
        counts=tuple((one, n, _counted(one, n)) for one, n in by_severity if n),
        causes=tuple(_cause(number, cause, spans, compared) for number, cause in enumerate(causes, 1)),
        problems=tuple(remarks[Kind.PROBLEM]),
        unread=tuple(remarks[Kind.NOT_CHECKED]),
        checked=told(lambda labels, _: labels.contents(report.contents)),
        fields=tuple(_fields(report.words, causes)),
        media=media,
        whys=tuple(_whys(findings, display, how)) if how.show_why else (),
        suppressed=tuple(remarks[Kind.SUPPRESSED]),
        notes=tuple(remarks[Kind.NOTICE]),
        allowed=tuple(remarks[Kind.ALLOWED]),
        fixed=tuple(map(_before, compared.fixed)) if compared is not None else (),
        missed=tuple(map(_before, compared.missed)) if compared is not None else (),
        copies=_copies(report, findings, how),
        severities=tuple(_severities(report, findings)),
        rules=tuple(dict.fromkeys(finding.code for finding in findings)),
        packs=tuple(dict.fromkeys(finding.pack for finding in findings)),
        states=tuple(_states(report, findings, compared)) if how.compares else (),
        weight=sum(_WEIGHT[cause.lead.severity] for cause in causes) + 1_000_000 * bool(report.problems),
    )


def _severities(report: Report, findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the severities of what was found, `none` where nothing was, `unchecked` where something was not checked."""
    yield from (one.value for one in Severity if any(finding.severity is one for finding in findings))
    if report.problems or report.skipped:
        yield "unchecked"
    if not findings and not report.problems:
        yield "none"


def _states(report: Report, findings: Sequence[Finding], compared: Compared | None) -> Iterator[str]:
    if compared is not None:
        yield from (state.value for state in compared.states(findings))
        return
    if findings:
        yield "new"
    if any(entry.by is SuppressedBy.BASELINE for entry in report.suppressed):
        yield "unchanged"


def _counted(severity: Severity, n: int) -> Bilingual:
    return told(lambda labels, _: labels.number(labels.counted[severity], n))


def _spans(words: Words | None) -> tuple[TextSpan, ...]:
    return () if words is None else tuple(filter(None, (words.title, words.body, *words.tags)))


def _before(one: FoundOne) -> RemarkView:
    place = one.location
    parts = [place.path, place.line, place.column] if place.cell is UNSET else [place.path, place.cell]
    return RemarkView(same(f"{one.code} {one.message}"), ":".join(str(part) for part in parts if part is not None))


def _cause(number: int, cause: Cause, spans: Sequence[TextSpan], compared: Compared | None) -> CauseView:
    places = list(dict.fromkeys(_place(finding, spans) for finding in cause.findings))
    lead = cause.lead
    return CauseView(
        number=number,
        severity=lead.severity,
        label=label(lambda labels: labels.severity[lead.severity]),
        headline=told(lambda _, language: cause.headline(language)),
        sureness=label(lambda labels: labels.confidence[lead.confidence]),
        codes=cause.codes,
        way_out=told(cause.way_out),
        places=tuple(places[:PLACES]),
        more=max(len(places) - PLACES, 0),
        state=_state(cause, compared),
    )


def _state(cause: Cause, compared: Compared | None) -> str:
    if compared is None:
        return ""
    is_new = any(compared.state_of(finding) is State.NEW for finding in cause.findings)
    return State.NEW.value if is_new else State.UNCHANGED.value


def _place(finding: Finding, spans: Sequence[TextSpan]) -> PlaceView:
    where = address(finding.location, finding.excerpt)
    words = told(lambda labels, _: in_words(finding.location, labels))
    if finding.excerpt is None or any(is_in(finding, span) for span in spans):
        return PlaceView(where, words, ())
    return PlaceView(where, words, tuple(quoted(finding.excerpt, finding.severity)))


def _fields(words: Words | None, causes: Sequence[Cause]) -> Iterator[FieldView]:
    if words is None:
        return
    for name, span in (("field_title", words.title), ("field_body", words.body)):
        if span is not None and span.text:
            yield FieldView(name, tuple(stretches(span.text[:MOST], _cut(marks_in(span, causes)))), _left(span))
    for tag in words.tags:
        yield FieldView("field_tags", tuple(stretches(tag.text[:MOST], _cut(marks_in(tag, causes)))), _left(tag))


def _cut(marks: Sequence[Mark]) -> list[Mark]:
    return [mark._replace(end=min(mark.end, MOST)) for mark in marks if mark.start < MOST]


def _left(span: TextSpan) -> int:
    return max(len(span.text) - MOST, 0)


def _remarks(report: Report, *, explain: bool) -> dict[Kind, list[RemarkView]]:
    en, zh = (list(remarks_of(report, language, explain=explain)) for language in LANGUAGES)
    kinds: dict[Kind, list[RemarkView]] = {kind: [] for kind in Kind}
    for one, other in zip(en, zh, strict=True):
        kinds[one.kind].append(RemarkView(Bilingual(en=one.text, zh=other.text), _where(one)))
    return kinds


def _where(remark: Remark) -> str:
    if remark.where is None:
        return ""
    place = address(remark.where, remark.excerpt)
    parts = [place, *(() if remark.excerpt is not None else (remark.line, remark.column))]
    return ":".join(str(part) for part in parts if part is not None)


def _whys(findings: Sequence[Finding], display: PostDisplay, how: Told) -> Iterator[WhyView]:
    for finding in {finding.code: finding for finding in reversed(findings)}.values():
        why = _why(finding, display.page_of(finding))
        yield why._replace(url="") if how.is_public and why.url.startswith("file:") else why


def _why(finding: Finding, page: str) -> WhyView:
    source = finding.source
    if source is None:
        return WhyView(finding.code, finding.why, page, same(page))
    return WhyView(finding.code, finding.why, page or source.url, told(lambda _, language: source.titled(language)))


def _copies(report: Report, findings: Sequence[Finding], how: Told) -> Copies:
    safe = every = ""
    if report.words is not None:
        safe = mended(report.words, findings, (Safety.SAFE,)) or ""
        every = mended(report.words, findings, (Safety.SAFE, Safety.UNSAFE)) or ""
    every = "" if every == safe else every
    if how.is_public:
        return Copies(safe=safe, all=every)
    return Copies(path=report.path, safe=safe, all=every, command=_command(report, findings))


def _command(report: Report, findings: Sequence[Finding]) -> str:
    """Return the command that makes the fixes of a post; empty where none can be made."""
    fixes = [f.fix for f in findings if f.fix is not None and f.fix.safety is not Safety.MANUAL and f.fix.edits]
    if not fixes:
        return ""
    start, _, row = report.path.rpartition(":")
    path = start if start and row.isdecimal() else report.path
    options = [
        *(["--unsafe-fixes"] if any(fix.safety is Safety.UNSAFE for fix in fixes) else []),
        *(["--fix-media"] if any(isinstance(edit, MediaEdit) for fix in fixes for edit in fix.edits) else []),
    ]
    return shlex.join(["rednote-lint", "fix", *options, "--", path])

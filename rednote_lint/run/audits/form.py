"""The audit as types: what `audit --format json` prints, and `schema audit` describes.

Version 1; fields are added, never renamed or removed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from rednote_lint.model import Finding
from rednote_lint.run.audits.audit import Audited, Change, Difference

VERSION: Literal[1] = 1
_Severity = Literal["error", "warning", "info"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object of the audit; readers must expect fields that are not here yet."""


class Place(Part, frozen=True, kw_only=True):
    """Where it is; lines and columns start at 1 and count code points."""

    path: str
    line: int | None
    column: int | None
    fragment: str | None
    """Time and box in a medium, as a W3C media fragment."""


class Changed(Part, frozen=True, kw_only=True):
    """A finding that is told differently."""

    change: Literal["comes", "goes", "severity"]
    code: str
    name: str
    pack: str
    before: _Severity | None
    """Null of a finding that comes."""
    after: _Severity | None
    """Null of a finding that goes."""
    message: str
    evidence: str
    location: Place
    fingerprint: str


class NotAudited(Part, frozen=True, kw_only=True):
    """What could not be answered from what the run kept."""

    rules: tuple[str, ...]
    """Codes; empty: nothing could be asked, because the run could not check the post."""
    files: tuple[str, ...]
    """Of which it was not kept what they ask."""


class AuditedPost(Part, frozen=True, kw_only=True):
    """A post that is told differently, or was not audited in full."""

    path: str
    id: str
    account: str
    changes: tuple[Changed, ...]
    not_audited: NotAudited | None


class Sums(Part, frozen=True, kw_only=True):
    """The sums of an audit."""

    posts: int
    different: int
    """Posts with changes."""
    comes: int
    goes: int
    severity: int
    not_audited: int
    """Posts that were not audited in full."""
    not_compared: tuple[str, ...]
    """Rules that compare posts with each other and could not be audited in full."""
    not_compared_posts: int = 0
    """Most posts of which it is not known what one of these says."""


class Tool(Part, frozen=True, kw_only=True):
    """The program."""

    name: str
    version: str


class AuditReport(Part, frozen=True, kw_only=True):
    """What `rednote-lint audit --format json` prints."""

    version: Literal[1]
    tool: Tool
    posts: tuple[AuditedPost, ...]
    """Those that are told differently or were not audited in full; the others are unchanged."""
    summary: Sums


def audit_schema() -> dict[str, object]:
    """Return the JSON Schema of the audit."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rednote-lint audit",
        **msgspec.json.schema(AuditReport),
    }


def post_of(audited: Audited) -> AuditedPost:
    """Return what is told of a post, in its language."""
    post = audited.post
    gap = NotAudited(rules=audited.unasked, files=audited.files)
    return AuditedPost(
        path=post.path,
        id=post.id,
        account=post.declared.account,
        changes=tuple(_changed(one, audited.language) for one in audited.differences),
        not_audited=None if is_whole(audited) else gap,
    )


def is_whole(audited: Audited) -> bool:
    """Say whether every rule was asked of a post."""
    return audited.was_checked and not audited.unasked


def plus(sums: Sums, audited: Audited) -> Sums:
    """Return the sums with one more post in them."""
    changes = [one.change for one in audited.differences]
    return msgspec.structs.replace(
        sums,
        posts=sums.posts + 1,
        different=sums.different + bool(changes),
        comes=sums.comes + changes.count(Change.COMES),
        goes=sums.goes + changes.count(Change.GOES),
        severity=sums.severity + changes.count(Change.SEVERITY),
        not_audited=sums.not_audited + (not is_whole(audited)),
    )


NO_SUMS = Sums(posts=0, different=0, comes=0, goes=0, severity=0, not_audited=0, not_compared=())


def _changed(one: Difference, language: str) -> Changed:
    finding = one.finding
    return Changed(
        change=one.change.value,
        code=finding.code,
        name=finding.name,
        pack=finding.pack,
        before=None if one.before is None else one.before.value,
        after=None if one.after is None else one.after.value,
        message=finding.message.pick(language),
        evidence=finding.evidence,
        location=_place(finding),
        fingerprint=finding.fingerprint,
    )


def _place(finding: Finding) -> Place:
    where, excerpt = finding.location, finding.excerpt
    is_of_media = where.time is not None or where.box is not None
    return Place(
        path=where.path,
        line=None if excerpt is None else excerpt.line,
        column=None if excerpt is None else excerpt.start + 1,
        fragment=where.fragment.rpartition("/")[2] if is_of_media else None,
    )

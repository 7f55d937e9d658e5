"""The JSON report as types: what `json` and `jsonl` write, and `schema report` describes.

Version 1; fields are added, never renamed or removed.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from rednote_lint.model import ArgumentValue

VERSION: Literal[1] = 1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An object of the report; readers must expect fields that are not here yet."""


class Place(Part, frozen=True, kw_only=True):
    """Where something is. Lines and columns are 1-based and count code points."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    """The first one after the hit."""
    time: tuple[float, float] | None = None
    """Seconds from the start of a video."""
    box: tuple[int, int, int, int] | None = None
    """x, y, width, height in pixels of the displayed picture."""
    fragment: str | None = None
    """Time and box as a W3C media fragment."""
    cell: str | UnsetType = UNSET
    """In a workbook alone: the cell, such as `C12`; the line is its row then, and columns count inside the cell."""


class TextChange(Part, frozen=True, kw_only=True, tag="text", tag_field="kind"):
    """Characters of a text file that are replaced."""

    path: str
    start: int
    """Code points from the start of the decoded file, without a byte-order mark."""
    end: int
    old: str | None
    """Null where it holds a key or a token."""
    new: str


class MediaChange(Part, frozen=True, kw_only=True, tag="media", tag_field="kind"):
    """A repaired copy of a media file."""

    path: str
    operation: str
    arguments: dict[str, ArgumentValue]
    sha256: str


class Offer(Part, frozen=True, kw_only=True):
    """A fix."""

    title: str
    safety: Literal["safe", "unsafe", "manual"]
    edits: tuple[TextChange | MediaChange, ...]


class Reference(Part, frozen=True, kw_only=True):
    """What is known of a rule's source."""

    title: str
    tier: Literal["law", "platform", "press", "community"]
    seen: str
    review_after: str | None


class FoundOne(Part, frozen=True, kw_only=True):
    """A finding."""

    code: str
    name: str
    pack: str
    severity: Literal["error", "warning", "info"]
    confidence: Literal["high", "medium", "low"]
    message: str
    evidence: str
    location: Place
    fix: Offer | None
    fingerprint: str
    source: str | None
    scope: str | None
    via: tuple[str, ...]
    why: str
    hint: str | None
    suggestions: tuple[str, ...]
    related: tuple[Place, ...]
    tags: tuple[str, ...]
    cause: str
    reference: Reference | None
    page: str | None


class Origin(Part, frozen=True, kw_only=True):
    """Where a suppression is written; of a baseline the file alone."""

    path: str
    line: int | None
    column: int | None


class SetAside(FoundOne, frozen=True, kw_only=True):
    """A finding that was suppressed."""

    reason: str
    by: Literal["directive", "config", "baseline"]
    until: str | None
    """The last day on which that counts."""
    suppressed_at: Origin | None
    """Where that is written."""


class NotChecked(Part, frozen=True, kw_only=True):
    """A rule or a file that was not checked."""

    what: str
    reason: str
    location: Place | None
    omission: Literal["choice", "failure"]


class Failure(Part, frozen=True, kw_only=True):
    """Something that was asked for and could not be done; the run exits with 2."""

    message: str
    remedy: str
    location: Place | None


class Note(Part, frozen=True, kw_only=True):
    """Something to know that changes neither verdict nor exit code."""

    what: str
    message: str
    location: Place | None


class LetPass(Part, frozen=True, kw_only=True):
    """A hit that an exception of its rule let pass."""

    code: str
    evidence: str
    reason: str
    location: Place


class CheckedPost(Part, frozen=True, kw_only=True):
    """Everything that came out of one post."""

    path: str
    id: str
    findings: tuple[FoundOne, ...]
    suppressed: tuple[SetAside, ...]
    skipped: tuple[NotChecked, ...]
    problems: tuple[Failure, ...]
    account: str
    notices: tuple[Note, ...]
    vetoes: tuple[LetPass, ...] | UnsetType = UNSET
    """With `--explain` alone."""


class Sums(Part, frozen=True, kw_only=True):
    """The sums of a run; findings that are not shown are among the errors, warnings and infos."""

    posts: int
    errors: int
    warnings: int
    infos: int
    suppressed: int
    skipped: int
    problems: int
    hidden: int
    """Findings below `--min-severity`."""
    interrupted: bool | UnsetType = UNSET
    """Ctrl-C ended the run: posts that were not reached are missing."""
    notices: tuple[Note, ...] | UnsetType = UNSET
    """What is to be known of the run as a whole, such as known findings that are found no more."""


class Tool(Part, frozen=True, kw_only=True):
    """The program."""

    name: str
    version: str


class JsonReport(Part, frozen=True, kw_only=True):
    """What `rednote-lint --format json` prints."""

    version: Literal[1]
    tool: Tool
    posts: tuple[CheckedPost, ...]
    summary: Sums


def report_schema() -> dict[str, object]:
    """Return the JSON Schema of the report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rednote-lint report",
        **msgspec.json.schema(JsonReport),
    }

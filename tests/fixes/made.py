"""Records for tests of fixes, made from the text of one file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rednote_lint.model import (
    Bilingual,
    Confidence,
    Finding,
    FixPolicy,
    Location,
    Post,
    PostKind,
    Rule,
    Safety,
    Scope,
    Severity,
    Source,
    SourceFile,
    TextRange,
    TextSpan,
    Tier,
)

SAID = Bilingual(en="said", zh="说")


def policy(**fields: Any) -> FixPolicy:
    return FixPolicy(**{"safety": Safety.SAFE, **fields})


def rule(fix: FixPolicy | None = None, code: str = "TX001") -> Rule:
    return Rule(
        code=code,
        name="some-rule",
        pack="tests",
        check="words",
        params=None,
        severity={"default": Severity.ERROR},
        confidence=Confidence.HIGH,
        message=SAID,
        why=SAID,
        fix=fix,
        source=Source(url="https://example.org", title="t", tier=Tier.PLATFORM, seen=dt.date(2026, 1, 1)),
    )


def finding(where: Location, **fields: Any) -> Finding:
    values: dict[str, Any] = {
        "code": "TX001",
        "name": "some-rule",
        "pack": "tests",
        "severity": Severity.ERROR,
        "confidence": Confidence.HIGH,
        "message": SAID,
        "why": SAID,
        "evidence": "",
        "fingerprint": "f",
        "location": where,
    }
    return Finding(**{**values, **fields})


def place_of(path: str, text: str, characters: str, nth: int = 0) -> Location:
    at = -1
    for _ in range(nth + 1):
        at = text.index(characters, at + 1)
    return Location(path=path, text=TextRange(at, at + len(characters)))


def post(text: str, path: str = "post.md", tags: tuple[str, ...] = (), **fields: Any) -> Post:
    """Make a post of one file; each tag is looked up in the text after the one before it; no body unless given."""
    spans, at = [], 0
    for tag in tags:
        at = text.index(tag, at)
        where = Location(path=path, text=TextRange(at, at + len(tag)))
        spans.append(TextSpan(scope=Scope.TAGS, text=tag, where=where))
        at += len(tag)
    values: dict[str, Any] = {
        "id": "post",
        "path": path,
        "root": ".",
        "kind": PostKind.TEXT,
        "tags": tuple(spans),
        "header": Location(path=path),
        "sources": (SourceFile(path=path, text=text),),
    }
    return Post(**{**values, **fields})


def body(text: str, start: int, path: str = "post.md") -> TextSpan:
    return TextSpan(scope=Scope.BODY, text=text[start:], where=Location(path=path, text=TextRange(start, len(text))))

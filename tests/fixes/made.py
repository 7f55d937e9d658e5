"""Records for tests of fixes, made from the text of one file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from rednote_lint.fixes.outcome import Offer
from rednote_lint.model import (
    Bilingual,
    Confidence,
    Finding,
    Fix,
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
    TextEdit,
    TextRange,
    TextSpan,
    Tier,
)

SAID = Bilingual(en="said", zh="说")
TITLE = Bilingual(en="t", zh="题")
CHARACTERS = st.text(st.sampled_from("ab 你好#＃\r\n\"'\u200b👍🏻:,{}[]-"), max_size=40)


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


def offer(*edits: TextEdit, severity: Severity = Severity.ERROR, code: str = "A1") -> Offer:
    where = Location(path=edits[0].path, text=edits[0].range)
    return Offer(code=code, severity=severity, where=where, fix=Fix(title=TITLE, safety=Safety.SAFE, edits=edits))


def edit(text: str, start: int, end: int, new: str, path: str = "a.md") -> TextEdit:
    return TextEdit(path=path, range=TextRange(start, end), old=text[start:end], new=new)


@st.composite
def offers_for(draw: st.DrawFn) -> tuple[str, list[Offer]]:
    text = draw(CHARACTERS)
    made = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 8)))
        severity = draw(st.sampled_from(list(Severity)))
        made.append(offer(edit(text, start, end, draw(CHARACTERS)), severity=severity, code=f"A{number}"))
    return text, made

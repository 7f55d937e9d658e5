"""Reports with words and pictures, as a run gives them to the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from random import Random

import msgspec
from PIL import Image

from rednote_lint.model import (
    Asset,
    AssetKind,
    Bilingual,
    Excerpt,
    Finding,
    Location,
    Report,
    Scope,
    Severity,
    Subtitle,
    TextRange,
    TextSpan,
    Thumbnail,
    Thumbnails,
    TimeRange,
    Transcript,
    Words,
)
from rednote_lint.model.base import Confidence

FILTERED = """(() => {
  const box = document.querySelector('[name=severity][value=error]'), start = performance.now();
  box.click();
  document.body.offsetHeight;
  const clicked = performance.now() - start, query = document.querySelector('[name=q]'), again = performance.now();
  query.value = 'title 99';
  query.dispatchEvent(new Event('input', {bubbles: true}));
  document.body.offsetHeight;
  const typed = performance.now() - again, shown = document.querySelectorAll('.post:not([hidden])').length;
  return [clicked, typed, shown];
})()"""
"""Milliseconds of a click on a filter and of a typed word, and how many posts are shown then."""
FOUND = """(async () => {
  const query = document.querySelector('[name=q]'), matched = document.getElementById('matched'), found = [];
  document.querySelector('[type=reset]').click();
  query.dispatchEvent(new Event('focus'));
  while (!shared.knowsTexts()) await new Promise(done => setTimeout(done));
  for (const word of %s) {
    const start = performance.now();
    query.value = word;
    query.dispatchEvent(new Event('input', {bubbles: true}));
    await new Promise(done => setTimeout(done));
    document.body.offsetHeight;
    found.push([matched.textContent, performance.now() - start]);
  }
  return found;
})()"""
"""How many posts are shown for some words, and the milliseconds that this took."""


def span(text: str, scope: Scope = Scope.BODY, path: str = "a/post.md", start: int = 0) -> TextSpan:
    return TextSpan(scope=scope, text=text, where=Location(path=path, text=TextRange(start, start + len(text))))


def finding(text: str, evidence: str, code: str = "AD101", severity: Severity = Severity.ERROR) -> Finding:
    start = text.index(evidence)
    said = Bilingual(en=f"“{evidence}” is an absolute claim", zh=f"“{evidence}”属于绝对化用语")
    return Finding(
        code=code,
        name="absolute",
        pack="adlaw",
        severity=severity,
        confidence=Confidence.HIGH,
        message=said,
        why=Bilingual(en="The law names it.", zh="法律点名。"),
        evidence=evidence,
        location=Location(path="a/post.md", text=TextRange(start, start + len(evidence))),
        fingerprint=f"{code}-{start}",
        scope=Scope.BODY,
        excerpt=Excerpt(line=1, text=text, start=start, end_line=1, end=start + len(evidence), end_text=""),
    )


def seen(evidence: str, start: float, end: float, path: str = "a/clip.mp4") -> Finding:
    """Return a finding in a subtitle."""
    where = Location(path=path, time=TimeRange(start, end))
    return msgspec.structs.replace(
        finding(evidence, evidence), location=where, scope=Scope.OCR, excerpt=None, fingerprint=f"{start}"
    )


def post(number: int, findings: Sequence[Finding] = (), text: str = "", pictures: int = 0) -> Report:
    path = f"posts/{number:04d}"
    assets = tuple(Asset(path=f"{path}/{n}.jpg", kind=AssetKind.IMAGE) for n in range(pictures))
    return Report(
        path=path,
        id=str(number),
        account=f"account {number % 7}",
        findings=tuple(findings),
        assets=assets,
        words=Words(title=span(f"Title {number}", Scope.TITLE, f"{path}/t"), body=span(text)),
    )


def thousand() -> list[Report]:
    """Return 1,000 posts, 300 of them with a finding, 200 with a picture."""
    text = "这是全网最佳防晒，夏天每天都用。" * 12
    found = [finding(text, "最佳")]
    return [post(n, found if n % 10 < 3 else (), text, pictures=int(n % 5 == 0)) for n in range(1000)]


@cache
def noise(side: int = 320) -> bytes:
    """Return a JPEG as large as a thumbnail of a photograph is."""
    picture = Image.frombytes("RGB", (side // 4, side * 3 // 16), Random(1).randbytes(side // 4 * (side * 3 // 16) * 3))
    stream = io.BytesIO()
    picture.resize((side, side * 3 // 4)).save(stream, "JPEG", quality=78)
    return stream.getvalue()


def illustrated(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
    return Thumbnails(
        pictures=tuple(Thumbnail(jpeg=noise(), width=1280, height=960) for _ in locations),
        seconds=20.0 if asset.kind is AssetKind.VIDEO else None,
    )


def tiny(asset: Asset, locations: Sequence[Location], side: int) -> Thumbnails:
    return Thumbnails(pictures=(Thumbnail(jpeg=noise(16), width=16, height=12),) * len(locations), seconds=20.0)


def hostile(text: str, report: Report) -> Report:
    """Put a text into every field that an author, a file system or a stranger's pack fills."""
    said = Bilingual(en=text, zh=text)
    found = []
    for one in report.findings:
        source = None if one.source is None else msgspec.structs.replace(one.source, title=text, url=text)
        fix = None if one.fix is None else msgspec.structs.replace(one.fix, title=said)
        excerpt = one.excerpt and msgspec.structs.replace(one.excerpt, text=text, start=0, end_line=1, line=1, end=4)
        where = msgspec.structs.replace(one.location, path=f"{text}.mp4" if excerpt is None else text)
        found.append(
            msgspec.structs.replace(
                one, code=text, pack=text, message=said, title=said, why=said, hint=said, evidence=text,
                suggestions=(text,), source=source, fix=fix, excerpt=excerpt, location=where, cause=text + one.code,
            )
        )  # fmt: skip
    aside = tuple(msgspec.structs.replace(one, finding=found[0], reason=text) for one in report.suppressed)
    skipped = tuple(msgspec.structs.replace(one, what=text, reason=said) for one in report.skipped)
    return msgspec.structs.replace(
        report,
        path=text,
        id=text,
        account=text,
        findings=tuple(found),
        suppressed=aside,
        skipped=skipped,
        assets=(Asset(path=f"{text}.mp4", kind=AssetKind.VIDEO), Asset(path=f"x/{text}", kind=AssetKind.IMAGE)),
        words=Words(
            title=span(text, Scope.TITLE, text), body=span(text, path=text), tags=(span(text, Scope.TAGS, text, 900),)
        ),
        transcripts=(Transcript(path=f"{text}.mp4", lines=(Subtitle(1.0, 3.0, text), Subtitle(3.0, 5.0, text))),),
    )

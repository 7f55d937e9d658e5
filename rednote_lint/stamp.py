"""From a hit to a finding: the rule's words, severity and source, the quoted lines, a fingerprint, a fix."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import PurePosixPath

import msgspec

from rednote_lint.fixes.collect import offers
from rednote_lint.fixes.crop import with_crops
from rednote_lint.fixes.directives.together import with_joint_removal
from rednote_lint.model import (
    Anchor,
    Client,
    Excerpt,
    Finding,
    Fix,
    Hit,
    Location,
    MediaEdit,
    Post,
    Rule,
    TextEdit,
    TextRange,
    Veto,
)
from rednote_lint.ruleset import RuleSet
from rednote_lint.text.detect.secrets import masked, secrets, with_secrets_masked, with_secrets_starred
from rednote_lint.text.lines import Lines


class Stamp:
    """Stamps the hits of one post.

    Args:
        post: the post.
        rules: the rules of the run, by which hits are worded.
        client: which of two severities counts where the clients differ.
    """

    def __init__(self, post: Post, rules: RuleSet, client: Client = Client.BOTH) -> None:
        self.post = post
        self.rules = rules
        self.client = client
        self._seen: Counter[str] = Counter()
        self._starred_lines: dict[str, str] = {}

    def finding(self, hit: Hit) -> Finding:
        """Answer a hit as its rule words it."""
        rule = self.rules.by_code[hit.code]
        values = {"hit": hit.evidence, **hit.values}
        finding = Finding(
            code=rule.code,
            name=rule.name,
            pack=rule.pack,
            severity=rule.severity_in(hit.scope, self.post.declared, self.client),
            confidence=hit.confidence or rule.confidence,
            message=rule.message.filled(values),
            why=rule.why.filled(values),
            evidence=hit.evidence,
            location=hit.where,
            fingerprint=self._fingerprint(hit),
            scope=hit.scope,
            via=hit.via,
            related=hit.related,
            related_excerpts=tuple(map(self.excerpt, hit.related)),
            hint=rule.fix.hint.filled(values) if rule.fix and rule.fix.hint else None,
            suggestions=hit.suggestions,
            source=rule.source,
            tags=rule.tags,
            excerpt=self.excerpt(hit.where),
            subject=hit.subject,
            title=rule.title,
        )
        return self._without_secrets(msgspec.structs.replace(finding, fix=self._fix(hit, finding, rule)), rule, values)

    def veto(self, veto: Veto) -> Veto:
        """Quote the lines of a hit that was let pass, as for a finding."""
        evidence = self._shown(veto.evidence, veto.where)
        return msgspec.structs.replace(veto, evidence=evidence, excerpt=self.excerpt(veto.where))

    def together(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Add the fixes that depend on everything that was found: one crop for all marks of a file."""
        return with_crops(findings, self.rules.by_code)

    def on_suppressions(self, hits: Iterable[Hit]) -> tuple[Finding, ...]:
        """Answer hits on suppressions."""
        return tuple(map(self.finding, hits))

    def removed_together(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Let suppressions go together where they have to."""
        return with_joint_removal(findings, self.post)

    def excerpt(self, where: Location) -> Excerpt | None:
        """Quote the lines of a place in a text file of the post; None when the place is elsewhere."""
        lines = self._lines.get(where.path)
        excerpt = lines.excerpt(where.text) if lines and where.text else None
        if excerpt is None or not self._secrets[where.path]:
            return excerpt
        text, end_text = self._starred(excerpt.text), self._starred(excerpt.end_text)
        return msgspec.structs.replace(excerpt, text=text, end_text=end_text)

    def anchor(self) -> Anchor | None:
        """Return the line on which the post begins."""
        own = next((place.path for place in (self.post.header, *self._own_places()) if place is not None), None)
        sources = [source for source in self.post.sources if own is None or source.path == own]
        return Anchor(path=sources[0].path, line=sources[0].first_line) if sources else None

    def named(self) -> dict[str, Anchor]:
        """Return the lines that name media."""
        lines: dict[str, Anchor] = {}
        for asset in self.post.assets:
            where = asset.named_at
            if where is not None and where.text is not None and where.path in self._lines:
                line = self._lines[where.path].position(where.text.start).line
                lines.setdefault(asset.path, Anchor(path=where.path, line=line))
        return lines

    def _own_places(self) -> tuple[Location, ...]:
        return tuple(span.where for span in (self.post.body, self.post.title) if span is not None)

    def order(self, where: Location, code: str) -> tuple[int, str, TextRange, float, str]:
        """Sort as a reader goes through a post: its own words first, then its media, each from start to end."""
        return (
            0 if where.path in self._lines else 1,
            where.path,
            where.text or TextRange(0, 0),
            where.time.start if where.time else 0.0,
            code,
        )

    @cached_property
    def _lines(self) -> dict[str, Lines]:
        return {source.path: Lines(source) for source in self.post.sources}

    @cached_property
    def _secrets(self) -> dict[str, list[tuple[int, int]]]:
        """Where keys and tokens stand in the text files of the post, in characters of the file."""
        return {
            source.path: [(source.offset + start, source.offset + end) for start, end in secrets(source.text)]
            for source in self.post.sources
        }

    def _starred(self, line: str) -> str:
        if line not in self._starred_lines:
            self._starred_lines[line] = with_secrets_starred(line)
        return self._starred_lines[line]

    def _without_secrets(self, finding: Finding, rule: Rule, values: dict[str, str]) -> Finding:
        """Mask keys and tokens in all that a report says: it is passed on to people who must not have them."""
        shown = {name: self._shown(value, finding.location) for name, value in values.items()}
        if shown == values:
            return finding
        hint = rule.fix.hint.filled(shown) if rule.fix and rule.fix.hint else None
        return msgspec.structs.replace(
            finding,
            message=rule.message.filled(shown),
            why=rule.why.filled(shown),
            hint=hint,
            evidence=shown["hit"],
            suggestions=tuple(self._shown(word, finding.location) for word in finding.suggestions),
        )

    def _shown(self, words: str, where: Location) -> str:
        """Mask secrets in words that a place says, and the words where the place lies inside a secret."""
        inside = where.text is not None and any(
            start <= where.text.start and where.text.end <= end for start, end in self._secrets.get(where.path, ())
        )
        return masked(words) if inside else with_secrets_masked(words)

    def _fix(self, hit: Hit, finding: Finding, rule: Rule) -> Fix | None:
        fix = hit.fixes[0] if hit.fixes else offers(finding, rule, self.post)
        if fix is None or not any(self._secrets.values()):
            return fix
        return msgspec.structs.replace(fix, edits=tuple(map(self._marked, fix.edits)))

    def _marked(self, edit: TextEdit | MediaEdit) -> TextEdit | MediaEdit:
        """Mark an edit that takes away a secret or a part of one."""
        if not isinstance(edit, TextEdit):
            return edit
        around = self._secrets.get(edit.path, ())
        meets = any(start < edit.range.end and edit.range.start < end for start, end in around)
        return msgspec.structs.replace(edit, secret=True) if meets else edit

    def _fingerprint(self, hit: Hit) -> str:
        """Identify a finding by rule, post, file name and evidence; the n-th of equal ones gets its number."""
        evidence = " ".join(hit.evidence.split())
        identity = "\0".join((hit.code, self.post.id, PurePosixPath(hit.where.path).name, evidence))
        self._seen[identity] += 1
        # A file name of undecodable bytes is held in lone surrogates.
        told = f"{identity}\0{self._seen[identity]}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(told).hexdigest()[:16]

"""`--format json`: the contract with other programs. Version 1; fields are added, never renamed or removed."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, TextIO

import msgspec

from rednote_lint.model import (
    Bilingual,
    Excerpt,
    Finding,
    Fix,
    Location,
    MediaEdit,
    Notice,
    PostDisplay,
    Problem,
    Report,
    Skipped,
    Source,
    Summary,
    TextEdit,
    Veto,
)
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.jsontext import encoded

VERSION = 1

Object = dict[str, Any]


class JsonReporter:
    """Writes one JSON object, post by post, so that a long run needs no memory for its report."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._explain = display.explain
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        """Write the version and the tool, and open the list of posts."""
        tool = encoded({"name": "rednote-lint", "version": run.version})
        self._stream.write(f'{{\n  "version": {VERSION},\n  "tool": {tool},\n  "posts": [')

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write one post, its sentences in its own language."""
        post = encoded(_PostObject(display, explain=self._explain).of(report), indent=2).replace("\n", "\n    ")
        self._stream.write(f"{self._separator}    {post}")
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        """Close the list of posts and write the sums."""
        sums = {
            "posts": summary.posts,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "suppressed": summary.suppressed,
            "skipped": summary.skipped,
            "problems": summary.problems,
            **({"interrupted": True} if summary.interrupted else {}),
        }
        close = "]" if self._separator == "\n" else "\n  ]"
        self._stream.write(f'{close},\n  "summary": {encoded(sums)}\n}}\n')


class _PostObject:
    """Builds the object of one post, its sentences in one language."""

    def __init__(self, display: PostDisplay, *, explain: bool) -> None:
        self._display = display
        self._explain = explain

    def of(self, report: Report) -> Object:
        shown = filter(self._display.shows, report.findings)
        post: Object = {
            "path": report.path,
            "id": report.id,
            "findings": [self._finding(finding) for finding in shown],
            "suppressed": [
                {**self._finding(entry.finding), "reason": entry.reason, "by": entry.by.value}
                for entry in report.suppressed
            ],
            "skipped": [self._skipped(skip) for skip in report.skipped],
            "problems": [self._problem(problem) for problem in report.problems],
            "account": report.account,
            "notices": [self._notice(notice) for notice in report.notices],
        }
        if self._explain:
            post["vetoes"] = [self._veto(veto) for veto in report.vetoes]
        return post

    def _finding(self, finding: Finding) -> Object:
        return {
            "code": finding.code,
            "name": finding.name,
            "pack": finding.pack,
            "severity": finding.severity.value,
            "confidence": finding.confidence.value,
            "message": self._say(finding.message),
            "evidence": finding.evidence,
            "location": _location(finding.location, finding.excerpt),
            "fix": None if finding.fix is None else self._fix(finding.fix),
            "fingerprint": finding.fingerprint,
            "source": None if finding.source is None else finding.source.url,
            "scope": None if finding.scope is None else finding.scope.value,
            "via": list(finding.via),
            "why": self._say(finding.why),
            "hint": None if finding.hint is None else self._say(finding.hint),
            "suggestions": list(finding.suggestions),
            "related": [_location(*related) for related in zip_longest(finding.related, finding.related_excerpts)],
            "tags": list(finding.tags),
            "cause": finding.cause,
            "reference": None if finding.source is None else _reference(finding.source, self._display.language),
        }

    def _fix(self, fix: Fix) -> Object:
        return {
            "title": self._say(fix.title),
            "safety": fix.safety.value,
            "edits": [_edit(edit) for edit in fix.edits],
        }

    def _skipped(self, skip: Skipped) -> Object:
        place = None if skip.where is None else _location(skip.where, None)
        return {"what": skip.what, "reason": self._say(skip.reason), "location": place, "omission": skip.omission.value}

    def _notice(self, notice: Notice) -> Object:
        place = None if notice.where is None else _location(notice.where, None)
        return {"what": notice.what, "message": self._say(notice.reason), "location": place}

    def _problem(self, problem: Problem) -> Object:
        place = None
        if problem.where is not None:
            place = {**_location(problem.where, None), "line": problem.line, "column": problem.column}
        remedy = self._say(problem.remedy) if problem.remedy else ""
        return {"message": self._say(problem.message), "remedy": remedy, "location": place}

    def _veto(self, veto: Veto) -> Object:
        return {
            "code": veto.code,
            "evidence": veto.evidence,
            "reason": self._say(veto.reason),
            "location": _location(veto.where, veto.excerpt),
        }

    def _say(self, text: Bilingual) -> str:
        return text.pick(self._display.language)


def _location(where: Location, excerpt: Excerpt | None) -> Object:
    """Lines and columns are 1-based and count code points; `end_column` is the first one after the hit."""
    return {
        "path": where.path,
        "line": None if excerpt is None else excerpt.line,
        "column": None if excerpt is None else excerpt.start + 1,
        "end_line": None if excerpt is None else excerpt.end_line,
        "end_column": None if excerpt is None else excerpt.end + 1,
        "time": None if where.time is None else list(where.time),
        "box": None if where.box is None else list(where.box),
        "fragment": None if where.time is None and where.box is None else where.fragment.rpartition("/")[2],
    }


def _edit(edit: TextEdit | MediaEdit) -> Object:
    if isinstance(edit, TextEdit):
        start, end = edit.range
        old = None if edit.secret else edit.old
        return {"kind": "text", "path": edit.path, "start": start, "end": end, "old": old, "new": edit.new}
    return {
        "kind": "media",
        "path": edit.path,
        "operation": edit.operation,
        "arguments": msgspec.to_builtins(edit.arguments),
        "sha256": edit.sha256,
    }


def _reference(source: Source, language: str) -> Object:
    return {
        "title": source.titled(language),
        "tier": source.tier.value,
        "seen": source.seen.isoformat(),
        "review_after": None if source.review_after is None else source.review_after.isoformat(),
    }

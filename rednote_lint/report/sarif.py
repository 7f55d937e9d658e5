"""`--format sarif`: SARIF 2.1.0 for code scanning; every result has a line of text, media stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TextIO

from rednote_lint.model import (
    Confidence,
    Excerpt,
    Finding,
    Location,
    PostDisplay,
    Report,
    Rule,
    Severity,
    Summary,
    Suppressed,
    SuppressedBy,
    TextEdit,
)
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.jsontext import encoded
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.anchors import anchor_of
from rednote_lint.report.places.columns import Region, Unit, region
from rednote_lint.report.places.edits import edit_region
from rednote_lint.report.places.names import row_names
from rednote_lint.report.places.paths import Paths
from rednote_lint.report.places.place import in_words
from rednote_lint.report.remarks import Kind, Remark, remarks_of, sentence
from rednote_lint.report.screen.closing import interruption, unshown
from rednote_lint.report.width import one_line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RANK = {Confidence.HIGH: 90.0, Confidence.MEDIUM: 60.0, Confidence.LOW: 30.0}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{\w+\}")

Object = dict[str, object]


class SarifReporter:
    """Writes results post by post; the rules that spoke and all notifications follow when the run is done."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._display = display
        self._run = RunInfo()
        self._paths = Paths("", "")
        self._rules: dict[str, Rule] = {}
        self._told: dict[str, Object] = {}
        self._notifications: list[Object] = []
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        """Open the list of results; paths start from the root of the repository."""
        self._run = run
        self._paths = Paths(run.here, run.repository)
        self._rules = {rule.code: rule for rule in run.rules}
        head: Object = {"$schema": SCHEMA, "version": "2.1.0", "properties": {"producer": "rednote-lint"}}
        units: Object = {"columnKind": "utf16CodeUnits", "newlineSequences": ["\r\n", "\n", "\r"]}
        self._stream.write(f'{encoded(head)[:-1]}, "runs": [{{\n{encoded(units)[1:-1]},\n"results": [')

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write the results of a post, suppressed ones among them."""
        for finding in filter(display.shows, report.findings):
            self._write(self._result(report, finding, display))
        for entry in report.suppressed:
            suppression = _suppression(entry)
            self._write({**self._result(report, entry.finding, display), "suppressions": [suppression]})
        for remark in remarks_of(report, display.language, explain=self._display.explain):
            if remark.kind is not Kind.SUPPRESSED:
                self._notifications.append(self._notification(report, remark))

    def end(self, summary: Summary) -> None:
        """Write the rules that spoke, what was not checked, and whether the run was complete."""
        labels = phrases(self._display.language)
        if summary.interrupted:
            self._notifications.append({"level": "error", "message": {"text": interruption(summary, labels)[0]}})
        for notice in summary.of_run:
            text = one_line(f"{notice.what}: {notice.reason.pick(self._display.language)}")
            self._notifications.append({"level": "note", "message": {"text": text}})
        if summary.hidden:
            self._notifications.append({"level": "note", "message": {"text": unshown(summary, labels)}})
        driver: Object = {"name": "rednote-lint"}
        if self._run.version:
            driver["version"] = self._run.version
        tool: Object = {"driver": {**driver, "rules": list(self._told.values())}}
        invocation: Object = {"executionSuccessful": not (summary.interrupted or summary.problems)}
        invocation["toolExecutionNotifications"] = self._notifications
        close = "]" if self._separator == "\n" else "\n]"
        self._stream.write(f'{close},\n"tool": {encoded(tool)},\n"invocations": [{encoded(invocation)}]\n}}]}}\n')

    def _write(self, result: Object) -> None:
        self._stream.write(f"{self._separator}{encoded(result)}")
        self._separator = ",\n"

    def _result(self, report: Report, finding: Finding, display: PostDisplay) -> Object:
        where, excerpt = finding.location, finding.excerpt
        if finding.code not in self._told:
            self._told[finding.code] = self._rule(finding, display.page_of(finding))
        result: Object = {
            "ruleId": finding.code,
            "ruleIndex": list(self._told).index(finding.code),
            "level": _LEVEL[finding.severity],
            "rank": _RANK[finding.confidence],
            "message": {"text": _LINK.sub(r"\\[", sentence(finding, display.language) + row_names(report))},
            "locations": [self._anchored(report, where, excerpt)],
            "partialFingerprints": {"rednoteLint/v1": finding.fingerprint},
        }
        optional: Object = {
            "relatedLocations": self._beside(report, finding, display.language),
            "attachments": self._attachments(finding, display.language),
            "fixes": self._fixes(finding, display.language),
        }
        result |= {key: value for key, value in optional.items() if value}
        return {**result, "properties": _properties(finding)}

    def _anchored(self, report: Report, where: Location, excerpt: Excerpt | None) -> Object:
        """Return the line of text that stands for a place, and the place itself as a logical location."""
        anchor = anchor_of(report, where, excerpt)
        place: Object = {"startLine": anchor.line} if excerpt is None else _region(region(excerpt, Unit.UTF_16))
        location: Object = {"physicalLocation": self._physical(anchor.path, place)}
        if excerpt is None:
            name = one_line(where.path.rpartition("/")[2])
            full = one_line(where.fragment)
            location["logicalLocations"] = [{"name": name, "fullyQualifiedName": full, "kind": "resource"}]
        return location

    def _physical(self, path: str, place: Object | None = None) -> Object:
        whole: Object = {"artifactLocation": {"uri": self._paths.uri(path)}}
        return whole if place is None else {**whole, "region": place}

    def _beside(self, report: Report, finding: Finding, language: str) -> list[Object]:
        own = [(finding.location, None)] if finding.excerpt is None else []
        others = zip_longest(finding.related, finding.related_excerpts)
        told: list[Object] = []
        for number, (where, excerpt) in enumerate([*own, *others], 1):
            place = None if excerpt is None else _region(region(excerpt, Unit.UTF_16))
            location: Object = {"id": number, "physicalLocation": self._physical(where.path, place)}
            words = in_words(where, phrases(language))
            told.append({**location, "message": {"text": words}} if words else location)
        return told

    def _attachments(self, finding: Finding, language: str) -> list[Object]:
        """Return the boxes, by file: in pixels of the displayed picture."""
        boxed = [where for where in (finding.location, *finding.related) if where.box is not None]
        return [
            {
                "description": {"text": in_words(where, phrases(language))},
                "artifactLocation": {"uri": self._paths.uri(where.path)},
                "rectangles": [
                    {"left": where.box.x, "top": where.box.y, "right": where.box.right, "bottom": where.box.bottom}
                ],
            }
            for where in boxed
            if where.box is not None
        ]

    def _fixes(self, finding: Finding, language: str) -> list[Object]:
        """Return the fix where all of it is text on the lines of the finding; a fix is whole or it is none."""
        fix = finding.fix
        texts = [edit for edit in fix.edits if isinstance(edit, TextEdit)] if fix is not None else []
        if fix is None or not texts or len(texts) < len(fix.edits):
            return []
        regions = [edit_region(finding, edit, Unit.UTF_16) for edit in texts]
        replacements = [
            {"deletedRegion": _region(place), "insertedContent": {"text": edit.new}}
            for edit, place in zip(texts, regions, strict=True)
            if place is not None
        ]
        if len(replacements) < len(texts):
            return []
        change: Object = {"artifactLocation": {"uri": self._paths.uri(texts[0].path)}, "replacements": replacements}
        return [{"description": {"text": one_line(fix.title.pick(language))}, "artifactChanges": [change]}]

    def _notification(self, report: Report, remark: Remark) -> Object:
        anchor = anchor_of(report, remark.where, remark.excerpt)
        place: Object = {"startLine": remark.line or anchor.line}
        if remark.excerpt is not None:
            place = _region(region(remark.excerpt, Unit.UTF_16))
        told: Object = {"level": _LEVEL[remark.severity], "message": {"text": remark.text + row_names(report)}}
        told["locations"] = [{"physicalLocation": self._physical(anchor.path, place)}]
        properties: Object = {"kind": remark.kind.value, "what": remark.what}
        if remark.where is not None:
            properties["path"] = self._paths.relative(remark.where.path)
        return {**told, "properties": properties}

    def _rule(self, finding: Finding, page: str) -> Object:
        """Describe a rule; one of a pack that another post brought is known from its finding alone."""
        language = self._display.language
        rule = self._rules.get(finding.code)
        why = rule.why if rule is not None else finding.why
        hint = finding.hint if rule is None else rule.fix.hint if rule.fix is not None else None
        title = rule.titled(language) if rule is not None else (finding.title or finding.message).pick(language)
        parts = [part for part in (why, hint) if part is not None]
        paragraphs = [_PLACEHOLDER.sub("…", part.pick(language)) for part in parts]
        text = "\n\n".join(paragraphs)
        source = finding.source
        markdown = text if source is None else f"{text}\n\n[{source.titled(language)}]({source.url})"
        told: Object = {
            "id": finding.code,
            "name": finding.name,
            "shortDescription": {"text": _PLACEHOLDER.sub("…", title)},
            "fullDescription": {"text": paragraphs[0]},
            "help": {"text": text, "markdown": markdown},
            "defaultConfiguration": {"level": _LEVEL[rule.severity["default"] if rule else finding.severity]},
        }
        if page or source is not None:
            told["helpUri"] = page or (source.url if source is not None else "")
        confidence = rule.confidence if rule is not None else finding.confidence
        return {**told, "properties": {"tags": [finding.pack, *finding.tags], "precision": confidence.value}}


def _region(place: Region) -> Object:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _suppression(entry: Suppressed) -> Object:
    kind = "inSource" if entry.by is SuppressedBy.DIRECTIVE else "external"
    told: Object = {"kind": kind, "status": "accepted"}
    return {**told, "justification": one_line(entry.reason)} if entry.reason else told


def _properties(finding: Finding) -> Object:
    where = finding.location
    pairs: Iterator[tuple[str, object | None]] = iter(
        (
            ("confidence", finding.confidence.value),
            ("pack", finding.pack),
            ("scope", finding.scope.value if finding.scope is not None else None),
            ("cause", finding.cause or None),
            ("timeRange", _numbers(where.time)),
            ("box", _numbers(where.box)),
        )
    )
    return {key: value for key, value in pairs if value is not None}


def _numbers(values: Sequence[float] | None) -> list[float] | None:
    return None if values is None else list(values)

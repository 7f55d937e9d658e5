"""Marks of findings in what an author typed: a text cut into stretches, each with the causes that name it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rednote_lint.model import Excerpt, Finding, Scope, Severity, Subtitle, TextRange, TextSpan, TimeRange
from rednote_lint.report.screen.causes import Cause

MOST = 20_000
"""Characters of one text that are shown: four times the longest that the platform takes."""
AROUND = 80
"""Characters before and behind a hit in a line that is quoted."""


class Stretch(NamedTuple):
    """Characters that have the same marks."""

    text: str
    severity: Severity | None = None
    """Of the gravest finding here; None without one."""
    numbers: tuple[int, ...] = ()
    """Of the causes whose mark ends here."""


class Mark(NamedTuple):
    """A hit in a text."""

    start: int
    end: int
    severity: Severity
    number: int
    """Of its cause, 1-based."""


def marks_in(span: TextSpan, causes: Sequence[Cause]) -> list[Mark]:
    """Return the hits that lie in a text of the post's files."""
    found = []
    for number, cause in enumerate(causes, 1):
        for finding in cause.findings:
            found += [Mark(*place, finding.severity, number) for place in _places(span, finding)]
    return found


def is_in(finding: Finding, span: TextSpan) -> bool:
    """Say whether the place of a finding lies in a text."""
    return _inside(span, finding.location.path, finding.location.text) is not None


def stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """Cut a text where a mark begins or ends; marks may overlap."""
    held = [mark for mark in marks if mark.start < mark.end]
    edges = sorted({0, len(text), *(edge for mark in held for edge in mark[:2] if 0 <= edge <= len(text))})
    made = []
    for start, end in pairwise(edges):
        here = [mark for mark in held if mark.start <= start and end <= mark.end]
        worst = max((mark.severity for mark in here), key=lambda severity: severity.rank, default=None)
        numbers = tuple(sorted({mark.number for mark in here if mark.end == end}))
        made.append(Stretch(text[start:end], worst, numbers))
    return made


def quoted(excerpt: Excerpt, severity: Severity) -> list[Stretch]:
    """Return the line that an excerpt is of, cut around its hit."""
    end = excerpt.end if excerpt.end_line == excerpt.line else len(excerpt.text)
    first, last = max(excerpt.start - AROUND, 0), min(end + AROUND, len(excerpt.text))
    before = ("…" if first else "") + excerpt.text[first : excerpt.start]
    after = excerpt.text[end:last] + ("…" if last < len(excerpt.text) else "")
    hit = excerpt.text[excerpt.start : min(end, excerpt.start + 2 * AROUND)]
    return [Stretch(before), Stretch(hit, severity), Stretch(after)]


def marks_in_lines(path: str, lines: Sequence[Subtitle], causes: Sequence[Cause]) -> list[list[Mark]]:
    """Return what findings name of each subtitle: their words where it holds them, all of it where none of them does.

    What was seen has its moment and its words, and no characters in a file; rules may have looked less often than the
    subtitles were read, so that their moment is that of several.
    """
    found: list[dict[Mark, None]] = [{} for _ in lines]
    for number, cause in enumerate(causes, 1):
        for finding in cause.findings:
            for time in _times(finding, path) if finding.scope is Scope.OCR else ():
                then = [at for at, line in enumerate(lines) if time.start < line.end and line.start < time.end]
                words = {at: list(_words_of(finding, lines[at])) for at in then}
                is_held = any(words.values())
                for at in then:
                    own = words[at] if is_held else [(0, len(lines[at].text))]
                    found[at].update((Mark(start, end, finding.severity, number), None) for start, end in own)
    return [list(marks) for marks in found]


def _times(finding: Finding, path: str) -> Iterator[TimeRange]:
    for where in (finding.location, *finding.related):
        if where.path == path and where.time is not None:
            yield where.time


def _words_of(finding: Finding, line: Subtitle) -> Iterator[tuple[int, int]]:
    """Yield where the words of a finding stand in a subtitle; they may go on in the next one."""
    said = line.text.casefold()
    if len(said) != len(line.text):  # A letter that folds into two moves the others.
        said = line.text
    for part in filter(None, (part.strip().casefold() for part in finding.evidence.splitlines())):
        start = said.find(part)
        if start >= 0:
            yield start, start + len(part)


def _places(span: TextSpan, finding: Finding) -> Iterable[tuple[int, int]]:
    for where in (finding.location, *finding.related):
        place = _inside(span, where.path, where.text)
        if place is not None:
            yield place


def _inside(span: TextSpan, path: str, place: TextRange | None) -> tuple[int, int] | None:
    """Return the offsets in a text of a place in its file; None where it lies outside."""
    whole = span.where.text
    if place is None or whole is None or path != span.where.path:
        return None
    if place.start < whole.start or place.end > max(whole.end, whole.start + len(span.text)):
        return None
    start, end = _offset(span, whole.start, place.start), _offset(span, whole.start, place.end)
    return min(start, len(span.text)), min(end, len(span.text))


def _offset(span: TextSpan, begin: int, target: int) -> int:
    """Return the offset in a text of an offset in its file, where the two may drift apart."""
    if not span.pieces:
        return target - begin
    index = max(bisect_right([in_file for _, in_file in span.pieces], target) - 1, 0)
    in_text, in_file = span.pieces[index]
    reached = in_text + (target - in_file)
    if index + 1 < len(span.pieces):
        reached = min(reached, span.pieces[index + 1][0])
    return max(reached, 0)

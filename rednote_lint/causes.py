"""Groups findings of one cause: what the author would change or replace once.

One cause are the parts of one platform's mark (wordmark, handle, end card, origin tags, its own text read by the text
rules), one rule on many files, and one passage named by several rules. The id of a cause is the code of its most severe
rule, so the same cause has the same id in every post.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from rednote_lint.model import Finding, Scope

ORIGIN = "origin"
"""Tag of rules on what a platform wrote into a file that was saved from it."""

GAP = 12
"""Characters between two findings of one pack on one line up to which they are one passage."""


def with_causes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings of one post, each with the id of its cause; order and number stay."""
    causes = {index: finding.code for index, finding in enumerate(findings)}
    for passage in _passages(findings):
        lead = _lead(findings, passage)
        causes.update(dict.fromkeys(passage, lead))
    for mark in _marks(findings):
        lead = _lead(findings, [index for index in mark if findings[index].subject])
        causes.update(dict.fromkeys(mark, lead))
    return tuple(replace(finding, cause=causes[index]) for index, finding in enumerate(findings))


def _lead(findings: Sequence[Finding], group: Iterable[int]) -> str:
    """Return the code of the most severe finding of a group; of equals the first."""
    return findings[max(group, key=lambda index: (findings[index].severity.rank, -index))].code


def _passages(findings: Sequence[Finding]) -> Iterator[list[int]]:
    """Yield runs of findings in text that overlap, or stand side by side and belong to one pack.

    What spans several lines is one passage only with others of its pack that do. What is said of a whole post has no
    scope; its place, a header or a row of a table, holds every passage there is.
    """
    placed = sorted(
        (f.location.path, _is_wide(f), f.location.text, i)
        for i, f in enumerate(findings)
        if f.location.text is not None and f.scope is not None
    )
    for _, here in groupby(placed, key=lambda item: item[:2]):
        passage: list[int] = []
        end = 0
        for _, _, text, index in here:
            if passage and not _adjoins(findings[passage[-1]], findings[index], text.start - end):
                yield passage
                passage = []
            passage.append(index)
            end = max(end, text.end)
        yield passage


def _is_wide(finding: Finding) -> bool:
    """Whether a finding spans several lines: what stands between its parts need not have its cause."""
    return finding.excerpt is not None and finding.excerpt.end_line > finding.excerpt.line


def _adjoins(last: Finding, this: Finding, gap: int) -> bool:
    if gap < 0:
        return last.pack == this.pack or not _is_wide(this)
    same_line = last.excerpt is not None and this.excerpt is not None and last.excerpt.line == this.excerpt.line
    return gap <= GAP and same_line and last.pack == this.pack


def _marks(findings: Sequence[Finding]) -> Iterator[list[int]]:
    """Yield, for each platform whose mark was found, its findings and what else stems from that mark."""
    by_subject: dict[str, list[int]] = {}
    for index, finding in enumerate(findings):
        if finding.subject:
            by_subject.setdefault(finding.subject, []).append(index)
    taken: set[int] = set()
    for marks in by_subject.values():
        stems = [
            index
            for index, finding in enumerate(findings)
            if index not in taken and any(_stems_from(finding, findings[mark]) for mark in marks)
        ]
        taken.update(stems)
        yield [*marks, *stems]


def _stems_from(finding: Finding, mark: Finding) -> bool:
    """Whether a finding is about the tags of the marked file, or about text inside the mark."""
    if finding.subject or finding.location.path != mark.location.path:
        return False
    return ORIGIN in finding.tags or (finding.scope is Scope.OCR and _inside(finding, mark))


def _inside(finding: Finding, mark: Finding) -> bool:
    """Whether most of a box lies in that of a mark, at a time at which the mark is there."""
    inner, outer = finding.location.box, mark.location.box
    if inner is None or outer is None:
        return False
    time, other = finding.location.time, mark.location.time
    if time is not None and other is not None and (time.end < other.start or other.end < time.start):
        return False
    return 2 * inner.intersection_area(outer) > inner.area

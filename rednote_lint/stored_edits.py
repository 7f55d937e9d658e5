"""Arguments of media edits in stored reports: told by name, because only their operation says which struct they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from rednote_lint.fixes.operations import OPERATIONS, typed
from rednote_lint.model import Finding, MediaEdit, Report

Given = tuple[dict[str, Any], ...]
"""The arguments of each media edit of a report, in the order of its findings and of those they overlap."""


def stated_arguments(report: Report) -> Given:
    """Return the arguments of all media edits as plain values."""
    return tuple(msgspec.to_builtins(edit.arguments) for finding in _findings(report) for edit in _edits(finding))


def with_arguments(report: Report, given: Given) -> Report:
    """Give each media edit of a stored report its arguments back.

    Raises:
        msgspec.ValidationError: they are not those of its operation.
    """
    if not given:
        return report
    left = iter(given)
    return replace(
        report,
        findings=tuple(_restored(finding, left) for finding in report.findings),
        overlapped=tuple(replace(one, finding=_restored(one.finding, left)) for one in report.overlapped),
    )


def _findings(report: Report) -> Iterator[Finding]:
    yield from report.findings
    yield from (one.finding for one in report.overlapped)


def _edits(finding: Finding) -> Iterator[MediaEdit]:
    return (edit for edit in (finding.fix.edits if finding.fix else ()) if isinstance(edit, MediaEdit))


def _restored(finding: Finding, left: Iterator[dict[str, Any]]) -> Finding:
    if finding.fix is None or not any(_edits(finding)):
        return finding
    edits = tuple(_typed(edit, next(left)) if isinstance(edit, MediaEdit) else edit for edit in finding.fix.edits)
    return replace(finding, fix=replace(finding.fix, edits=edits))


def _typed(edit: MediaEdit, given: dict[str, Any]) -> MediaEdit:
    return replace(edit, arguments=typed(OPERATIONS[edit.operation].arguments, given))

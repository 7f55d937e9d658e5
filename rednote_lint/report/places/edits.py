"""The lines and columns of an edit, told from the lines that its finding quotes."""

from __future__ import annotations

import re

from rednote_lint.model import Finding, TextEdit
from rednote_lint.report.places.columns import Region, Unit

_LINE_END = re.compile(r"\r\n|\n|\r")


def edit_region(finding: Finding, edit: TextEdit, unit: Unit) -> Region | None:
    """Return where an edit stands; None where it starts on another line than its finding.

    Args:
        finding: what it mends.
        edit: one of its edits.
        unit: of the columns.
    """
    excerpt, where = finding.excerpt, finding.location.text
    if excerpt is None or where is None or edit.path != finding.location.path:
        return None
    start = edit.range.start - (where.start - excerpt.start)
    first, *others = _LINE_END.split(edit.old)
    quoted = excerpt.text[max(start, 0) : start + len(first)]
    if not 0 <= start <= len(excerpt.text) or not (edit.secret or quoted == first):
        return None
    column = unit.length(excerpt.text[:start]) + 1
    if others:
        return Region(excerpt.line, column, excerpt.line + len(others), unit.length(others[-1]) + 1)
    return Region(excerpt.line, column, excerpt.line, column + unit.length(first))

"""The caption with its fixes made, ready to be copied."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rednote_lint.model import Finding, Safety, TextEdit, TextSpan, Words


def mended(words: Words, findings: Iterable[Finding], safeties: Collection[Safety]) -> str | None:
    """Return title and body with the edits of their findings; None where none changes them or they cannot be had.

    An edit that overlaps one of a graver finding is left out, and so is a fix of which a part is.

    Args:
        words: as they were typed.
        findings: of the post.
        safeties: of the fixes that are made.
    """
    spans = [span for span in (words.title, words.body) if span is not None]
    if words.is_starred or not spans or not all(map(_is_literal, spans)):
        return None
    taken: list[TextEdit] = []
    for finding in sorted(findings, key=lambda finding: -finding.severity.rank):
        fix = finding.fix
        if fix is None or fix.safety not in safeties:
            continue
        edits = [edit for edit in fix.edits if isinstance(edit, TextEdit) and not edit.new_file]
        if len(edits) == len(fix.edits) and all(_fits(edit, spans, taken) for edit in edits):
            taken += [edit for edit in edits if edit not in taken]
    if not taken:
        return None
    return "\n\n".join(filter(None, (_edited(span, taken) for span in spans)))


def _is_literal(span: TextSpan) -> bool:
    return span.where.text is not None and not span.pieces


def _fits(edit: TextEdit, spans: Iterable[TextSpan], taken: Iterable[TextEdit]) -> bool:
    inside = any(_is_inside(edit, span) for span in spans)
    return inside and not any(
        edit != other and edit.range.start < other.range.end and other.range.start < edit.range.end for other in taken
    )


def _is_inside(edit: TextEdit, span: TextSpan) -> bool:
    whole = span.where.text
    if whole is None or edit.path != span.where.path or edit.range.start < whole.start:
        return False
    start, end = edit.range.start - whole.start, edit.range.end - whole.start
    return end <= len(span.text) and span.text[start:end] == edit.old


def _edited(span: TextSpan, edits: Iterable[TextEdit]) -> str:
    assert span.where.text is not None
    text, begin = span.text, span.where.text.start
    for edit in sorted(edits, key=lambda edit: edit.range, reverse=True):
        if _is_inside(edit, span):
            text = text[: edit.range.start - begin] + edit.new + text[edit.range.end - begin :]
    return text.strip()

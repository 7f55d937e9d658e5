"""Removes suppressions from a post's header; with the last one goes the key `lint`, everything else stays."""

from __future__ import annotations

from collections.abc import Sequence

from rednote_lint.fixes.directives.header import IGNORE, LINT, Header
from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.spelling import BREAKS_FILE
from rednote_lint.syntax.tree import Items, Path, Table, TreeError

_GONE = Bilingual(en="it does not stand there any more", zh="该处已没有这项设置")


def removal(source: SourceFile, at: int) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that removes the suppression that starts at a place of the file.

    Args:
        source: the file, or the row of a manifest, that states it.
        at: the start of its `Directive.where`.
    """
    try:
        header = Header(source)
    except TreeError:
        return BREAKS_FILE
    number = next((n for n, node in enumerate(header.directives) if node.start == at), None)
    if number is None:
        return _GONE
    if len(header.directives) == 1:
        return removal_of_all(source)
    edit = header.edit(*_element(header, number))
    kept = {path: text for path, text in header.values().items() if path[:3] != (LINT, IGNORE, number)}
    expected = {_moved(path, number): text for path, text in kept.items()}
    return (edit,) if header.after([edit]) == expected else BREAKS_FILE


def removal_of_all(source: SourceFile) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that removes all suppressions of a header, the key `lint` with them."""
    try:
        header = Header(source)
    except TreeError:
        return BREAKS_FILE
    if header.lint is None or not isinstance(header.root, Table):
        return _GONE
    number = header.root.entries.index(header.lint)
    places = [(header.start(entry), header.end(entry.value)) for entry in header.root.entries]
    if header.is_flow(header.root):
        edit = header.edit(*_in_brackets(header, places, number))
    else:
        start, end = places[number]
        edit = header.edit(header.line_start(start), header.next_line(end))
    expected = {path: text for path, text in header.values().items() if path[0] != LINT}
    return (edit,) if header.after([edit]) == expected else BREAKS_FILE


def _moved(path: Path, removed: int) -> Path:
    """Return the path of a value once the directive before it is gone."""
    if path[:2] == (LINT, IGNORE) and isinstance(path[2], int) and path[2] > removed:
        return (LINT, IGNORE, path[2] - 1, *path[3:])
    return path


def _element(header: Header, number: int) -> TextRange:
    node = header.directives[number]
    if isinstance(header.ignore, Items) and header.is_flow(header.ignore):
        return _in_brackets(header, [(one.start, header.end(one)) for one in header.directives], number)
    dash = header.cut(header.source.offset, node.start).rstrip()
    return TextRange(header.line_start(header.source.offset + len(dash)), header.next_line(header.end(node)))


def _in_brackets(header: Header, places: Sequence[tuple[int, int]], number: int) -> TextRange:
    """Return what is to be cut so that an element of a list or table in brackets goes, with one comma."""
    start, end = places[number]
    first, last = header.line_start(start), header.line_end(end)
    before, behind = header.cut(first, start), header.cut(end, last).lstrip(" \t,")
    if not before.strip() and (not behind or behind.startswith("#")) and first > header.source.offset:
        return TextRange(first, header.next_line(last) if header.cut(last, last + 1) else last)
    if number + 1 < len(places):
        following = places[number + 1][0]
        between = header.cut(end, following)
        if "\n" not in between and "\r" not in between:
            return TextRange(start, following)
        comma = end + len(header.cut(end, last)) - len(behind)
        return TextRange(start, comma)
    if number and "#" not in header.cut(places[number - 1][1], start):
        return TextRange(places[number - 1][1], end)
    return TextRange(start, end)

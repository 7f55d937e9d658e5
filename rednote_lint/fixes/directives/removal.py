"""Removes suppressions from a header or a configuration; with the last one goes their key, everything else stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import msgspec

from rednote_lint.fixes.directives.header import IN_CONFIGURATION, Header
from rednote_lint.fixes.directives.toml import without_entry
from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.spelling import BREAKS_FILE
from rednote_lint.syntax.tree import Items, Path, Table, TreeError
from rednote_lint.syntax.writer import spliced

_GONE = Bilingual(en="it does not stand there any more", zh="该处已没有这项设置")


def removal(source: SourceFile, *starts: int) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that removes the suppressions that start at some places of a file; one edit for all of them.

    Args:
        source: the file, or the row of a manifest, that states them.
        starts: the starts of their `Directive.where`.
    """
    made: tuple[TextEdit, ...] | Bilingual = ()
    left = source
    for start in sorted(set(starts), reverse=True):  # The last goes first, so that the others keep their places.
        made = _removal(left, start)
        if isinstance(made, Bilingual):
            return made
        inside = [msgspec.structs.replace(edit, range=source.inside(edit.range)) for edit in made]
        left = msgspec.structs.replace(left, text=spliced(left.text, inside))
    return made if len(set(starts)) == 1 else (_difference(source, left.text),)


def _removal(source: SourceFile, at: int) -> tuple[TextEdit, ...] | Bilingual:
    if PurePath(source.path).suffix.lower() == ".toml":
        cut = without_entry(source.text, at)
        if cut is None:
            return BREAKS_FILE
        old = source.characters(cut.range)
        return (TextEdit(path=source.path, range=cut.range, old=old, new=cut.new),)
    try:
        header = Header(source)
        if header.top is None:
            header = Header(source, IN_CONFIGURATION)
    except TreeError:
        return BREAKS_FILE
    number = next((n for n, node in enumerate(header.directives) if node.start == at), None)
    if number is None:
        return _GONE
    if len(header.directives) == 1:
        return _removal_of_all(header)
    edit = header.edit(*_element(header, number))
    one = (*header.keys, number)
    kept = {path: text for path, text in header.values().items() if path[: len(one)] != one}
    expected = {_moved(path, one): text for path, text in kept.items()}
    return (edit,) if header.after([edit]) == expected else BREAKS_FILE


def _removal_of_all(header: Header) -> tuple[TextEdit, ...] | Bilingual:
    """Make the edit that removes all suppressions, their key with them."""
    if header.top is None or not isinstance(header.root, Table):
        return _GONE
    number = header.root.entries.index(header.top)
    places = [(header.start(entry), header.end(entry.value)) for entry in header.root.entries]
    if header.is_flow(header.root):
        edit = header.edit(*_in_brackets(header, places, number))
    else:
        start, end = places[number]
        edit = header.edit(header.line_start(start), header.next_line(end))
    expected = {path: text for path, text in header.values().items() if path[0] != header.keys[0]}
    return (edit,) if header.after([edit]) == expected else BREAKS_FILE


def _difference(source: SourceFile, after: str) -> TextEdit:
    """Return the one edit that makes a text of another: between what both begin and end with."""
    before = source.text
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    behind = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    old, new = before[start : len(before) - behind], after[start : len(after) - behind]
    place = TextRange(source.offset + start, source.offset + start + len(old))
    return TextEdit(path=source.path, range=place, old=old, new=new)


def _moved(path: Path, removed: Path) -> Path:
    """Return the path of a value once the suppression before it is gone."""
    *keys, number = removed
    last = len(keys)
    if path[:last] == tuple(keys) and isinstance(at := path[last], int) and isinstance(number, int) and at > number:
        return (*keys, at - 1, *path[last + 1 :])
    return path


def _element(header: Header, number: int) -> TextRange:
    node = header.directives[number]
    if isinstance(header.listed, Items) and header.is_flow(header.listed):
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

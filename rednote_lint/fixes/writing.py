"""Turns "these characters become those" into an edit of the file, in that file's own notation, or says why not."""

from __future__ import annotations

from pathlib import PurePath

from rednote_lint.fixes.notation import FRONT_MATTER, YAML_BREAKS, Notation, field_at, reading, spelled, widened
from rednote_lint.fixes.yaml_leaves import Leaf, Path, leaves
from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange

_YAML = (Notation.YAML_BARE, Notation.YAML_SINGLE, Notation.YAML_DOUBLE)
_NO_NEWLINE = (Notation.YAML_BARE, Notation.YAML_SINGLE)
_BREAKS_CELL = Bilingual(
    en="the new text needs quotes, and this cell has none: put the cell in quotes, or edit it by hand",
    zh="新文本需要引号，而该单元格没有引号：请先给单元格加引号，或手动修改",
)
_OUTSIDE = Bilingual(
    en="the characters reach over the edge of one value of the file: edit it by hand",
    zh="这些字符跨越了文件中一个值的边界：请手动修改",
)
_BREAKS_FILE = Bilingual(
    en="the new text would change how the rest of the file is read: edit it by hand",
    zh="新文本会改变文件其余部分的含义：请手动修改",
)


def rewrite(source: SourceFile, place: TextRange, new: str) -> TextEdit | Bilingual:
    """Make the edit that lets `place` say `new`, or return why it cannot be made.

    Args:
        source: the file as it was read.
        place: code points of its text; widened when they cut a written character in two.
        new: the characters as a reader shall see them; escapes are added here.
    """
    field = field_at(source.path, source.text, place)
    if field.notation is Notation.OUTSIDE:
        return _OUTSIDE
    if field.notation is Notation.CSV_BARE and any(char in ',;\t"\r\n' for char in new):
        return _BREAKS_CELL
    if field.notation in _NO_NEWLINE and any(char in new for char in YAML_BREAKS):
        return _BREAKS_FILE
    if field.notation is Notation.YAML_BARE and "\t" in new:  # Readers disagree about tabs outside quotes.
        return _BREAKS_FILE
    place = widened(source.text, field, place)
    written = spelled(field.notation, new, source.text[field.range.start : field.range.end])
    edit = replacement(source, place, written)
    if field.notation not in _YAML or _survives(source, edit, new):
        return edit
    return _BREAKS_FILE


def replacement(source: SourceFile, place: TextRange, written: str) -> TextEdit:
    """Make an edit that puts `written` into the file as it stands, without a look at notation."""
    return TextEdit(path=source.path, range=place, old=source.text[place.start : place.end], new=written)


def spliced(text: str, edits: tuple[TextEdit, ...]) -> str:
    """Return `text` after edits that do not overlap; the other characters are the same as before.

    Args:
        text: the decoded file.
        edits: in any order; two insertions at one place keep their order.
    """
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.range.start, edit.range.end)):
        parts += [text[at : edit.range.start], edit.new]
        at = edit.range.end
    return "".join([*parts, text[at:]])


def _survives(source: SourceFile, edit: TextEdit, new: str) -> bool:
    """Say whether the YAML around an edit reads as before, but for the one text that the edit is about.

    A file that could not be read before is not judged: what an edit does there is unknown, so the answer is no.
    """
    try:
        before = leaves_of(source.path, source.text)
        after = leaves_of(source.path, spliced(source.text, (edit,)))
    except ValueError:
        return False
    different = changed_paths(before, after)
    if len(different) > 1 or before.keys() != after.keys():
        return False
    value = reading(source.path, source.text, edit.range)
    old = value.text[value.place.start : value.place.end]
    return all(
        after[path].meaning[1] == "str" and _is_replaced(before[path].value, after[path].value, old, new)
        for path in different
    )


def _is_replaced(before: str, after: str, old: str, new: str) -> bool:
    """Say whether a value differs by one replacement; blanks at its ends do not count, a plain value has none."""
    starts = (at for at in range(len(before) - len(old) + 1) if before.startswith(old, at))
    return any((before[:at] + new + before[at + len(old) :]).strip() == after.strip() for at in starts)


def leaves_of(path: str, text: str) -> dict[Path, Leaf]:
    """Read the YAML of a file, be it all of it or its front matter.

    Raises:
        ValueError: the YAML cannot be read.
    """
    if PurePath(path).suffix.lower() in (".md", ".markdown"):
        front = FRONT_MATTER.match(text)
        return leaves(front["yaml"]) if front else {}
    return leaves(text)


def changed_paths(before: dict[Path, Leaf], after: dict[Path, Leaf]) -> set[Path]:
    """Return the paths whose value came, went or changed."""
    both = before.keys() & after.keys()
    return (before.keys() ^ after.keys()) | {path for path in both if before[path].meaning != after[path].meaning}

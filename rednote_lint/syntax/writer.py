"""Writes new text into a value of a file in that value's own notation, or says why not.

Every edit is verified by parsing the file again with the reader: the value must say the new text and every other value
what it said before, so that reader and writer cannot disagree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec

from rednote_lint.model import Bilingual, SourceFile, TextEdit, TextRange
from rednote_lint.syntax.alignment import unit_end
from rednote_lint.syntax.csv_table import Row, parse_csv, separator_of
from rednote_lint.syntax.file_syntax import BODY, HEADING, FileSyntax, syntax_of, values_of
from rednote_lint.syntax.front_matter import find_front_matter
from rednote_lint.syntax.spelling import BREAKS_FILE, objection, spelled
from rednote_lint.syntax.tree import Notation, Path, Scalar, TreeError
from rednote_lint.syntax.yaml_tree import plain_type

OUTSIDE = Bilingual(
    en="the characters reach over the edge of one value of the file: edit it by hand",
    zh="这些字符跨越了文件中一个值的边界：手动修改",
)
_FIRST_LINE = re.compile(r"\s*\S[^\r\n]*[\r\n]+|[ \t]*[\r\n]+")
_LOOSE_ENDS = (Notation.YAML_PLAIN, Notation.YAML_BLOCK, Notation.HEADING, Notation.CUE, Notation.ASS_CUE)
"""Notations that hold no blanks at the ends of a value."""


class Value(NamedTuple):
    """A value of a file, and the place in it that was asked for."""

    path: Path
    scalar: Scalar
    source: SourceFile
    """The file, or the line or row of it that the value stands in."""
    place: TextRange
    """The place in `text`."""

    @property
    def text(self) -> str:
        """The value as a reader sees it, through its escapes."""
        return self.scalar.value.text

    @property
    def is_cue(self) -> bool:
        """Whether it is a line of a subtitle, which may go altogether."""
        return self.scalar.notation in (Notation.CUE, Notation.ASS_CUE)

    def in_file(self, piece: TextRange) -> TextRange:
        """Return the range of the file that a range of `text` is written in, whole escapes."""
        start, end = piece
        value = self.scalar.value
        first = value.at(start) if start < len(self.text) else value.end
        if start == end:
            return TextRange(first, first)
        last = value.at(end - 1) - self.source.offset
        return TextRange(first, unit_end(self.scalar.notation, self.source.text, last) + self.source.offset)


class Writer:
    """Makes edits of one text file; every place counts from the start of the file."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self._read: dict[int, dict[Path, Scalar] | None] = {}
        self._parts: dict[int, SourceFile] = {}
        self._sorted: dict[int, list[tuple[Path, Scalar]]] = {}

    def value_at(self, place: TextRange) -> Value | None:
        """Return the value that a place lies in; None for one that no value holds, or when nothing can be parsed."""
        part = self._part(place)
        in_order = self._in_order(part)
        at = bisect_right(in_order, place.start, key=_start) - 1
        if at < 0 or in_order[at][1].value.end < place.end:
            return None
        while at and in_order[at - 1][1].value.end >= place.end:  # The place is empty, and ends this one as well.
            at -= 1
        path, scalar = in_order[at]
        return Value(path, scalar, part, _inner(scalar, place))

    def values_beside(self, value: Value) -> list[Value]:
        """Return every value under a key of the same file, line or row, each with its whole text as its place."""
        values = (self._values(value.source) or {}).items()
        return [
            Value(path, scalar, value.source, TextRange(0, len(scalar.value.text)))
            for path, scalar in values
            if path not in (HEADING, BODY)
        ]

    def replace(self, place: TextRange, new: str) -> TextEdit | Bilingual:
        """Make the edit that lets a place say `new`, or return why it cannot be made.

        Args:
            place: code points of the file; widened when they cut a written character in two.
            new: the characters as a reader shall see them; escapes are added here.
        """
        value = self.value_at(place)
        return OUTSIDE if value is None else self.write(value, value.place, new)

    def write(self, value: Value, piece: TextRange, new: str) -> TextEdit | Bilingual:
        """Make the edit that lets a piece of a value's text say `new`, or return why it cannot be made."""
        notation = value.scalar.notation
        refusal = objection(notation, new)
        if refusal is not None:
            return refusal
        written = spelled(notation, new, self.source.characters(value.scalar.value.range))
        edit = self.raw(value.in_file(piece), written)
        expected = value.text[: piece.start] + new + value.text[piece.end :]
        return edit if self._says(value, edit, expected) else BREAKS_FILE

    def raw(self, place: TextRange, written: str) -> TextEdit:
        """Make the edit that puts `written` into the file as it stands, whatever that means there."""
        return TextEdit(path=self.source.path, range=place, old=self.source.characters(place), new=written)

    def changes_only(self, edits: Sequence[TextEdit], tops: Collection[str | int]) -> bool:
        """Say whether edits leave every value as it was but those below some top-level keys.

        Args:
            edits: of one file, or of one line or row of a manifest.
            tops: first steps of the paths that may change.
        """
        if not edits:
            return True
        part = self._part(edits[0].range)
        before = self._values(part)
        after = _values_or_none(_after(part, edits))
        if before is None or after is None or not {path[0] for path in changed_paths(before, after)} <= set(tops):
            return False
        return BODY[0] not in tops or _same_drift(before, after, edits)

    def _says(self, value: Value, edit: TextEdit, expected: str) -> bool:
        if value.path == BODY and edit.range.start >= self._running:
            return True
        before = self._values(value.source)
        after = _values_or_none(_after(value.source, (edit,)))
        if before is None or after is None or changed_paths(before, after) - {value.path}:
            return False
        if value.path not in after:
            return value.is_cue and not expected.strip()
        return _agrees(after[value.path], value.scalar, expected)

    @cached_property
    def _running(self) -> int:
        """Where nothing but running text follows, whatever is written there; the end of the file when nowhere.

        In Markdown, a first line may be a fence or a heading, so that text counts as running behind its first line.
        """
        text, end = self.source.text, len(self.source.text) + self.source.offset + 1
        match syntax_of(self.source.path):
            case FileSyntax.PLAIN:
                return self.source.offset
            case FileSyntax.MARKDOWN:
                with suppress(TreeError):
                    front = find_front_matter(text)
                    first = _FIRST_LINE.match(text, front.end if front else 0)
                    return first.end() + self.source.offset if first else end
        return end

    def _values(self, part: SourceFile) -> dict[Path, Scalar] | None:
        if part.offset not in self._read:
            self._read[part.offset] = _values_or_none(part)
        return self._read[part.offset]

    def _in_order(self, part: SourceFile) -> list[tuple[Path, Scalar]]:
        """Return the values of a part by where they start; no two of them share a character."""
        if part.offset not in self._sorted:
            values = self._values(part) or {}
            self._sorted[part.offset] = sorted(values.items(), key=lambda item: item[1].value.range)
        return self._sorted[part.offset]

    def _part(self, place: TextRange) -> SourceFile:
        """Return what must be parsed to know a place: a line or row of a manifest, else the whole file."""
        match syntax_of(self.source.path):
            case FileSyntax.JSON_LINES:
                return self._line(self.source.inside(place).start)
            case FileSyntax.CSV if not self.source.separator:
                return self._row(place.start)
        return self.source

    def _line(self, at: int) -> SourceFile:
        number = bisect_right(self._line_starts, max(at, 0)) - 1
        start, following = self._line_starts[number : number + 2]
        return self._cut(TextRange(start, following - 1))

    @cached_property
    def _line_starts(self) -> list[int]:
        """Where each line begins, and where one behind the end would."""
        ends = [match.end() for match in re.finditer("\n", self.source.text)]
        return [0, *ends, len(self.source.text) + 1]

    def _row(self, at: int) -> SourceFile:
        number = bisect_right(self._rows, at, key=lambda row: row.start) - 1
        if number < 0 or self._rows[number].end < at:
            return msgspec.structs.replace(self.source, text="", separator=self._separator)
        row = self._rows[number]
        return self._cut(self.source.inside(TextRange(row.start, row.end)), self._separator)

    def _cut(self, inside: TextRange, separator: str = "") -> SourceFile:
        """Return a part of the file, the same for all values in it."""
        start, end = inside
        if start not in self._parts:
            self._parts[start] = msgspec.structs.replace(
                self.source, text=self.source.text[start:end], offset=self.source.offset + start, separator=separator
            )
        return self._parts[start]

    @cached_property
    def _separator(self) -> str:
        return separator_of(self.source.text)

    @cached_property
    def _rows(self) -> list[Row]:
        rows: list[Row] = []
        with suppress(TreeError):  # The rows before a mistake are sound.
            for row in parse_csv(self.source.text, self._separator, self.source.offset):
                rows.append(row)
        return rows


@lru_cache(maxsize=4)
def writer_of(source: SourceFile) -> Writer:
    """Return the writer of a file, the same for all edits of one file: it is parsed once."""
    return Writer(source)


def _start(item: tuple[Path, Scalar]) -> int:
    return item[1].start


def spliced(text: str, edits: Sequence[TextEdit]) -> str:
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


def changed_paths(before: dict[Path, Scalar], after: dict[Path, Scalar]) -> set[Path]:
    """Return the paths whose value came, went or changed its text or type."""
    both = before.keys() & after.keys()
    return (before.keys() ^ after.keys()) | {path for path in both if _meaning(before[path]) != _meaning(after[path])}


def _after(part: SourceFile, edits: Sequence[TextEdit]) -> SourceFile:
    inside = [msgspec.structs.replace(edit, range=part.inside(edit.range)) for edit in edits]
    return msgspec.structs.replace(part, text=spliced(part.text, inside))


def _values_or_none(source: SourceFile) -> dict[Path, Scalar] | None:
    try:
        return values_of(source)
    except TreeError:
        return None


def _inner(scalar: Scalar, place: TextRange) -> TextRange:
    """Return the characters of a value that a range of the file is written for."""
    start = scalar.value.index(place.start)
    end = scalar.value.index(place.end - 1) + 1 if place.end > place.start else start
    return TextRange(start, max(start, min(end, len(scalar.value.text))))


def _meaning(scalar: Scalar) -> tuple[str, str]:
    """Return the text of a value and its type, whatever its quotes."""
    match scalar.notation:
        case Notation.YAML_PLAIN:
            return scalar.value.text, plain_type(scalar.value.text)
        case Notation.JSON_LITERAL:
            return scalar.value.text, "literal"
    return scalar.value.text, "str"


def _agrees(after: Scalar, before: Scalar, expected: str) -> bool:
    """Say whether a value says what was asked for, as text or as what it was before: `true` for `false`."""
    text, type_ = _meaning(after)
    if before.notation in _LOOSE_ENDS:
        text, expected = text.strip(), expected.strip()
    return text == expected and type_ in ("str", _meaning(before)[1])


def _same_drift(before: dict[Path, Scalar], after: dict[Path, Scalar], edits: Sequence[TextEdit]) -> bool:
    """Say whether running text grew or shrank by just what was edited in it, so that no line of it became markup."""
    if BODY not in before or BODY not in after:
        return (BODY in before) is (BODY in after)
    start, end = before[BODY].value.range
    drift = sum(len(edit.new) - len(edit.old) for edit in edits if start <= edit.range.start and edit.range.end <= end)
    return len(after[BODY].value.text) - len(before[BODY].value.text) == drift

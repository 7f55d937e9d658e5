"""Reads one table, of a text or of a workbook: what its headings mean, and the fields of each row."""

from __future__ import annotations

from collections.abc import Sequence

from rednote_lint.model import Bilingual, Location, Notice, Problem, SourceFile, TextRange
from rednote_lint.posts.columns import Columns
from rednote_lint.posts.fields import FieldReader, Fields
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.tree import Entry, Items, Scalar, Table
from rednote_lint.text.lines import Lines

WORDS = frozenset(("title", "body"))
_NO_COLUMN = Bilingual(en="{name} has no column that belongs to a post", zh="{name} 没有笔记用得到的列")
_NAME_COLUMNS = Bilingual(
    en="The first line names the columns, such as title,body,tags,images; `--map title=COLUMN` says what a column is.",
    zh="第一行写列名，如 title,body,tags,images（或 标题,正文,话题,图片）；用 `--map title=列名` 说明某列的含义。",
)
_OF_COPY = "rednote-lint "
"""How the headings begin that a checked copy of a calendar has beside its own."""
_CLASH = (
    Bilingual(en="the columns “{first}” and “{second}” are both “{key}”", zh="“{first}”和“{second}”两列都是“{key}”"),
    Bilingual(
        en="Delete or rename one of them, or say which counts: `--map {key}=COLUMN`. The first one was read.",
        zh="删除或改名其中一列，或用 `--map {key}=列名` 指定；这次读取了前一列。",
    ),
)
_UNREAD = Bilingual(
    en="columns that no field of a post has were not read: {columns}; `--map FIELD=COLUMN` gives one a meaning",
    zh="以下列不是笔记的字段，没有读取：{columns}；用 `--map 字段=列名` 可以指定含义",
)


class TableReader:
    """The columns of one table.

    Args:
        source: the row of the headings.
        headings: its cells.
        columns: what headings mean.
    """

    def __init__(self, source: SourceFile, headings: Sequence[Scalar], columns: Columns) -> None:
        self._source = source
        self._headings = headings
        self._columns = columns
        self._assigned = columns.assigned([cell.value.text for cell in headings])

    @property
    def width(self) -> int:
        """How many columns have a heading, or stand before one that has."""
        return len(self._headings)

    @property
    def keys(self) -> tuple[str | None, ...]:
        """The key of each column; None where none has it."""
        return self._assigned.keys

    @property
    def is_of_posts(self) -> bool:
        """Whether a title or a body is among them, or at least two other fields."""
        found = {key for key in self.keys if key}
        return bool(found & WORDS) or len(found) > 1

    def problems(self) -> tuple[Problem, ...]:
        """Say what is wrong with the headings: two of one field, one that resembles a field, none of a post."""
        unknown = [
            Entry(key=cell.value, value=Scalar(value=verbatim("", cell.value.end), null=True))
            for cell, key in zip(self._headings, self.keys, strict=True)
            if key is None and not cell.null and cell not in self._clashing
        ]
        near = FieldReader(self._source, closed=False).read(Table(entries=tuple(unknown), start=self._source.offset))
        return (*near.problems, *self._clashes(), *(() if any(self.keys) else [self._without_columns()]))

    @property
    def _clashing(self) -> list[Scalar]:
        return [self._headings[clash.second] for clash in self._assigned.clashes]

    def _clashes(self) -> list[Problem]:
        return [
            self._problem(
                _CLASH[0].filled(
                    {"first": self._name(clash.first), "second": self._name(clash.second), "key": clash.key}
                ),
                _CLASH[1].filled({"key": clash.key}),
                self._headings[clash.second].value.start,
            )
            for clash in self._assigned.clashes
        ]

    def _without_columns(self) -> Problem:
        return self._problem(_NO_COLUMN.filled({"name": self._source.path}), _NAME_COLUMNS, self._source.offset)

    def _problem(self, message: Bilingual, remedy: Bilingual, offset: int) -> Problem:
        lines = Lines(self._source)
        position = lines.position(offset)
        return Problem(
            message=message,
            remedy=remedy,
            where=Location(path=self._source.path, text=TextRange(offset, offset)),
            line=position.line,
            column=position.column,
            cell=lines.cell(offset),
        )

    def notices(self) -> tuple[Notice, ...]:
        """Name the columns that are not read, once."""
        unread = [
            self._name(number)
            for number, key in enumerate(self.keys)
            if key is None and not self._headings[number].null and self._headings[number] not in self._clashing
        ]
        unread = [name for name in unread if not name.startswith(_OF_COPY)]
        if not unread or not any(self.keys):
            return ()
        return (unread_columns(self._source.path, unread),)

    def _name(self, number: int) -> str:
        return self._headings[number].value.text.strip()

    def fields(self, row: SourceFile, cells: Sequence[Scalar]) -> Fields:
        """Read the fields of a row; columns that are numbered make one list."""
        found: dict[str, list[tuple[Scalar, Scalar]]] = {}
        for key, heading, cell in zip(self.keys, self._headings, cells, strict=False):
            if key is not None:
                found.setdefault(key, []).append((heading, cell))
        entries = tuple(Entry(key=several[0][0].value, value=_together(several)) for several in found.values())
        by_heading = {several[0][0].value.text.strip(): key for key, several in found.items()}
        reader = FieldReader(row, closed=False, key_of=lambda name: by_heading.get(name, ""))
        return reader.read(Table(entries=entries, start=row.offset))


def _together(several: Sequence[tuple[Scalar, Scalar]]) -> Scalar | Items:
    """Return the value of one column, or those of numbered columns as a list."""
    if len(several) == 1:
        return several[0][1]
    parts = tuple(cell for _, cell in several if not cell.null)
    return Items(items=parts, start=several[0][1].start)


def unread_columns(path: str, names: Sequence[str]) -> Notice:
    """Make the notice of columns that are not read."""
    shown = Bilingual(en=", ".join(f"“{name}”" for name in names), zh="、".join(f"“{name}”" for name in names))
    return Notice(
        what=path,
        reason=Bilingual(en=_UNREAD.en.replace("{columns}", shown.en), zh=_UNREAD.zh.replace("{columns}", shown.zh)),
        where=Location(path=path),
    )

"""Reads the rows of a workbook as posts: its visible sheets, or the one that `calendar.xlsx#Sheet2` names.

A row is text of its own, made of its cells; it has no characters in the file, so that nothing in a workbook is edited.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

from rednote_lint.model import (
    Bilingual,
    CellStart,
    Location,
    Notice,
    Omission,
    Post,
    Problem,
    Record,
    Skipped,
    SourceFile,
    TextRange,
)
from rednote_lint.posts.build import unreadable
from rednote_lint.posts.course import Course
from rednote_lint.posts.files import sheet_of
from rednote_lint.posts.row import row_origin, row_post
from rednote_lint.posts.source import Sources
from rednote_lint.posts.table import WORDS, TableReader
from rednote_lint.syntax.source import text_problem
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.tree import Notation, Scalar
from rednote_lint.syntax.workbook.package import NotReadable, is_checked_copy
from rednote_lint.syntax.workbook.sheets import WIDEST, SheetName, SheetRow, Value, Workbook
from rednote_lint.syntax.workbook.survey import Merged, Place, Survey, letters
from rednote_lint.text.lines import Lines

_ABOVE_TABLE = 20
"""Rows among which the headings are looked for: some calendars have a title above them."""
_NAMED = 8
"""Rows, ranges and sheets that a notice names; more are counted."""
_MEDIA = frozenset(("cover", "images", "video", "subtitles", "media"))
_NO_SHEET = (
    Bilingual(en="has no sheet “{sheet}”", zh="没有名为“{sheet}”的工作表"),
    Bilingual(en="Its sheets: {sheets}.", zh="它的工作表：{sheets}。"),
)
_NO_TABLE = (
    Bilingual(en="has no sheet whose headings belong to a post", zh="没有一个工作表的列名是笔记的字段"),
    Bilingual(
        en="One row names the columns, such as title, body, images or “标题”, “正文”, “图片”; "
        "`--map title=COLUMN` says what a column is.",
        zh="用一行写列名，如 标题、正文、图片 或 title、body、images；用 `--map title=列名` 说明某列的含义。",
    ),
)
_HIDDEN_SHEETS = Bilingual(
    en="hidden sheets were not read: {names}; name one to check it: {path}#SHEET",
    zh="隐藏的工作表没有读取：{names}；要检查就写 {path}#工作表名",
)
_OTHER_SHEETS = Bilingual(
    en="sheets without columns of a post were not read: {names}", zh="没有笔记字段的工作表没有读取：{names}"
)
_HIDDEN_ROWS = Bilingual(en="hidden rows were checked as well: {names}", zh="隐藏的行也检查了：{names}")
_MERGED = Bilingual(
    en="in merged cells each row has the value that they show: {names}", zh="合并单元格的每一行都取其显示的值：{names}"
)
_NO_HEADING = Bilingual(en="columns without a heading were not read: {names}", zh="没有列名的列没有读取：{names}")
_TOO_WIDE = Bilingual(en="columns behind the {most}th were not read", zh="第 {most} 列以后的列没有读取")
_PICTURE = Bilingual(
    en="the picture in {cell} was not read: save it as a file and write its name into a column such as images",
    zh="{cell} 里的图片没有读取：另存为文件，并把文件名写进“图片”之类的列",
)
_MEND_CELL = Bilingual(en="Open the workbook, correct the cell, and save it.", zh="打开工作簿，改正这个单元格后保存。")


class _Table(NamedTuple):
    """A sheet whose headings were found."""

    sheet: SheetName
    known: Survey
    heading_row: int
    reader: TableReader
    columns: tuple[int, ...]
    """The number of each column that has a heading."""


class _Asides(Record, frozen=True):
    """What is told with the first row of a sheet."""

    notices: tuple[Notice, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def looks_like_calendar(path: Path, sources: Sources, *, or_broken: bool) -> bool:
    """Tell a calendar that lies in a folder from any other workbook; `or_broken`: one that cannot be read counts."""
    file = sources.opened(path)
    if isinstance(file, Problem):
        return or_broken
    if sources.held(path) is None and is_checked_copy(path):
        return False
    columns = sources.columns(path)
    with file:
        try:
            book = Workbook(file)
            for sheet in book.sheets:
                rows = islice(book.rows(sheet), _ABOVE_TABLE) if sheet.is_visible else iter(())
                if any(columns.key_of(value.text) in WORDS for row in rows for value in row.values.values()):
                    return True
        except NotReadable:
            return or_broken
    return False


def tables_in(path: Path, sources: Sources) -> Iterator[tuple[str, str, int]]:
    """Give the tables behind a path: the name before the row in the paths of posts, the sheet, the row of its headings.

    Raises:
        NotReadable: the workbook is damaged.
        OSError: it cannot be opened.
    """
    table, wanted = sheet_of(path)
    with table.open("rb") as file:
        reading = _Reading(table, Workbook(file), sources)
        sheets = reading.sheets(wanted)
        tables = reading.tables(sheets)
        for one in tables:
            name = row_origin(table, sheet=reading.shown_name(one, wanted, tables)).path
            yield name, one.sheet.name, one.heading_row


def workbook_posts(path: Path, sheet: str, sources: Sources, course: Course) -> Iterator[Post]:
    """Give the post of each row of the visible sheets, or of the one that is named.

    Args:
        path: the workbook.
        sheet: its name, or nothing.
        sources: opens it.
        course: is told how much of it was read.
    """
    file = sources.opened(path)
    if isinstance(file, Problem):
        yield unreadable(row_origin(path), file)
        return
    with file:
        try:
            yield from _Reading(path, Workbook(file), sources).posts(sheet, course)
        except NotReadable as error:
            yield unreadable(row_origin(path), text_problem(path.as_posix(), error.message, error.remedy))


class _Reading:
    """Reads one workbook."""

    def __init__(self, path: Path, book: Workbook, sources: Sources) -> None:
        self._path = path
        self._book = book
        self._sources = sources
        self._name = path.as_posix()

    def sheets(self, wanted: str) -> list[SheetName]:
        """Return the sheet that is named, or the visible ones."""
        return [sheet for sheet in self._book.sheets if (sheet.name == wanted if wanted else sheet.is_visible)]

    def tables(self, sheets: Sequence[SheetName]) -> list[_Table]:
        """Return the tables of posts in some sheets."""
        return [table for table in map(self._table, sheets) if table is not None]

    def shown_name(self, table: _Table, wanted: str, tables: Sequence[_Table]) -> str:
        """Return the name of a sheet where the paths of its posts say it: it was named, or others have posts too."""
        return table.sheet.name if wanted or len(tables) > 1 else ""

    def posts(self, wanted: str, course: Course) -> Iterator[Post]:
        sheets = self.sheets(wanted)
        if not sheets and wanted:
            message, remedy = _NO_SHEET
            names = [sheet.name for sheet in self._book.sheets]
            yield self._unreadable(message.filled({"sheet": wanted}), remedy.filled({"sheets": names}))
            return
        tables = self.tables(sheets)
        if not tables and any(self._book.survey(sheet).last.row for sheet in sheets):
            yield self._unreadable(*_NO_TABLE)
            return
        first = self._of_book(wanted, sheets, tables)
        for table in course.parts(tables, [table.known.last.row for table in tables]):
            name = self.shown_name(table, wanted, tables)
            for post in self._of_table(table, name, course):
                yield msgspec.structs.replace(post, notices=(*first, *post.notices))
                first = ()

    def _unreadable(self, message: Bilingual, remedy: Bilingual) -> Post:
        return unreadable(row_origin(self._path), text_problem(self._name, message, remedy))

    def _of_book(self, wanted: str, sheets: Sequence[SheetName], tables: Sequence[_Table]) -> tuple[Notice, ...]:
        """Say which sheets are not read."""
        if wanted:
            return ()
        read = {table.sheet.part for table in tables}
        hidden = [sheet.name for sheet in self._book.sheets if not sheet.is_visible]
        others = [sheet.name for sheet in sheets if sheet.part not in read and self._book.survey(sheet).last.row]
        told = ((_HIDDEN_SHEETS, hidden), (_OTHER_SHEETS, others))
        return tuple(self._notice(text, names) for text, names in told if names)

    def _notice(self, text: Bilingual, names: Sequence[str], sheet: str = "") -> Notice:
        shown = list(names[:_NAMED])
        if len(names) > _NAMED:
            shown[-1] += f" (+{len(names) - _NAMED})"
        said = text.filled({"names": shown, "path": self._name, "most": str(WIDEST)})
        return Notice(what=self._of(sheet), reason=said, where=Location(path=self._name))

    def _of(self, sheet: str) -> str:
        return row_origin(self._path, sheet=sheet).path

    def _table(self, sheet: SheetName) -> _Table | None:
        """Find the headings of a sheet: of its first rows the first that names fields of a post."""
        known = self._book.survey(sheet)
        for row in islice(self._book.rows(sheet), _ABOVE_TABLE):
            columns = tuple(sorted(row.values))
            source, cells = self._text(row, columns, {}, "")
            reader = TableReader(source, cells, self._sources.columns(self._path))
            if reader.is_of_posts:
                return _Table(sheet, known, row.number, reader, columns)
        return None

    def _of_table(self, table: _Table, name: str, course: Course) -> Iterator[Post]:
        asides = self._asides(table, name)
        if problems := table.reader.problems():
            bare = unreadable(row_origin(self._path, table.heading_row, sheet=name), *problems)
            yield msgspec.structs.replace(bare, notices=asides.notices, skipped=asides.skipped)
            asides = _Asides()
        merged = _Merges(table.known.merged, table.heading_row)
        pictures = [place for place in reversed(table.known.pictures) if place.row > table.heading_row]
        for row in self._book.rows(table.sheet):
            shown = merged.shown(row)
            if row.number > table.heading_row:
                course.reached((row.number - 1) / max(row.number, table.known.last.row))
                post = self._post(table, row, shown, name)
                here = []
                while pictures and pictures[-1].row <= row.number:
                    here.append(pictures.pop())
                post = msgspec.structs.replace(post, skipped=tuple(self._picture(place, name) for place in here))
                yield msgspec.structs.replace(
                    post, notices=(*asides.notices, *post.notices), skipped=(*asides.skipped, *post.skipped)
                )
                asides = _Asides()

    def _asides(self, table: _Table, name: str) -> _Asides:
        known = table.known
        hidden = [str(row) for row in known.hidden if row > table.heading_row]
        merged = [one.name for one in known.merged if _is_column(one) and one.last.row > table.heading_row]
        bare = [letters(column) for column in sorted(known.columns - {*table.columns}) if column <= WIDEST]
        wide = ["…"] if known.last.column > WIDEST else []
        told = ((_NO_HEADING, bare), (_HIDDEN_ROWS, hidden), (_MERGED, merged), (_TOO_WIDE, wide))
        above = [place for place in known.pictures if place.row <= table.heading_row or place.row > known.last.row]
        return _Asides(
            notices=(
                *(msgspec.structs.replace(one, what=self._of(name)) for one in table.reader.notices()),
                *(self._notice(text, names, name) for text, names in told if names),
            ),
            skipped=tuple(self._picture(place, name) for place in above),
        )

    def _post(self, table: _Table, row: SheetRow, shown: dict[int, Value], name: str) -> Post:
        values = {**shown, **row.values}
        links = {}
        for column, key in zip(table.columns, table.reader.keys, strict=True):
            target = table.known.links.get(Place(row.number, column))
            if key in _MEDIA and target is not None:
                links[column] = _as_path(target)
        source, cells = self._text(row._replace(values=values), table.columns, links, name)
        origin = row_origin(self._path, row.number, TextRange(0, len(source.text)), name)
        post = row_post(origin, source, table.reader.fields(source, cells), self._sources)
        faults = [
            self._fault(source, values[column], cell)
            for column, key, cell in zip(table.columns, table.reader.keys, cells, strict=True)
            if key is not None and column in values and values[column].fault is not None
        ]
        return msgspec.structs.replace(post, problems=(*faults, *post.problems))

    def _picture(self, place: Place, sheet: str) -> Skipped:
        return Skipped(
            what=f"{self._of(sheet)}:{place.name}",
            reason=_PICTURE.filled({"cell": place.name}),
            where=Location(path=self._name),
            omission=Omission.FAILURE,
        )

    def _fault(self, source: SourceFile, value: Value, cell: Scalar) -> Problem:
        fault = value.fault or Bilingual(en="", zh="")
        name = value.place.name
        said = Bilingual(en=f"cell {name} {fault.en}", zh=f"单元格 {name} {fault.zh}")
        return Problem(
            message=said,
            remedy=_MEND_CELL,
            where=Location(path=self._name, text=TextRange(cell.start, cell.start)),
            line=source.first_line,
            column=1,
            cell=Lines(source).cell(cell.start),
        )

    def _text(
        self, row: SheetRow, columns: Sequence[int], links: dict[int, str], sheet: str
    ) -> tuple[SourceFile, tuple[Scalar, ...]]:
        """Return the text that a row is, and its cells in the order of the columns."""
        texts, starts, cells, at = [], [], [], 0
        for column in columns:
            value = row.values.get(column)
            text = links.get(column, value.text if value is not None else "")
            place = Place(row.number, column).name
            starts.append(CellStart(at, f"{sheet}!{place}" if sheet else place))
            cells.append(Scalar(value=verbatim(text, at), notation=Notation.PLAIN, null=not text.strip()))
            texts.append(text)
            at += len(text) + 1
        source = SourceFile(path=self._name, text="\n".join(texts), first_line=row.number, cells=tuple(starts))
        return source, tuple(cells)


class _Merges:
    """The values that merged cells show in the rows below their first one.

    Args:
        merged: of the sheet.
        above: the row of the headings; what is merged there is no value of a row.
    """

    def __init__(self, merged: Sequence[Merged], above: int) -> None:
        columns = [one for one in merged if _is_column(one) and one.first.row > above]
        self._waiting = sorted(columns, reverse=True)
        self._values: list[tuple[Merged, Value]] = []

    def shown(self, row: SheetRow) -> dict[int, Value]:
        """Return the values that a row shows besides its own; rows come in their order."""
        self._values = [(one, value) for one, value in self._values if one.last.row >= row.number]
        shown = {one.first.column: value for one, value in self._values}
        while self._waiting and self._waiting[-1].first.row <= row.number:
            one = self._waiting.pop()
            value = row.values.get(one.first.column)
            if value is not None and one.first.row == row.number:
                self._values.append((one, value))
        return shown


def _is_column(merged: Merged) -> bool:
    return merged.last.row > merged.first.row


def _as_path(target: str) -> str:
    """Return the file that a link leads to; a web address stays as it is."""
    if not target.lower().startswith("file:"):
        return unquote(target)
    path = unquote(target[len("file:") :]).replace("\\", "/")
    return "/" + path.lstrip("/") if path.lstrip("/")[1:2] != ":" else path.lstrip("/")

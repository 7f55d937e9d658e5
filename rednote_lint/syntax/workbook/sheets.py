"""Reads the sheets of a workbook row by row: every value as text, with the cell it stands in.

openpyxl reads the values. Its streaming reader drops hidden rows, merged cells, links and pictures, which `survey`
finds, and one cell that it cannot convert costs it all rows behind: here it costs that cell.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from rednote_lint.model import Bilingual, Record
from rednote_lint.syntax.workbook.package import NotReadable, Package, damaged
from rednote_lint.syntax.workbook.survey import Place, Survey, survey

WIDEST = 1_000
"""Columns of a sheet that are read."""
_WORKSHEET = "/worksheet"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERROR = "e"
_NO_LIBRARY = (
    Bilingual(
        en="is a workbook, and openpyxl, which reads it, is not installed",
        zh="是工作簿，而读取它的 openpyxl 没有安装",
    ),
    Bilingual(
        en="Install it: `pip install 'rednote-lint[xlsx]'`, or save the sheet as CSV (UTF-8).",
        zh="安装：`pip install 'rednote-lint[xlsx]'`，或把工作表另存为 CSV（UTF-8）。",
    ),
)


class SheetName(NamedTuple):
    """A sheet of cells."""

    name: str
    part: str
    is_visible: bool


class Value(Record, frozen=True):
    """What a cell says."""

    place: Place
    text: str
    fault: Bilingual | None = None
    """Why it says nothing: an error, a formula without a value, a value that is none of its type."""


class SheetRow(NamedTuple):
    """A row that holds anything."""

    number: int
    values: dict[int, Value]
    """By the number of their column."""


_FAULTY = Bilingual(en="holds {value}, an error of the workbook", zh="的值是 {value}，是工作簿里的错误")
_UNVALUED = Bilingual(en="holds a formula that was never calculated", zh="是没有计算过的公式")
_BROKEN = Bilingual(en="holds a value that cannot be read", zh="的值无法读取")


class Workbook:
    """An open workbook.

    Args:
        file: its bytes, from the start.

    Raises:
        NotReadable: it is no workbook, openpyxl is missing, or it would fill the memory.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._package = Package(file)
        self._file = file
        self.sheets = tuple(self._listed())
        self._surveys: dict[str, Survey] = {}
        self._opened: Any = None

    def survey(self, sheet: SheetName) -> Survey:
        """Return what a sheet has besides the values of its cells.

        Raises:
            NotReadable: it is damaged.
        """
        if sheet.part not in self._surveys:
            self._surveys[sheet.part] = survey(self._package, sheet.part)
        return self._surveys[sheet.part]

    def rows(self, sheet: SheetName) -> Iterator[SheetRow]:
        """Give the rows of a sheet that hold anything, up to the last of them.

        Raises:
            NotReadable: it is damaged.
        """
        known = self.survey(sheet)
        if not known.last.row:
            return
        unvalued: dict[int, list[Place]] = {}
        for place in known.unvalued:
            unvalued.setdefault(place.row, []).append(place)
        book = self._values()
        parser_of = _reader()
        try:
            with book._archive.open(sheet.part) as stream:
                parser = parser_of(
                    stream,
                    book.shared_strings,
                    data_only=True,
                    epoch=book.epoch,
                    date_formats=book._date_formats,
                    timedelta_formats=book._timedelta_formats,
                )
                parser.parse_cell = _tolerant(parser, parser.parse_cell)
                for number, cells in parser.parse():
                    if number > known.last.row:
                        return
                    values = {cell["column"]: _value(cell, known) for cell in cells if cell["column"] <= WIDEST}
                    for place in unvalued.get(number, ()):
                        values[place.column] = Value(place, "", _UNVALUED)
                    found = {column: value for column, value in values.items() if _says(value, known)}
                    if found:
                        yield SheetRow(number, found)
        except (KeyError, ValueError, SyntaxError, OverflowError, OSError, EOFError):
            raise damaged() from None

    def _listed(self) -> Iterator[SheetName]:
        document = self._package.document()
        related = self._package.related(document)
        found: list[SheetName] = []

        def start(name: str, given: dict[str, str]) -> None:
            kind, part = related.get(given.get("id", ""), ("", ""))
            if name == "sheet" and kind.endswith(_WORKSHEET):
                found.append(SheetName(given.get("name", ""), part, given.get("state", "visible") == "visible"))

        self._package.parse(document, start)
        yield from found

    def _values(self) -> Any:
        """Open the workbook with openpyxl: shared texts, and which styles are dates."""
        if self._opened is None:
            load = _loader()
            self._file.seek(0)
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # Of parts that are not kept: nothing is kept here.
                    self._opened = load(self._file, read_only=True, data_only=True, keep_links=False)
            except Exception:  # It raises whatever the damage leads to: KeyError, TypeError, zlib.error.
                raise damaged() from None
        return self._opened


def _says(value: Value, known: Survey) -> bool:
    return bool(value.text.strip() or value.fault is not None or value.place in known.inside)


def _loader() -> Any:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise NotReadable(*_NO_LIBRARY) from None
    return load_workbook


def _reader() -> Any:
    from openpyxl.worksheet._reader import WorkSheetParser

    return WorkSheetParser


def _tolerant(parser: Any, parse: Any) -> Any:
    """Return the method that reads one cell, which gives one that it cannot convert as broken."""

    def read(element: Any) -> dict[str, Any]:
        try:
            found: dict[str, Any] = parse(element)
        except (ValueError, IndexError, TypeError, OverflowError, KeyError):
            found = {"row": parser.row_counter, "column": max(parser.col_counter, 1), "value": _BROKEN, "data_type": ""}
        return found

    return read


def _value(cell: dict[str, Any], known: Survey) -> Value:
    place, value = Place(cell["row"], cell["column"]), cell["value"]
    if value is None:
        return Value(place, "")
    if isinstance(value, Bilingual):
        return Value(place, "", value)
    if cell["data_type"] == _ERROR:
        return Value(place, "", None if place in known.inside else _FAULTY.filled({"value": str(value)}))
    return Value(place, "" if place in known.inside else as_text(value))


def as_text(value: object) -> str:
    """Return the value of a cell as a person would type it into a table: dates in ISO 8601, `true` and `false`."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
        case dt.datetime():
            whole = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
            if whole.time() == dt.time():
                return whole.date().isoformat()
            return whole.isoformat(timespec="seconds" if whole.second else "minutes")
        case str():
            plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
            text = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return str(value)

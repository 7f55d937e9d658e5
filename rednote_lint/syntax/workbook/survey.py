"""Surveys a sheet before it is read: merged and hidden rows, links, pictures, uncalculated formulas, its true end."""

from __future__ import annotations

import re
from typing import NamedTuple

from rednote_lint.model import Record
from rednote_lint.syntax.workbook.package import Package

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_PICTURE = re.compile(r"(?:DISPIMG|\bIMAGE)\(", re.IGNORECASE)
_ANCHORS = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")


class Place(NamedTuple):
    """A cell by its numbers, from 1."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As the workbook calls it: `C12`."""
        return f"{letters(self.column)}{self.row}"


class Merged(NamedTuple):
    """A range of cells that shows the value of its first one."""

    first: Place
    last: Place

    @property
    def name(self) -> str:
        """As the workbook calls it: `A2:A6`."""
        return f"{self.first.name}:{self.last.name}"


class Survey(Record, frozen=True, kw_only=True):
    """What a sheet has besides the values of its cells."""

    last: Place
    """The last row and the last column that hold anything; zeros for an empty sheet."""
    columns: frozenset[int] = frozenset()
    """Columns that hold anything."""
    hidden: tuple[int, ...] = ()
    """Rows that are hidden and hold something."""
    merged: tuple[Merged, ...] = ()
    links: dict[Place, str] = {}
    inside: frozenset[Place] = frozenset()
    """Cells whose value is a picture."""
    floating: tuple[Place, ...] = ()
    """Cells that a picture begins over; they may have a value as well."""
    unvalued: frozenset[Place] = frozenset()
    """Formulas that were never calculated."""

    @property
    def pictures(self) -> list[Place]:
        """The cells of all pictures, from the first row to the last."""
        return sorted({*self.inside, *self.floating})


def letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place_of(reference: str) -> Place | None:
    """Return the cell that a reference such as `C12` or `$C$12` names."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(int(match[2]), column)


def survey(package: Package, part: str) -> Survey:
    """Survey one sheet.

    Raises:
        NotReadable: it is damaged.
    """
    surveyor = _Surveyor()
    package.parse(part, surveyor.start, surveyor.end, surveyor.text)
    related = package.related(part)
    links = {place: related[number][1] for place, number in surveyor.links.items() if number in related}
    drawings = [related[number][1] for number in surveyor.drawings if number in related]
    floating = [place for drawing in drawings for place in _anchors(package, drawing)]
    return Survey(
        last=Place(surveyor.last_row, surveyor.last_column),
        columns=frozenset(surveyor.columns),
        hidden=tuple(surveyor.hidden),
        merged=tuple(surveyor.merged),
        links=links,
        inside=frozenset(surveyor.pictures),
        floating=tuple(floating),
        unvalued=frozenset(surveyor.unvalued),
    )


class _Surveyor:
    """Goes through the elements of a sheet."""

    def __init__(self) -> None:
        self.last_row = self.last_column = 0
        self.columns: set[int] = set()
        self.hidden: list[int] = []
        self.merged: list[Merged] = []
        self.links: dict[Place, str] = {}
        self.drawings: list[str] = []
        self.pictures: list[Place] = []
        self.unvalued: list[Place] = []
        self._row = self._column = 0
        self._is_hidden = self._has_value = self._is_rich = False
        self._formula: str | None = None
        self._in_formula = self._in_value = False

    def start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "row":
                number = given.get("r", "")
                self._row = int(number) if number.isdecimal() else self._row + 1
                self._column, self._is_hidden = 0, given.get("hidden") in ("1", "true")
            case "c":
                place = place_of(given.get("r", ""))
                self._column = place.column if place else self._column + 1
                self._has_value, self._formula, self._is_rich = given.get("t") == "str", None, "vm" in given
            case "v":
                self._in_value = True
            case "is":
                self._has_value = True
            case "f":
                self._formula, self._in_formula = "", True
            case "mergeCell":
                first, _, last = given.get("ref", "").partition(":")
                ends = place_of(first), place_of(last)
                if ends[0] is not None and ends[1] is not None:
                    self.merged.append(Merged(ends[0], ends[1]))
            case "hyperlink":
                place = place_of(given.get("ref", "").partition(":")[0])
                if place is not None and "id" in given:
                    self.links[place] = given["id"]
            case "drawing" if "id" in given:
                self.drawings.append(given["id"])

    def text(self, characters: str) -> None:
        if self._in_value:
            self._has_value = True
        elif self._in_formula:
            self._formula = (self._formula or "") + characters

    def end(self, name: str) -> None:
        if name in ("f", "v"):
            self._in_formula = self._in_value = False
        elif name == "c" and (self._has_value or self._formula is not None or self._is_rich):
            self._cell(Place(self._row, self._column))

    def _cell(self, place: Place) -> None:
        if self._is_hidden and place.row != self.last_row:
            self.hidden.append(place.row)
        self.last_row, self.last_column = max(self.last_row, place.row), max(self.last_column, place.column)
        self.columns.add(place.column)
        if self._is_rich or (self._formula is not None and _PICTURE.search(self._formula)):
            self.pictures.append(place)
        elif self._formula is not None and not self._has_value:
            self.unvalued.append(place)


def _anchors(package: Package, part: str) -> list[Place]:
    """Return the cells that the pictures of a drawing begin over; A1 for one that is bound to no cell."""
    found: list[Place] = []
    at = [0, 0]
    path: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        path.append(name)
        if name in _ANCHORS:
            at[:] = 0, 0
        elif name == "pic":
            found.append(Place(at[0] + 1, at[1] + 1))

    def end(name: str) -> None:
        path.pop()

    def text(characters: str) -> None:
        if path[-2:-1] == ["from"] and path[-1] in ("row", "col") and characters.strip().isdecimal():
            at[path[-1] == "col"] = int(characters)

    if package.has(part):
        package.parse(part, start, end, text)
    return found

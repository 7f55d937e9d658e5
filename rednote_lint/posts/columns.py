"""Maps the headings of a table to the keys of a post: by name, by what a scheduler calls them, or as it was told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from rednote_lint.model import FIELDS, Record

LISTS = frozenset(("tags", "images", "subtitles", "media", "industry", "mentions", "products"))
"""Keys that several numbered columns may share: `Picture 1`, `Picture 2`."""
_NUMBERED = re.compile(r"(?P<stem>.*?\S)[ _-]*[(（#]?\d{1,2}[)）]?")
_STATED, _NAMED, _IN_TABLES = 3, 2, 1
"""How much a heading says: as a person mapped it, a name that counts anywhere, one that only tables have."""


Names = dict[str, dict[str, tuple[str, ...]]]
"""Key -> group -> names."""


class Heading(NamedTuple):
    """A heading that stands for a key, and how much it says so."""

    key: str
    weight: int
    number: bool = False


class Clash(NamedTuple):
    """Two columns of one key."""

    first: int
    second: int
    key: str


class Assigned(Record, frozen=True):
    """What the columns of one table are."""

    keys: tuple[str | None, ...]
    """The key of each column; None for one that no key has."""
    clashes: tuple[Clash, ...] = ()


def folded(heading: str) -> str:
    """Return a heading as it is compared: small letters, single blanks, `_` as a blank."""
    return " ".join(heading.replace("_", " ").lower().split())


class Columns(Record, frozen=True):
    """Which headings stand for which keys.

    A heading that was mapped counts before one that is a key's own name, that before a name which only tables have:
    of `title` and `Name` the first is the title. Two headings of one rank and one key are a clash.
    """

    stated: tuple[tuple[str, str], ...] = ()
    """Heading and key, as `--map` and the configuration say."""

    def key_of(self, name: str) -> str:
        """Return the key that a name in a JSON line stands for, or the name in small letters."""
        stated = self._stated.get(folded(name))
        return stated or canonical(name)

    def assigned(self, headings: Sequence[str]) -> Assigned:
        """Say what each column of a table is."""
        found = [self._heading(heading) for heading in headings]
        best: dict[str, int] = {}
        for heading in filter(None, found):
            best[heading.key] = max(best.get(heading.key, 0), heading.weight)
        keys: list[str | None] = []
        clashes: list[Clash] = []
        first: dict[str, int] = {}
        for index, one in enumerate(found):
            counts = one is not None and one.weight == best[one.key]
            if one is not None and counts and one.key in first and not self._join(found[first[one.key]], one):
                clashes.append(Clash(first[one.key], index, one.key))
                counts = False
            keys.append(one.key if one is not None and counts else None)
            if one is not None and counts:
                first.setdefault(one.key, index)
        return Assigned(tuple(keys), tuple(clashes))

    @property
    def _stated(self) -> dict[str, str]:
        return {folded(heading): key for heading, key in self.stated}

    def _heading(self, text: str) -> Heading | None:
        name = folded(text)
        return self._exactly(name) or self._numbered(name)

    def _exactly(self, name: str) -> Heading | None:
        if name in self._stated:
            return Heading(self._stated[name], _STATED)
        names = _names()
        if name in names.anywhere:
            return Heading(names.anywhere[name], _NAMED)
        return Heading(names.tables[name], _IN_TABLES) if name in names.tables else None

    def _numbered(self, name: str) -> Heading | None:
        match = _NUMBERED.fullmatch(name)
        found = self._exactly(match["stem"]) if match else None
        return found._replace(number=True) if found is not None and found.key in LISTS else None

    def _join(self, one: Heading | None, other: Heading) -> bool:
        return other.key in LISTS and one is not None and (one.number or other.number)


class _Names(NamedTuple):
    anywhere: dict[str, str]
    tables: dict[str, str]


@cache
def names_of_keys() -> Names:
    """Return the names of each key besides its own, from `columns.json`: those for any header, those for tables."""
    return msgspec.json.decode(files(__package__).joinpath("columns.json").read_bytes(), type=Names)


def _of(group: str) -> Iterator[tuple[str, str]]:
    for key, names in names_of_keys().items():
        yield from ((folded(name), key) for name in names.get(group, ()))


@cache
def _names() -> _Names:
    own = {folded(key): key for key in FIELDS}
    return _Names({**dict(_of("anywhere")), **own}, dict(_of("tables")))


OTHER_NAMES = dict(_of("anywhere"))
"""Names that any header may use for the keys."""


def canonical(name: str) -> str:
    """Return the key that a name stands for, known or not."""
    lowered = name.strip().lower()
    return OTHER_NAMES.get(lowered, lowered)

"""Shown diagnostics: what each document shows now, and which check every piece of it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lsprotocol import types

from rednote_lint.lsp.checking import Checked
from rednote_lint.lsp.documents import Kind
from rednote_lint.lsp.entries import Entry, Part, entries
from rednote_lint.lsp.positions import Positions, Units
from rednote_lint.model import Record


class View(Record, frozen=True, kw_only=True):
    """Everything that is shown because of one document."""

    now: Checked
    """The check whose texts places are counted in."""
    entries: tuple[Entry, ...]

    def at(self, key: str) -> Iterator[Entry]:
        """Yield the entries of one file."""
        return (entry for entry in self.entries if entry.key == key)


class Unit:
    """A document of the editor with the last answers about it."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.words: Checked | None = None
        """The last check of the words."""
        self.whole: Checked | None = None
        """The last check with media."""
        self.view: View | None = None
        self.published: dict[str, tuple[str, list[types.Diagnostic]]] = {}
        """Key of a file -> its URI and what was sent for it."""

    def take(self, checked: Checked, *, whole: bool) -> None:
        """Keep an answer."""
        if whole:
            self.whole = checked
        else:
            self.words = checked

    def renewed(self, revisions: Mapping[str, int]) -> View | None:
        """Return what is to be shown now; None while no check has seen the present texts.

        The last check with media counts as it is until a text changes; then the check of the words does, with what the
        other one said of media at the places where those stand now.

        Args:
            revisions: of the open documents, by key.
        """
        whole, words = self.whole, self.words
        if whole is not None and is_current(whole, revisions):
            return View(now=whole, entries=tuple(entries(whole)))
        if words is None or not is_current(words, revisions):
            return None
        found = tuple(entries(words, Part.WORDS))
        if whole is not None and whole.kind is words.kind is Kind.POST:
            found += tuple(entries(whole, Part.MEDIA, words))
        return View(now=words, entries=found)


def is_current(checked: Checked, revisions: Mapping[str, int]) -> bool:
    """Say whether the documents that were checked are as they are now."""
    return all(revisions.get(key) == revision for key, revision in checked.revisions.items())


def lines_of(view: View, key: str, units: Units) -> Positions | None:
    """Return the lines of a file as it was checked."""
    text = view.now.texts.get(key)
    return None if text is None else Positions(text, units)


def touching(found: Iterable[Entry], ranges: Iterable[types.Range], asked: types.Range) -> Iterator[Entry]:
    """Yield the entries whose ranges meet one that is asked about; touching its edge is enough."""
    for entry, place in zip(found, ranges, strict=True):
        if _le(place.start, asked.end) and _le(asked.start, place.end):
            yield entry


def _le(one: types.Position, other: types.Position) -> bool:
    return (one.line, one.character) <= (other.line, other.character)

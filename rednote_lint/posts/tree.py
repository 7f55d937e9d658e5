"""What front matter, a JSON line and a table row have in common: keys and values that know their place."""

from __future__ import annotations

from rednote_lint.model import Bilingual, Record
from rednote_lint.text.source_map import SourceText


class Scalar(Record, frozen=True, kw_only=True):
    """A single value, as text; what type it must have is for the key to say."""

    value: SourceText
    null: bool = False
    """Stated, but empty."""

    @property
    def start(self) -> int:
        """File offset."""
        return self.value.start


class Items(Record, frozen=True, kw_only=True):
    """A list of values."""

    items: tuple[Node, ...]
    start: int


class Entry(Record, frozen=True, kw_only=True):
    """A key and its value."""

    key: SourceText
    value: Node


class Table(Record, frozen=True, kw_only=True):
    """Keys and values, in order; a key may stand twice, which is for the reader to refuse."""

    entries: tuple[Entry, ...]
    start: int


Node = Scalar | Items | Table


class TreeError(Exception):
    """Why a text is no tree; with the file offset of the mistake."""

    def __init__(self, message: Bilingual, offset: int) -> None:
        """Keep message and place apart; the message goes on where the name of the file ends."""
        super().__init__(message.en)
        self.message = message
        self.offset = offset

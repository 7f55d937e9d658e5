"""Lists of words and shapes that come with the program and are shared by the parts of combinations of all packs."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from rednote_lint.text.tables import DATA


class WordList(StrEnum):
    """The names that a part may use."""

    CALL = "call"
    """What asks readers to write, come or order."""
    PRICE = "price"
    """What something costs, also in a roundabout way."""
    SECRECY = "secrecy"
    """What says that something cannot be said."""
    BARTER = "barter"
    """A price told as a treat, a tip or a share."""
    RIDDLE = "riddle"
    """A call told in a roundabout way."""
    CALL_EN = "call_en"
    """The same in English."""
    PRICE_EN = "price_en"
    STOCK_EN = "stock_en"
    """What says, in English, that there is something to be had, and how it comes."""
    SECRECY_EN = "secrecy_en"


@cache
def words_of(name: WordList) -> tuple[str, ...]:
    """Return the words of a list; in its file they stand between commas, and lines that begin with `#` are notes."""
    lines = (DATA / f"list_{name.value}.txt").read_text(encoding="utf-8").splitlines()
    words = (word.strip() for line in lines if not line.startswith("#") for word in line.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


@cache
def shapes_of(name: WordList) -> tuple[str, ...]:
    """Return the patterns that stand beside the words of a list: what it names in figures, which no words can list."""
    path = DATA / f"shapes_{name.value}.txt"
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))

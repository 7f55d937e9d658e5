"""The tables behind the views, read from `data/` when first asked and kept: a few milliseconds in all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data")
LAST_OF_BMP = "\uffff"
BEYOND_BMP = "\U00010000-\U0010ffff"
"""All of it, because single characters up there would make the pattern slow."""
_FEW = 40


class Swaps(NamedTuple):
    """An exchange of characters, with a pattern that finds the places worth a look."""

    table: dict[str, str]
    """One for one."""
    finder: re.Pattern[str]
    several: dict[str, str]
    """Characters that become two to four, such as `℡` and `⑩`."""

    def found(self, text: str) -> set[str]:
        """Return the characters of a text that are to be exchanged, and perhaps some that are not."""
        return set(self.finder.findall(text))

    def apply(self, text: str, found: set[str]) -> str:
        """Exchange one for one what was found; the length stays the same.

        A note holds few different characters to exchange, so replacing them one after the other beats a
        look-up per character; no result is itself in the table, so the order does not matter.
        """
        known = found & self.table.keys()
        if len(known) > _FEW:
            return text.translate({ord(char): self.table[char] for char in known})
        for char in known:
            text = text.replace(char, self.table[char])
        return text


def _lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


@cache
def folding() -> Swaps:
    """Return what folding exchanges: width, case beyond ASCII, simplified characters, look-alikes."""
    source, target, *expanded = _lines("fold.txt")
    several = {line[0]: line[1:] for line in expanded}
    inner = ranges(sorted(char for char in (*source, *several) if char <= LAST_OF_BMP))
    return Swaps(dict(zip(source, target, strict=True)), re.compile(f"[{inner}{BEYOND_BMP}]"), several)


@cache
def syllables() -> dict[int, str]:
    """Return, for `str.translate`, the first character of each sound class for its other members."""
    return {ord(char): line[0] for line in _lines("syllables.txt") for char in line[1:]}


@cache
def stand_ins() -> Swaps:
    """Return the exchange of single characters typed for those of contact words."""
    table = {char: line[0] for line in _lines("stand_ins.txt") for char in line[2:]}
    return Swaps(table, re.compile(f"[{re.escape(''.join(table))}]"), {})


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return what is typed instead of a contact word, by the word as it is folded."""
    words = [line.split(" ") for line in _lines("spellings.txt")]
    return {word: tuple(others) for word, *others in words}


@cache
def split_hanzi() -> dict[str, str]:
    """Return the hanzi of contact words that are written as their parts, by these."""
    lines = [line.split(" ") for line in _lines("split_hanzi.txt")]
    return {parts: hanzi for hanzi, *written in lines for parts in written}


def ranges(chars: list[str]) -> str:
    """Write sorted characters as the inside of a character class; ranges compile far faster than single ones."""
    parts: list[str] = []
    first = last = chars[0]
    for char in [*chars[1:], "\0"]:
        if ord(char) != ord(last) + 1:
            parts.append(re.escape(first) if first == last else f"{re.escape(first)}-{re.escape(last)}")
            first = char
        last = char
    return "".join(parts)

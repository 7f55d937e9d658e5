"""The tables behind the views, read from `data/` when first asked and kept: a few milliseconds in all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("data")
BEYOND_BMP = "\U00010000-\U0010ffff"


class Swaps(NamedTuple):
    """A one-for-one exchange of characters, with a pattern that finds the places worth a look."""

    table: dict[str, str]
    finder: re.Pattern[str]

    def apply(self, text: str) -> str:
        """Exchange all characters of the table; the length stays the same.

        A note holds few different characters to exchange, so replacing them one after the other beats a
        look-up per character; no result is itself in the table, so the order does not matter.
        """
        found = set(self.finder.findall(text)) & self.table.keys()
        if len(found) > 40:
            return text.translate({ord(char): self.table[char] for char in found})
        for char in found:
            text = text.replace(char, self.table[char])
        return text


class Expansions(NamedTuple):
    """Characters that become several, such as `℡` and `⑩`."""

    table: dict[str, str]
    finder: re.Pattern[str]


def _lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


@cache
def folding() -> Swaps:
    """Return the one-for-one part of folding: width, case beyond ASCII, simplified characters, look-alikes."""
    source, target, *_ = _lines("fold.txt")
    astral = next((index for index, char in enumerate(source) if char > "\uffff"), len(source))
    inner = _ranges(source[:astral])
    return Swaps(dict(zip(source, target, strict=True)), re.compile(f"[{inner}{BEYOND_BMP}]"))


@cache
def expansions() -> Expansions:
    """Return the characters that fold to two to four."""
    table = {line[0]: line[1:] for line in _lines("fold.txt")[2:]}
    return Expansions(table, re.compile(f"[{_ranges(sorted(table))}]"))


@cache
def syllables() -> dict[int, str]:
    """Return, for `str.translate`, the first character of each sound class for its other members."""
    return {ord(char): line[0] for line in _lines("syllables.txt") for char in line[1:]}


@cache
def stand_ins() -> Swaps:
    """Return the exchange of single characters typed for those of contact words."""
    table = {char: line[0] for line in _lines("stand_ins.txt") for char in line[2:]}
    return Swaps(table, re.compile(f"[{re.escape(''.join(table))}]"))


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return what is typed instead of a contact word, by the word as it is folded."""
    words = [line.split(" ") for line in _lines("spellings.txt")]
    return {word: tuple(others) for word, *others in words}


def _ranges(chars: str | list[str]) -> str:
    """Write sorted characters as the inside of a character class; ranges compile far faster than single ones."""
    parts: list[str] = []
    first = last = chars[0]
    for char in [*chars[1:], "\0"]:
        if ord(char) != ord(last) + 1:
            parts.append(re.escape(first) if first == last else f"{re.escape(first)}-{re.escape(last)}")
            first = char
        last = char
    return "".join(parts)

"""Obfuscations as authors make them, for tests: each operator writes a word in a way that readers still understand."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from functools import cache

from rednote_lint.text import tables
from rednote_lint.text.separators import LETTERS
from rednote_lint.text.words.terms import Variants

Operator = Callable[[str], str]
"""Returns the obfuscated word, or the word itself where the operator finds nothing to change."""

_CYRILLIC = str.maketrans("aeopcxyhmtkvABEKMHOPCTX", "аеорсхуһмткѵАВЕКМНОРСТХ")


def width(word: str) -> str:
    """Write ASCII full-width: `ＶＸ`."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in word)


def zero_width(word: str) -> str:
    """Put a zero-width space between the characters."""
    return "\u200b".join(word)


def spaced(word: str) -> str:
    """Put a space between the characters."""
    return " ".join(word.replace(" ", ""))


def punctuation(word: str) -> str:
    """Put a full stop between the characters: `最.佳`."""
    return ".".join(word.replace(" ", ""))


def circled(word: str) -> str:
    """Write letters and digits in circles: `ⓥ①`."""
    return word.translate(_alphabet(0x24D0, 0x24B6, "⓪①②③④⑤⑥⑦⑧⑨"))


def negative_circled(word: str) -> str:
    """Write letters and digits white in black circles: `🅥❶`."""
    return word.translate(_alphabet(0x1F150, 0x1F150, "⓿❶❷❸❹❺❻❼❽❾"))


def math_letters(word: str) -> str:
    """Write letters and digits as mathematical ones: `𝐯𝟏`."""
    return word.translate(_alphabet(0x1D41A, 0x1D400, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))


def traditional(word: str) -> str:
    """Write traditional characters where there are any."""
    return "".join(_traditional().get(char, char) for char in word)


def are_similar(word: str) -> str:
    """Write Cyrillic letters that look like the Latin ones."""
    return word.translate(_CYRILLIC)


def emoji_plus(word: str) -> str:
    """Write the plus sign for 加."""
    return word.replace("加", "➕")


def homophone(word: str) -> str:
    """Write characters of the same sound in contact words: 茄薇芯 for 加微信."""
    return "".join(_stand_in().get(char, char) for char in word)


FOLDED: dict[str, Operator] = {
    "width": width,
    "circled": circled,
    "negative-circled": negative_circled,
    "math-letters": math_letters,
    "traditional": traditional,
    "look-alike": are_similar,
}
INSERTED: dict[str, Operator] = {"spaced": spaced, "punctuation": punctuation}
CONTACT: dict[str, Operator] = {"emoji-plus": emoji_plus, "homophone": homophone}


def operators(variants: Variants) -> dict[str, Operator]:
    """Return the operators that a word with these variants must be seen through."""
    if not variants.fold:
        return {}
    inserted = INSERTED if variants.gap else {}
    contact = CONTACT if variants.homophones else {}
    return {**FOLDED, "zero-width": zero_width, **inserted, **contact}


def mutations(word: str, variants: Variants) -> Iterator[tuple[str, str]]:
    """Yield (name of the operator, obfuscated word) for each operator that changes the word.

    A word without two letters or hanzi is not looked for between inserted characters, so none are inserted there.
    """
    insertable = len("".join(LETTERS.findall(word))) > 1
    for name, operator in operators(variants).items():
        inserts = name == "zero-width" or name in INSERTED
        obfuscated = operator(word)
        if obfuscated != word and (insertable or not inserts):
            yield name, obfuscated


def _alphabet(small: int, capital: int, digits: str) -> dict[int, str]:
    table = {ord(char): chr(small + index) for index, char in enumerate(string.ascii_lowercase)}
    table |= {ord(char): chr(capital + index) for index, char in enumerate(string.ascii_uppercase)}
    return table | {ord(char): digit for char, digit in zip(string.digits, digits, strict=True)}


@cache
def _traditional() -> dict[str, str]:
    """Invert the folding of hanzi: for each hanzi that Big5 lacks the first one that it has."""
    table: dict[str, str] = {}
    for source, target in tables.folding().table.items():
        if "一" <= source <= "鿿" and target not in table and _in_big5(source) and not _in_big5(target):
            table[target] = source
    return table


def _in_big5(char: str) -> bool:
    try:
        return bool(char.encode("big5"))
    except UnicodeEncodeError:
        return False


@cache
def _stand_in() -> dict[str, str]:
    """Invert the stand-ins: for each hanzi of a contact word the first hanzi typed for it."""
    table: dict[str, str] = {}
    for source, target in tables.stand_ins().table.items():
        if "一" <= source <= "鿿":
            table.setdefault(target, source)
    return table

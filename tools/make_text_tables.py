"""Write the tables of `rednote_lint/text/data` from Unicode, OpenCC and pypinyin (development dependencies).

Run `python tools/make_text_tables.py` after a change here or in `confusables.txt`; the result is deterministic.
Files, all UTF-8:

- `fold.txt`: line 1 holds characters, line 2 what each becomes, one for one; every further line is one character
  followed by the two to four characters it becomes.
- `syllables.txt`: one line per syllable without its tone; every character of a line sounds like its first.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "rednote_lint" / "text" / "data"
KEPT = set("，：；！？（）。、“”‘’《》〈〉【】「」『』…—～·￥¥")
"""Ordinary Chinese marks and the yen sign stay as they are: sentences, quotes and coupon codes are told by them."""
FILLERS = set("\u115f\u1160\u3164\uffa0\u2800")
"""Letters by their category, invisible on the screen: they become a zero-width space."""
SIMPLIFIED = set("么")
"""OpenCC takes these for traditional ones when they stand alone."""
LETTER_NAMES = re.compile(
    r"^(?:(?:NEGATIVE )?(?:CIRCLED|SQUARED|PARENTHESIZED) LATIN (?:CAPITAL|SMALL) LETTER"
    r"|CROSSED NEGATIVE SQUARED LATIN CAPITAL LETTER|REGIONAL INDICATOR SYMBOL LETTER"
    r"|LATIN LETTER SMALL CAPITAL|MODIFIER LETTER (?:SMALL|CAPITAL)"
    r"|(?:LATIN|MODIFIER) (?:CAPITAL|SMALL) LETTER(?: SCRIPT| DOTLESS| LONG)?) ([A-Z])(?: WITH .*)?$"
)
HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


def main() -> int:
    """Write both tables and say how large they are."""
    confusables = read_confusables()
    simplified = [opencc.OpenCC(name) for name in ("tw2s", "hk2s", "t2s")]
    single: dict[str, str] = {}
    several: dict[str, str] = {}
    for code in (*range(0x80, 0xD800), *range(0xF900, 0x1FBFF), *range(0x20000, 0x2FA20)):
        char = chr(code)
        folded = fold(char, confusables, simplified)
        while len(folded) == 1 and (again := fold(folded, confusables, simplified)) != folded:
            folded = again
        if folded == char or char in KEPT or not folded:
            continue
        (single if len(folded) == 1 else several)[char] = folded
    lines = ["".join(single), "".join(single.values()), *(char + folded for char, folded in several.items())]
    write("fold.txt", lines)
    write("syllables.txt", syllables(set(single)))
    print(f"{len(single)} characters folded one for one, {len(several)} to several")
    return 0


def read_confusables() -> dict[str, str]:
    """Read `tools/confusables.txt`: a letter or digit, then the characters that look like it."""
    table: dict[str, str] = {}
    for line in (ROOT / "tools" / "confusables.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            target, alike = line.split(" ", 1)
            table.update(dict.fromkeys(alike.replace(" ", ""), target))
    return table


def fold(char: str, confusables: dict[str, str], simplified: list[opencc.OpenCC]) -> str:
    """Return what `char` becomes: itself, one character, or up to four letters, digits or hanzi."""
    if char in FILLERS:
        return "\u200b"
    if char in confusables:
        return confusables[char]
    if letter := LETTER_NAMES.match(unicodedata.name(char, "")):
        return letter[1].lower()
    number = unicodedata.numeric(char, None)
    compatible = unicodedata.normalize("NFKC", char)
    if unicodedata.category(char)[0] in "PS" and compatible == char:
        return char
    if (
        unicodedata.category(char) in ("No", "Nd")
        and not is_han(compatible.strip("()"))
        and number is not None
        and number == int(number)
        and number < 100
    ):
        return str(int(number))
    if unicodedata.category(char) == "Zs":
        return " "
    if char in SIMPLIFIED or unicodedata.category(char) in ("Mn", "Me", "Mc", "Cf"):
        return char
    decomposed = unicodedata.normalize("NFKD", compatible.casefold())
    base = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Me"))
    if unicodedata.category(char)[0] == "L" and not base.isascii() and not is_han(base):
        base = compatible.casefold()
    if len(base) > 1:
        base = re.sub(r"[()\s.,/⁄]", "", base)
    for converter in simplified:
        base = converter.convert(base)
    base = "".join(confusables.get(c, c) for c in base).lower()
    if unicodedata.category(char)[0] in "PS" and not base.strip():
        return char
    plain = all((c.isascii() and c.isalnum()) or is_han(c) for c in base)
    return base if len(base) == 1 or (len(base) <= 4 and plain) else char.lower()[:1]


def is_han(text: str) -> bool:
    """Say whether every character is a CJK ideograph."""
    return bool(text) and all(any(low <= ord(char) <= high for low, high in HAN) for char in text)


def syllables(folded_away: set[str]) -> list[str]:
    """Group the ideographs that survive folding by their commonest reading, without the tone."""
    classes: dict[str, list[str]] = {}
    for code in range(0x4E00, 0x9FA6):
        char = chr(code)
        if char in folded_away or not in_common_use(char):
            continue
        reading = pinyin(char, style=Style.NORMAL, errors="ignore")
        if reading:
            classes.setdefault(reading[0][0], []).append(char)
    return ["".join(members) for _, members in sorted(classes.items()) if len(members) > 1]


def in_common_use(char: str) -> bool:
    """Say whether GB 2312 holds the character; rarer ones have no reading that readers would guess."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def write(name: str, lines: list[str]) -> None:
    """Write one table."""
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())

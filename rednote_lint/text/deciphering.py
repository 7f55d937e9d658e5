"""Readings of a text behind disguises: split hanzi, leet, spaced names, spelled numbers, turned and reversed letters.

Detectors of contacts read them beside the bare text. Nothing counts by being deciphered: a reading only matters
where a detector finds a name with an id in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.detect.spelled import DIGITS, WORD, runs
from rednote_lint.text.fold import Folded

Origin = tuple[int, int]
"""Start and end, in the source, of what one character stands for."""


class Deciphered(NamedTuple):
    """One reading, and where each of its characters comes from."""

    text: str
    origins: Sequence[Origin]

    def source_range(self, start: int, end: int) -> Origin:
        """Return the source's range for a non-empty range; in a reversed reading it lies the other way round."""
        covered = self.origins[start:end]
        return min(first for first, _ in covered), max(last for _, last in covered)


_MIXED = re.compile(
    rf"(?<=[a-z_0-9])[{''.join(char for char in DIGITS if not char.isascii())}]{{2,}}(?![年月日号楼层个点])"
)
"""Hanzi that go on where letters of an id stand."""
_NAMES = (
    "wechat", "weixin", "whatsapp", "telegram", "instagram", "insta", "snapchat", "discord", "skype",
    "kakaotalk", "kakao", "facebook", "messenger", "vx", "wx", "ins", "qq", "tg",
)  # fmt: skip
"""Names of apps that are looked for in leet and with marks between their letters."""
_LEET = {
    "a": "[a4@]",
    "e": "[e3€]",
    "i": "[i1!|l]",
    "l": "[l1|]",
    "o": "[o0]",
    "s": r"[s5$]",
    "t": "[t7+]",
    "g": "[g9]",
    "v": r"(?:v|\\/)",
    "w": r"(?:w|vv|\\/\\/)",
}
_BETWEEN_LETTERS = r"[ ._*·|~/\\-]?"
_NAME = re.compile(
    r"(?<![a-z0-9@])(?:"
    + "|".join(f"({_BETWEEN_LETTERS.join(_LEET.get(char, char) for char in name)})" for name in _NAMES)
    + ")(?![a-z])"
)
_LEET_OR_APART = re.compile(
    r"[0-9@$!|+€\\][/\\]?[a-z]|[a-z][ ._*·|~/\\-][a-z][ ._*·|~/\\-]"
    r"|what'?s[ ._-]app|tele[ ._-]gram|insta[ ._-]gram|we[ ._-]chat|[vw][ ._*·|~/\\-]x|vv(?:x|e|hats)"
)
"""Part of such a name; looked for first, because it is found faster."""
_LONGEST_NAME = 20
_REVERSED = re.compile(
    "tahcew|nixiew|ppastahw|margelet|margatsni|tahcpans|drocsid|epyks|oakak|信微|信薇|信威|号信|扣扣号|鹅企|倒过来|倒着|倒序|倒读|倒写|反着"
    "|反过来|反向|反序|逆序|从后往前|从右往左|backward|in reverse|right to left"
)
"""What tells of a line that is to be read from its end."""
_TOKEN = re.compile(r"[a-z0-9_.-]+|[一-鿿]+")
_UPSIDE_DOWN = dict(
    zip(
        "ɐɔǝɟƃɓɥᴉɾʞןꞁɯɹʇʌʍʎƖ⇂ᄅƐㄣᔭϛㄥ∀ᗺƆᗡƎℲפ⅁⋊˥⅂Ԁᴚ┴⊥∩Λ⅄˙‾ı",
        "acefgghijkllmrtvwy11234457abcdefggkllprttuvy._i",
        strict=True,
    )
)
_TURNED_ASCII = dict(zip("qpudbnWM69", "bdnpquMW96", strict=True))
_MIRRORED = dict(zip("ɒɔɘꟻǫʜꞁᴎɿƨƚяиƎƧƐ", "aceFghlnrstrneS3".lower(), strict=True))
_MIRRORED_ASCII = dict(zip("bdpq", "dbqp", strict=True))
_TURNED = re.compile(f"[{''.join(sorted({*_UPSIDE_DOWN, *_MIRRORED}))}]")
_UPRIGHT_TOO = "".join(sorted({*_UPSIDE_DOWN, *_MIRRORED}))
_TURNABLE = re.compile(rf"[\x20-\x7e{_UPRIGHT_TOO}]+")
_TURNABLE_WORD = re.compile(rf"[\x21-\x39\x3b-\x7e{_UPRIGHT_TOO}]+")
_TABLES = ({**_UPSIDE_DOWN, **_TURNED_ASCII}, {**_MIRRORED, **_MIRRORED_ASCII})
_LONG = 6
_LONG_NAME = re.compile("|".join(name for name in _NAMES if len(name) >= _LONG))
"""Names that stand for nothing else; an id without digits counts after them, too, where they are in disguise."""
_GLUED = re.compile(
    rf"(?<![a-z])(?P<call>(?:add|text|dm|find|msg|my|me|on|via|hmu|call)*)(?:{_LONG_NAME.pattern})(?=[a-z]{{2,16}}_?[0-9])"
)
"""What is left of a call with one letter a line."""
_BLANK = re.compile(r"(?<=[加微薇威信群扣我的]) (?=[加微薇威信群扣号我])")
_LEAST_TURNED = 2
"""One such letter may be a sign of phonetics or of another script."""


def decipher(text: str) -> list[Deciphered]:
    """Return the readings behind disguises of a folded text, each where something in the text tells of it."""
    split = list(_split(text))
    found = sorted({*split, *_names(text), *_spoken(text)})
    readings = [_exchanged(text, found)] if found else []
    if split:
        readings = [_close(readings[0])]
    if _REVERSED.search(text):
        readings += _reversed(text)
    return readings


def turn(original: str, folded: Folded) -> list[Deciphered]:
    """Return the readings of a text as it was typed: letters upside down or mirrored, names in letters of other kinds.

    Args:
        original: the text.
        folded: the same folded.
    """
    if original.isascii():
        return []
    readings = []
    if found := list(_dressed(original, folded)):
        read = _exchanged(folded.text, found)
        readings.append(Deciphered(read.text, [_unfolded(folded, *origin) for origin in read.origins]))
    if len(_TURNED.findall(original)) >= _LEAST_TURNED:
        readings += (_turned(original, table, part) for table in _TABLES for part in (_TURNABLE, _TURNABLE_WORD))
    return readings


def _dressed(original: str, folded: Folded) -> Iterator[_Exchange]:
    """Yield the names of apps in letters that no keyboard has."""
    for match in _LONG_NAME.finditer(folded.text):
        start, end = _unfolded(folded, *match.span())
        if not original[start:end].isascii():
            yield _Exchange(*match.span(), match.group() + ":")


def _unfolded(folded: Folded, start: int, end: int) -> Origin:
    return folded.origin(start), folded.origin(end - 1) + 1


class _Exchange(NamedTuple):
    start: int
    end: int
    read: str


def _split(text: str) -> Iterator[_Exchange]:
    pattern, hanzi = _split_hanzi()
    for match in pattern.finditer(text):
        yield _Exchange(match.start(), match.end(), hanzi[match.group().replace(" ", "")])


def _close(reading: Deciphered) -> Deciphered:
    """Take out the blanks between hanzi that were written as their parts."""
    blanks = [_Exchange(*match.span(), "") for match in _BLANK.finditer(reading.text)]
    closed = _exchanged(reading.text, blanks)
    return Deciphered(closed.text, [reading.source_range(*origin) for origin in closed.origins])


def _names(text: str) -> Iterator[_Exchange]:
    for sign in _LEET_OR_APART.finditer(text):
        for match in _NAME.finditer(text, max(0, sign.start() - _LONGEST_NAME), sign.end() + _LONGEST_NAME):
            written, name = match.group(), _NAMES[(match.lastindex or 1) - 1]
            changed = sum(char not in name for char in written)
            stated = ":" if len(name) >= _LONG and changed > 1 else ""
            if written != name and match.end() >= sign.start():
                yield _Exchange(match.start(), match.end(), name + stated)
    for match in _GLUED.finditer(text):
        yield _Exchange(match.end("call"), match.end("call"), " ")
        yield _Exchange(match.end(), match.end(), ":")


def _spoken(text: str) -> Iterator[_Exchange]:
    for run in (*runs(text), *_MIXED.finditer(text)):
        start = run.start()
        for match in WORD.finditer(run.group()):
            yield _Exchange(start, run.start() + match.end(), DIGITS[match.group()])
            start = run.start() + match.end()


def _exchanged(text: str, found: Iterable[_Exchange]) -> Deciphered:
    chars: list[str] = []
    origins: list[Origin] = []
    at = 0
    for start, end, read in found:
        if start < at:
            continue
        chars += text[at:start]
        origins += ((index, index + 1) for index in range(at, start))
        chars += read
        origins += ((start, end) for _ in read)
        at = end
    chars += text[at:]
    origins += ((index, index + 1) for index in range(at, len(text)))
    return Deciphered("".join(chars), origins)


def _reversed(text: str) -> Iterator[Deciphered]:
    """Yield a text with its lines read from their ends, and with its words read so where they stand."""
    for pattern in (re.compile(r"[^\n]+"), _TOKEN):
        yield _turned(text, {}, pattern)


def _turned(text: str, table: dict[str, str], pattern: re.Pattern[str]) -> Deciphered:
    """Read what matches a pattern from its end; with a table, only what holds a turned letter."""
    order = list(range(len(text)))
    chars = list(text.lower() if len(text.lower()) == len(text) else text)
    for match in pattern.finditer(text):
        if table and not _TURNED.search(match.group()):
            continue
        start, end = match.span()
        order[start:end] = range(end - 1, start - 1, -1)
        chars[start:end] = [table.get(char, char).lower() for char in reversed(match.group())]
    return Deciphered("".join(chars), [(index, index + 1) for index in order])


@cache
def _split_hanzi() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of hanzi written as their parts, with or without blanks between these, and what they are."""
    hanzi = tables.split_hanzi()
    parts = sorted(hanzi, key=len, reverse=True)
    return re.compile("|".join(" ?".join(map(re.escape, part)) for part in parts)), hanzi

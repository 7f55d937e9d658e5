"""Readings of a text behind disguises: split hanzi, leet, spaced names, spelled numbers, turned and reversed letters.

Detectors of contacts read them beside the bare text. Nothing counts by being deciphered: a reading only matters
where a detector finds a name with an id in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from rednote_lint.text import tables
from rednote_lint.text.detect.spelled import DIGITS, WORD, runs
from rednote_lint.text.fold import Folded

Origin = tuple[int, int]
"""Start and end, in the source, of what one character stands for."""


class _Order(Enum):
    """How the characters of a piece of a reading stand for those of the source."""

    SAME = auto()
    REVERSED = auto()
    TOGETHER = auto()
    """All of them for the whole range."""


class _Piece(NamedTuple):
    at: int
    """Where it begins in the reading."""
    start: int
    """Range in the source."""
    end: int
    order: _Order


class Deciphered(NamedTuple):
    """One reading, and where its characters come from: in pieces, because a text may be long."""

    text: str
    pieces: Sequence[_Piece]
    through: Callable[[int, int], Origin] | None = None
    """Returns the range in the source for a range of what the pieces are of, where that is a reading itself."""

    def source_range(self, start: int, end: int) -> Origin:
        """Return the source's range for a non-empty range; in a reversed reading it lies the other way round."""
        first = bisect_right(self.pieces, start, key=_AT) - 1
        last = bisect_left(self.pieces, end, key=_AT)
        stops = (*(piece.at for piece in self.pieces[first + 1 : last]), end)
        ranges = [
            _part(piece, max(start, piece.at), stop) for piece, stop in zip(self.pieces[first:last], stops, strict=True)
        ]
        whole = min(begin for begin, _ in ranges), max(stop for _, stop in ranges)
        return self.through(*whole) if self.through else whole


_AT = attrgetter("at")


def _part(piece: _Piece, start: int, end: int) -> Origin:
    """Return the range in the source for a part of a piece of a reading."""
    match piece.order:
        case _Order.SAME:
            return piece.start + start - piece.at, piece.start + end - piece.at
        case _Order.REVERSED:
            return piece.end - (end - piece.at), piece.end - (start - piece.at)
        case _Order.TOGETHER:
            return piece.start, piece.end


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
    "x": "(?:x|><)",
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
    r"|\\/(?:x|><|\\/)"
)
"""Part of such a name; looked for first, because it is found faster."""
_LONGEST_NAME = 20
_REVERSED = re.compile(
    "tahcew|nixiew|ppastahw|margelet|margatsni|tahcpans|drocsid|epyks|oakak|信微|信薇|信威|号信|号众公|号公|扣扣号|鹅企"
    "|倒过来|倒着|倒序|倒读|倒写|反着|反过来|反向|反序|逆序|从后往前|从右往左|backward|in reverse|right to left"
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
_LINE = re.compile(r"[^\n]+")
_NEAR = 1000
"""Characters around a disguise that are read with it: as many as a whole body may have."""
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


def may_be_turned(original: str, folded: str) -> bool:
    """Say whether `turn` may read any of several texts otherwise, from all of them in one: as typed, and folded."""
    if original.isascii():
        return False
    return _LONG_NAME.search(folded) is not None or len(_TURNED.findall(original)) >= _LEAST_TURNED


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
        readings.append(read._replace(through=partial(_unfolded, folded)))
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
    return closed._replace(through=reading.source_range)


def _names(text: str) -> Iterator[_Exchange]:
    for sign in _LEET_OR_APART.finditer(text):
        for match in _NAME.finditer(text, max(0, sign.start() - _LONGEST_NAME), sign.end() + _LONGEST_NAME):
            written, name = match.group(), _NAMES[(match.lastindex or 1) - 1]
            changed = sum(char not in name for char in written)
            stated = ":" if len(name) >= _LONG and changed > 1 else ""
            if written != name and match.end() >= sign.start():
                yield _Exchange(match.start(), match.end(), name + stated)
    for match in _GLUED.finditer(text) if _LONG_NAME.search(text) else ():
        yield _Exchange(match.end("call"), match.end("call"), " ")
        yield _Exchange(match.end(), match.end(), ":")


def _spoken(text: str) -> Iterator[_Exchange]:
    for run in (*runs(text), *_MIXED.finditer(text)):
        start = run.start()
        for match in WORD.finditer(run.group()):
            yield _Exchange(start, run.start() + match.end(), DIGITS[match.group()])
            start = run.start() + match.end()


def _exchanged(text: str, found: Iterable[_Exchange]) -> Deciphered:
    made = _Made(text)
    for start, end, read in found:
        if start >= made.read:
            made.same_until(start)
            made.add(start, end, read, _Order.TOGETHER)
    return made.reading()


class _Made:
    """A reading in the making."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._chars: list[str] = []
        self._pieces: list[_Piece] = []
        self._length = 0
        self.read = 0
        """How much of the source was read."""

    def same_until(self, end: int, lowered: str | None = None) -> None:
        """Take the source over as it stands; of a long stretch only what lies near its ends."""
        text, start = lowered or self._text, self.read
        if end - start > 2 * _NEAR + 1:
            first, last = start + _NEAR if start else 0, end - _NEAR if end < len(text) else end
            for one, other, order in (
                (start, first, _Order.SAME),
                (first, last, _Order.TOGETHER),
                (last, end, _Order.SAME),
            ):
                self.add(one, other, text[one:other] if order is _Order.SAME else "\n", order)
        elif start < end:
            self.add(start, end, text[start:end], _Order.SAME)

    def add(self, start: int, end: int, read: str, order: _Order) -> None:
        """Let a range of the source read otherwise."""
        if read:
            self._pieces.append(_Piece(self._length, start, end, order))
            self._chars.append(read)
            self._length += len(read)
        self.read = end

    def reading(self, lowered: str | None = None) -> Deciphered:
        """Take over what is left."""
        self.same_until(len(self._text), lowered)
        return Deciphered("".join(self._chars), self._pieces)


def _reversed(text: str) -> Iterator[Deciphered]:
    """Yield a text with its lines read from their ends, and with its words read so where they stand."""
    signs = [sign.start() for sign in _REVERSED.finditer(text)]
    for pattern in (_LINE, _TOKEN):
        yield _turned(text, {}, pattern, lambda match: _is_near(match, signs))


def _is_near(match: re.Match[str], signs: list[int]) -> bool:
    following = bisect_left(signs, match.start() - _NEAR)
    return following < len(signs) and signs[following] < match.end() + _NEAR


def _has_turned(match: re.Match[str]) -> bool:
    return _TURNED.search(match.group()) is not None


def _turned(
    text: str, table: dict[str, str], pattern: re.Pattern[str], reads: Callable[[re.Match[str]], bool] = _has_turned
) -> Deciphered:
    """Read what matches a pattern from its end, letters of the table upright, where `reads` says so."""
    made, lowered, exchanged = _Made(text), _lower(text), str.maketrans(table)
    for match in pattern.finditer(text):
        if reads(match):
            made.same_until(match.start(), lowered)
            made.add(*match.span(), _lower(match.group()[::-1].translate(exchanged)), _Order.REVERSED)
    return made.reading(lowered)


def _lower(text: str) -> str:
    """Return a text in small letters, where that leaves each character in its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else text


@cache
def _split_hanzi() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of hanzi written as their parts, with or without blanks between these, and what they are."""
    hanzi = tables.split_hanzi()
    parts = sorted(hanzi, key=len, reverse=True)
    return re.compile("|".join(" ?".join(map(re.escape, part)) for part in parts)), hanzi

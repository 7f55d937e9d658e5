"""Representative characters for the sets of a pattern: two sets overlap exactly where they share one of them."""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from rednote_lint.text.patterns.tree import Category, Chars

_KINDS = re.compile(r"(?P<digit>\d+)|(?P<word>[^\W\d]+)|(?P<space>\s+)|(?P<other>[^\w\s]+)")
_CATEGORIES = {
    "digit": (Category.DIGIT, Category.WORD),
    "word": (Category.WORD,),
    "space": (Category.SPACE,),
    "other": (),
}
_TOP = 0x110000
_LAST_CASED = 0x1E944
_FEW = 8
"""A range of no more characters is taken one by one."""


def masks(sets: Iterable[Chars]) -> dict[Chars, int]:
    """Return for each set the representatives it has, one bit for each; sets overlap where their bits do.

    Characters that every set has or lacks together are represented once, whatever their script.
    """
    distinct = tuple(dict.fromkeys(sets))
    named = {each: _named(each) for each in distinct if _is_narrow(each)}
    wide = [each for each in distinct if each not in named]
    single = set().union(*named.values())
    bits = {letter: 1 << index for index, letter in enumerate(sorted(single))}
    found = {each: sum(bits[letter] for letter in letters) for each, letters in named.items()}
    found |= dict.fromkeys(wide, 0)
    known: dict[tuple[bool, ...], int] = {}
    for letter in _representatives(wide, single) if wide else ():
        having = tuple(has(each, letter) for each in wide)
        bit = bits.get(letter) or known.setdefault(having, 1 << (len(bits) + len(known)))
        for each, it_has in zip(wide, having, strict=True):
            found[each] |= bit if it_has else 0
    return found


def _is_narrow(chars: Chars) -> bool:
    return not chars.negated and not chars.categories and all(high - low < _FEW for low, high in chars.ranges)


def _named(chars: Chars) -> set[int]:
    """Return the characters of a narrow set, in all their cases where it ignores case."""
    listed = {one for low, high in chars.ranges for one in range(low, high + 1)}
    return {spelling for one in listed for spelling in _spellings(one)} if chars.ignores_case else listed


def has(chars: Chars, letter: int) -> bool:
    """Say whether a set has a character, as `re` would."""
    spellings = _spellings(letter) if chars.ignores_case else (letter,)
    listed = any(low <= one <= high for low, high in chars.ranges for one in spellings)
    listed = listed or any((category in _categories(letter)) == belongs for category, belongs in chars.categories)
    return listed != chars.negated


def _representatives(sets: Iterable[Chars], single: set[int]) -> set[int]:
    """Return single characters, the ends of ranges, and of all others one per category between two ends."""
    letters = set(single)
    cuts = {0, _TOP}
    for chars in sets:
        for low, high in chars.ranges:
            ends = {one for end in (low, high) for one in (_spellings(end) if chars.ignores_case else (end,))}
            letters |= ends
            cuts |= {one + after for one in ends for after in (0, 1)}
            if high - low >= _FEW:
                letters |= set(map(ord, string.ascii_letters))
            elif chars.ignores_case:
                letters |= {spelling for one in range(low, high + 1) for spelling in _spellings(one)}
    edges = sorted(cuts)
    for first, end in pairwise(edges):
        letters |= set(_others(first, end, letters))
    return letters


def _others(first: int, end: int, known: set[int]) -> Iterator[int]:
    """Yield of each category the first character of a stretch that is not yet known."""
    for starts, ends in _runs().values():
        index = max(bisect_right(starts, first) - 1, 0)
        while index < len(starts) and starts[index] < end:
            stretch = range(max(starts[index], first), min(ends[index], end))
            other = next((one for one in stretch if one not in known), None)
            if other is not None:
                yield other
                break
            index += 1


@cache
def _runs() -> dict[str, tuple[list[int], list[int]]]:
    """Return where the stretches of characters of one kind begin and end, by kind."""
    runs: dict[str, tuple[list[int], list[int]]] = {kind: ([], []) for kind in _CATEGORIES}
    for match in _KINDS.finditer("".join(map(chr, range(_TOP)))):
        starts, ends = runs[str(match.lastgroup)]
        starts.append(match.start())
        ends.append(match.end())
    return runs


@cache
def _categories(letter: int) -> tuple[Category, ...]:
    match = _KINDS.match(chr(letter))
    return _CATEGORIES[str(match.lastgroup)] if match else ()


def _spellings(letter: int) -> tuple[int, ...]:
    """Return a character in all its cases, such as `s`, `S` and the long `ſ`."""
    return _cases().get(_plain(letter), (letter,))


@cache
def _cases() -> dict[int, tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for letter in range(_LAST_CASED):
        plain = _plain(letter)
        if plain != letter:
            groups.setdefault(plain, [plain]).append(letter)
    return {plain: tuple(letters) for plain, letters in groups.items()}


def _plain(letter: int) -> int:
    """Return the character that stands for all cases of one."""
    upper = chr(letter).upper()
    lower = upper.lower() if len(upper) == 1 else chr(letter).lower()
    return ord(lower) if len(lower) == 1 else letter

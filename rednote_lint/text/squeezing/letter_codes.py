"""Letters in two bytes each, for searches by the byte: the first tells how a hanzi sounds, the second which one it is.

Most of the fifty thousand letters stand in no word of any rule, and share a code with others; what is found by the
codes is compared with the characters that stand there.
"""

from __future__ import annotations

import string
from functools import cache
from heapq import heappop, heappush

from rednote_lint.text import tables
from rednote_lint.text.masks import SEAM

WIDTH = 2
SEPARATOR = 0xFF
"""Both bytes of what is no letter, and no byte of a letter."""
SEVERAL = 0xFE
"""Both bytes of a character that becomes several, and no byte of a letter."""
_SOUNDS = range(1, 127)
"""First bytes of hanzi; no second byte is one of them, so that a search finds letters where they begin."""
_NO_SOUND = 127
_MEMBERS = range(128, 254)
_PLAIN = SEAM + string.digits + string.ascii_lowercase
_UNLISTED = _MEMBERS[len(_PLAIN) :]

Code = tuple[int, int]


@cache
def listed_codes() -> dict[str, Code]:
    """Return the codes of the seam, digits, ASCII letters and all hanzi whose sound is known, each its own."""
    plain = {char: (_NO_SOUND, member) for char, member in zip(_PLAIN, _MEMBERS, strict=False)}
    return {**plain, **_codes_of_hanzi()}


def unlisted_codes() -> list[Code]:
    """Return the codes that all other letters take by turns."""
    return [(_NO_SOUND, member) for member in _UNLISTED]


def _codes_of_hanzi() -> dict[str, Code]:
    """Put the largest group of one sound beside the smallest ones, so that all find room."""
    taken = [(0, sound) for sound in _SOUNDS]
    codes: dict[str, Code] = {}
    for chars in sorted(_groups(), key=len, reverse=True):
        count, sound = heappop(taken)
        heappush(taken, (count + len(chars), sound))
        codes.update((char, (sound, _MEMBERS[count + number])) for number, char in enumerate(chars))
    return codes


def _groups() -> list[str]:
    """Return the hanzi of each sound."""
    groups: dict[str, str] = {}
    for code, first in tables.syllables().items():
        groups[first] = groups.get(first, first) + chr(code)
    return list(groups.values())

"""Separators between the characters of a word: which there are, and across how many of them a word is still read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

SEPARATORS = re.compile(r"[\W_]+")
"""Everything that is neither letter nor digit; letters that only look like marks were folded before."""
LETTERS = re.compile(r"[^\W_]+")
UNUSUAL = re.compile(
    "[^\0-\xac\xae-\u02ff\u2010-\u2029\u202f-\u205f\u2070-\u20cf\u2100-\u2cee\u3000-\u3029\u3030-\u3098\u309b-\ua66e"
    "\uac00-\ufb1d\uff00-\ufff8\U0001f000-\U0001f3fa\U0001f400-\U000e0000]+"
)
"""Where invisible characters are; the ranges that are left out have none."""
_CLAUSE_MARKS = frozenset("，、；：,;:。！？!?…（）()“”\"'‘’《》")
_TONES = frozenset(chr(code) for code in range(0x1F3FB, 0x1F400))


def is_invisible(char: str) -> bool:
    """Say whether a character leaves no mark of its own: zero-width, combining, variation selector, skin tone."""
    return unicodedata.category(char) in ("Cf", "Mn", "Me") or char in _TONES


def is_attached(char: str) -> bool:
    """Say whether a character belongs to the one before it, as an accent or the frame of a keycap does."""
    return unicodedata.category(char) in ("Mn", "Me")


def visible(gap: str) -> str:
    """Return what a reader sees of the characters between two others."""
    return gap if gap.isascii() else UNUSUAL.sub(_seen, gap)


def _seen(unusual: re.Match[str]) -> str:
    return "".join([char for char in unusual.group() if not is_invisible(char)])


def bridges(key: str, gaps: Sequence[str], *, limit: int, spaced: frozenset[int], soft: bool) -> bool:
    """Say whether a word may be read across the gaps between its characters.

    Args:
        key: the word without marks, folded.
        gaps: what stands before character 1, 2, … of the key; empty where nothing does.
        limit: visible characters that one gap may hold.
        spaced: indexes in `key` before which the word itself has a space.
        soft: line ends count as spaces, as in subtitles and pictures.
    """
    seen = [visible(gap) for gap in gaps]
    if soft:
        seen = [gap.replace("\r", "").replace("\n", " ") for gap in seen]
    apart = len(seen) > 1 and all(seen)
    return all(
        _bridges(gap, key[index : index + 2], limit, index + 1 in spaced, apart)
        for index, gap in enumerate(seen)
        if gap
    )


def _distinct_runs(marks: str) -> int:
    """Count marks, the same one repeated as one: nobody takes `..` for more of an obfuscation than `.`."""
    return sum(mark != before for mark, before in zip(marks, " " + marks, strict=False))


def _bridges(gap: str, between: str, limit: int, at_space: bool, apart: bool) -> bool:
    """Judge one gap; `apart` says that every character of the word is set apart, which nobody does by accident."""
    marks = gap.replace("\u3000", " ").replace(" ", "").replace("\t", "")
    if "\n" in gap or "\r" in gap:
        return False
    if at_space and not marks:
        return True
    if max(_distinct_runs(marks), 1) > limit:
        return False
    if apart:
        return True
    if not _CLAUSE_MARKS.isdisjoint(marks):
        return False
    latin = between.isascii() and between.isalpha()
    return not latin or (len(marks) == len(gap) and "/" not in marks)

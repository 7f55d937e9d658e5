"""Word boundaries of a hit: ASCII words, and the Chinese tokens around it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from rednote_lint.model import Record

_REACH = 8
"""Characters on each side of a hit that are cut into tokens; the longest token of the dictionary is no longer."""


class AsciiBoundary(StrEnum):
    """What may touch an ASCII end of a word; Chinese characters always may."""

    WORD = "word"
    PREFIX = "prefix"
    NONE = "none"


class CjkBoundary(StrEnum):
    """How a hit must lie in the tokens of the text around it."""

    NONE = "none"
    STRADDLE = "straddle"
    """It cuts no token, unless it lies inside one."""
    ALIGNED = "aligned"
    """It consists of whole tokens."""


class Boundary(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `boundary` key of rules and words."""

    ascii: AsciiBoundary = AsciiBoundary.WORD
    cjk: CjkBoundary = CjkBoundary.NONE


def is_word_char(char: str) -> bool:
    """Say whether a folded character is an ASCII letter or digit."""
    return char.isascii() and char.isalnum()


def splits_ascii(text: str, start: int, end: int, rule: AsciiBoundary) -> bool:
    """Say whether a hit cuts an ASCII word at an end that `rule` protects."""
    if rule is AsciiBoundary.NONE:
        return False
    if start and is_word_char(text[start]) and is_word_char(text[start - 1]):
        return True
    whole = rule is AsciiBoundary.WORD
    return whole and end < len(text) and is_word_char(text[end - 1]) and is_word_char(text[end])


def continues_spaced(text: str, start: int, end: int) -> bool:
    """Say whether letters set apart go on beyond a hit on its line: `ass` in `g r a s s` is part of a longer word."""
    apart = start > 2 and text[start - 1] not in "\r\n" and not is_word_char(text[start - 1])
    before = apart and text[start - 2].isalpha() and text[start].isalpha()
    if before and is_word_char(text[start - 2]) and not is_word_char(text[start - 3]):
        return is_word_char(text[start])
    after = text[end : end + 3]
    return (
        len(after) > 1
        and is_word_char(text[end - 1])
        and text[end - 1].isalpha()
        and not is_word_char(after[0])
        and after[0] not in "\r\n"
        and is_word_char(after[1])
        and after[1].isalpha()
        and not is_word_char(after[2:3] or " ")
    )


def fits_tokens(text: str, start: int, end: int, word: str, rule: CjkBoundary) -> bool:
    """Say whether a hit lies in the tokens around it as `rule` asks.

    Args:
        text: the folded text.
        start: of the hit.
        end: of the hit.
        word: what stands for the hit when tokens are told, without the separators inside.
        rule: `none` always fits.
    """
    if rule is CjkBoundary.NONE:
        return True
    tokens, first, last = _tokens_around(text, start, end, word)
    touched = [(a, b) for a, b in tokens if a < last and b > first]
    inside_one = len(touched) == 1 and touched[0] != (first, last)
    aligned = touched[0][0] == first and touched[-1][1] == last
    return aligned or (inside_one and rule is CjkBoundary.STRADDLE)


def is_everyday(text: str, start: int, end: int, typed: str) -> bool:
    """Say whether a stand-in spelling is ordinary speech: it cuts a token or lies inside one, as in 大家|微信."""
    tokens, first, last = _tokens_around(text, start, end, typed)
    for a, b in tokens:
        touches = b > first and a < last
        if touches and (a < first or b > last) and not _is_latin(text, start, end, a < first):
            return True
    return False


def _is_latin(text: str, start: int, end: int, leftwards: bool) -> bool:
    """Say whether what a token goes on with beyond a hit is Latin: `v` before an id is cut together with it."""
    beyond = text[start - 1 : start] if leftwards else text[end : end + 1]
    return beyond.isascii()


def _tokens_around(text: str, start: int, end: int, word: str) -> tuple[Sequence[tuple[int, int]], int, int]:
    """Cut a window around a hit into tokens; return their ranges and the hit's range in the window."""
    left = text[max(0, start - _REACH) : start]
    return _tokens(left + word + text[end : end + _REACH]), len(left), len(left) + len(word)


@lru_cache(maxsize=256)
def _tokens(window: str) -> Sequence[tuple[int, int]]:
    """Cut a few characters into tokens; a text that says one thing over and over is asked for the same ones."""
    import rjieba

    tokens: list[tuple[int, int]] = []
    offset = 0
    for token in rjieba.cut(window, False):
        tokens.append((offset, offset + len(token)))
        offset += len(token)
    return tokens

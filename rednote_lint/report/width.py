"""Text on a grid of terminal cells: what a character looks like, how wide it is, where a line may be cut."""

from __future__ import annotations

import re
import unicodedata

CUT = "..."
"""Stands for what was cut off; ASCII, because the width of `…` differs between terminals."""

_TAB = "    "
_UNUSUAL = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u036f\u2010-\u2027\u3001-\u303f\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fa5\uff01-\uff5e]"
)
"""What may have to be written out; the ranges that are left out hold nothing of the kind."""
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"

_WIDE = "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd"
_OPENING = "“‘（【《「『〈"
_CLOSING = "、。，．：；？！）】》」』〉”’…—"
_PIECE = re.compile(
    rf"[{_OPENING}(\[]*(?![{_OPENING}])[{_WIDE}][{_CLOSING})\],.;:?!]*\s*"
    rf"|[{_OPENING}]*(?:(?![{_WIDE}{_OPENING}])\S)+[{_CLOSING}]*\s*"
    r"|\S\s*"
)


def cells(text: str) -> int:
    """Return how many terminal cells `text` fills: a Chinese character two, a combining mark none."""
    from rich.cells import cell_len

    return cell_len(text)


def visible(text: str) -> str:
    r"""Return `text` with every character that a terminal would obey or hide written out.

    An escape becomes `␛`, a zero-width space `<U+200B>`, a tab four spaces. Joiners inside an emoji stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNUSUAL.sub(lambda match: _shown(text, match.start()), text)


def _shown(text: str, index: int) -> str:
    char = text[index]
    if char == "\t":
        return _TAB
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    if char == _JOINER and _joins_emoji(text, index):
        return char
    if unicodedata.category(char) in _INVISIBLE and not _is_flag_tag(char):
        return f"<U+{ord(char):04X}>"
    return char


def _joins_emoji(text: str, index: int) -> bool:
    around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return len(around) == 2 and all(
        unicodedata.category(char) in {"So", "Sk"} or char == _EMOJI_STYLE for char in around
    )


def _is_flag_tag(char: str) -> bool:
    """Say whether the character is one of the tags that spell the flags of Scotland and the like."""
    return "\U000e0020" <= char <= "\U000e007f"


def one_line(text: str) -> str:
    """Return `text` visible and on one line."""
    return visible(" ".join(text.split()))


def head(text: str, size: int) -> str:
    """Return the beginning of `text` that fits in `size` cells, ending in `...` when something was cut."""
    if len(text) <= size * 4 and cells(text) <= size:
        return text
    return _take(text, max(size - len(CUT), 0)) + CUT


def tail(text: str, size: int) -> str:
    """Return the end of `text` that fits in `size` cells, beginning with `...` when something was cut."""
    if len(text) <= size * 4 and cells(text) <= size:
        return text
    room = max(size - len(CUT), 0)
    start = len(text)
    while start and cells(text[start - 1 :]) <= room:
        start -= 1
    while start < len(text) and cells(text[start]) == 0:
        start += 1
    return CUT + text[start:]


def _take(text: str, size: int) -> str:
    end = 0
    while end < len(text) and cells(text[: end + 1]) <= size:
        end += 1
    return text[:end]


def wrap(text: str, width: int) -> list[str]:
    """Break a sentence into lines of at most `width` cells.

    Chinese breaks between any two characters, but never before a closing mark or after an opening one; a word or an
    address that is longer than a line stays whole, so that it can still be copied.
    """
    lines, line = [], ""
    for piece in _PIECE.findall(one_line(text)):
        if line and cells(line) + cells(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line or not lines else lines

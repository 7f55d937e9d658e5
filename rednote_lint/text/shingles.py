"""Shingles of a caption: hashes of three words in a row, sentence by sentence, by which two captions are compared."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

from rednote_lint.text.fold import fold_key
from rednote_lint.text.masks import BARRIER, mask
from rednote_lint.text.topics import topics

VERSION = 1
"""Raised when the shingles of a text may change, so that stored ones are dropped."""
WIDTH = 3
"""Words in a shingle; a Chinese, Japanese or Korean character counts as a word."""
MOST = 6_000
"""Shingles of a caption that are compared: more than the longest article has. The others are left out."""
_SENTENCE = re.compile(r"[\n\r。！？!?；;…]+")
_SYLLABLES = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SYLLABLES}]|[^\W_{_SYLLABLES}]+")

Shingles = tuple[bytes, ...]
"""The shingles of each sentence, four bytes each; small, and the same on every machine."""


def shingles(text: str) -> Shingles:
    """Return the shingles of a text without its topics, mentions, addresses and emoji.

    Case, width and traditional characters make no difference, nor do punctuation and the order of sentences.
    """
    return tuple(hashes for _, hashes in sentences(text))


def sentences(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield each sentence of a text that has words, as it was typed, and its shingles; see `shingles`."""
    pieces = _SENTENCE.split(mask(_without_topics(text)).replace(BARRIER, " "))
    left = MOST
    for piece, folded in zip(pieces, fold_key("\n".join(pieces)).split("\n"), strict=True):
        words = _WORD.findall(folded)
        if words and left > 0:
            last = max(len(words) - WIDTH + 1, 1)
            rows = [crc32("\0".join(words[at : at + WIDTH]).encode("utf-8", "surrogatepass")) for at in range(last)]
            yield piece.strip(), struct.pack(f"<{len(rows[:left])}I", *rows[:left])
            left -= len(rows)


def flat(caption: Shingles) -> frozenset[int]:
    """Return the different shingles of a caption."""
    return frozenset(_unpacked(b"".join(caption)))


@lru_cache(maxsize=2)
def _flat(caption: Shingles) -> frozenset[int]:
    """Return the same of a caption that is compared with many others, one after the other."""
    return flat(caption)


def count(caption: Shingles) -> int:
    """Count the shingles of a caption."""
    return _size(caption) // 4


def likeness(one: Shingles, other: Shingles) -> float:
    """Return the share of the words of two captions that both have in a row, 0 to 1.

    Sentences that both share word for word are a signature, a disclaimer or a template as long as they make less than
    half of the shorter caption, and do not count then.

    Args:
        one: the shingles of a caption.
        other: those of another.
    """
    same = set(one).intersection(other)
    if same and 2 * sum(map(len, same)) < min(_size(one), _size(other)):
        one = tuple(sentence for sentence in one if sentence not in same)
        other = tuple(sentence for sentence in other if sentence not in same)
    shared = _flat(one).intersection(_unpacked(b"".join(other)))
    if 20 * 4 * len(shared) < _size(one) + _size(other):
        return 0.0  # A shingle covers three words of either caption: not three tenths of both.
    covered = sum(_covered(sentence, shared) for caption in (one, other) for sentence in caption)
    return covered / max(_words(one) + _words(other), 1)


def _words(caption: Shingles) -> int:
    return _size(caption) // 4 + (WIDTH - 1) * len(caption)


def _covered(sentence: bytes, shared: frozenset[int]) -> int:
    """Count the words that stand in a shared shingle."""
    covered = end = 0
    for at, one in enumerate(_unpacked(sentence), WIDTH):
        if one in shared:
            covered += WIDTH if at - end >= WIDTH else at - end
            end = at
    return covered


def _without_topics(text: str) -> str:
    pieces, end = [], 0
    for topic in topics(text):
        pieces.append(text[end : topic.start])
        end = topic.end
    return " ".join((*pieces, text[end:])) if pieces else text


def _size(caption: Sequence[bytes]) -> int:
    return sum(map(len, caption))


def _unpacked(sentence: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sentence) // 4}I", sentence)

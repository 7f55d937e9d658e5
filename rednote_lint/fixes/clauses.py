"""Clause segmentation of Chinese and English captions: clauses, and how firmly each is parted from the next."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache

from rednote_lint.fixes.clause_words import ABBREVIATION, STARTS_CLAUSE
from rednote_lint.model import Record, TextRange
from rednote_lint.text.detect import Detector, detect
from rednote_lint.text.topics import topics

HAN = r"\u3400-\u9fff\u3007\uf900-\ufaff"
EMOJI = "\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff\ufe0f\u200d\u3030\u2600-\u26ff"
_STICKER = r"\[[^\[\]\n]{1,6}R\]"
"""An emoji of the platform as it is written: `[哇R]`."""
_IS_STICKER = re.compile(_STICKER)
_CLOSERS = "\"'”’」』）)】》"
_TERMINATOR = rf"[。！？!?…；;]+[{_CLOSERS}]*|\.+[{_CLOSERS}]*(?=\s|\Z|[{HAN}{EMOJI}])"
_SOFT = (
    rf"[，,](?!\d)|(?<=[^\s\d])[，,]|[·|｜•／~～]+|——+|(?<=\s)[-–—/&](?=\s)|(?<=[{HAN}])/|/(?=[{HAN}])"
    rf"|(?<=[{HAN}])[ \u3000\t]+(?=[{HAN}])|[ \t\u3000]{{2,}}|\t|(?:[{EMOJI}]|{_STICKER})+"
    rf"|(?i:(?<=\s)(?:and|or|but|so|then)(?=\s+{STARTS_CLAUSE}(?![A-Za-z])))"
)
_BULLET = r"[ \t\u3000]*(?:[-*•·>]+[ \t]+|\d{1,2}[.、)）][ \t]*(?=\D)|[①-⑳❶-❿][ \t]*)?"
_SEPARATOR = (
    rf"(?P<line>[ \t\u3000]*(?:\r\n|[\n\r\u2028])(?:[ \t\u3000]*(?:\r\n|[\n\r\u2028]))*{_BULLET})"
    rf"|(?P<sentence>{_TERMINATOR})|(?P<soft>{_SOFT})"
)
_WHOLE = (
    Detector.PHONE,
    Detector.EMAIL,
    Detector.URL,
    Detector.DOMAIN,
    Detector.SHORT_LINK,
    Detector.HANDLE,
    Detector.WECHAT_ID,
    Detector.QQ,
    Detector.TAOBAO_CODE,
    Detector.ID_CARD,
    Detector.PLATE,
    Detector.SECRET,
)
_PAIRS = (("(", ")"), ("（", "）"), ("【", "】"), ("[", "]"), ("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"))
_BRACKET_OR_END = re.compile(rf"[\n\r{re.escape(''.join(map(''.join, _PAIRS)))}]")
_LETTER = re.compile(r"[^\W_]")
_LINE_END = re.compile(r"[\n\r\u2028]")
_SENTENCE_END = re.compile(r"[。！？!?…；;.]")
_BULLETED = re.compile(_BULLET)
_CLOSER_OF = {close: start for start, close in _PAIRS}


@cache
def _separator() -> re.Pattern[str]:
    """Compile the separators for the first text that is cut into clauses; most runs cut none."""
    return re.compile(_SEPARATOR)


class Part(IntEnum):
    """How firmly two clauses are parted."""

    SOFT = 1
    """A comma, a slash, an emoji, a blank between Han, an `and`."""
    SENTENCE = 2
    LINE = 3
    EDGE = 4
    """The start or the end of the text."""


class Clause(Record, frozen=True, kw_only=True):
    """A piece of text that has letters, and what parts it from the next one."""

    place: TextRange
    part: Part
    """Between it and the next."""
    is_tag: bool = False


def clauses(text: str, held: TextRange) -> list[Clause]:
    """Cut a text into clauses; no cut goes through a contact, brackets, quotes or the held range."""
    spans = _pieces(text, held)
    found: list[Clause] = []
    for number, (place, is_tag) in enumerate(spans):
        following = spans[number + 1][0].start if number + 1 < len(spans) else None
        part = Part.EDGE if following is None else _strength(text[place.end : following])
        found.append(Clause(place=place, part=part, is_tag=is_tag))
    return found


def brackets_around(text: str, held: TextRange) -> TextRange | None:
    """Return the innermost pair of round or square brackets around a range, brackets included."""
    pairs = [pair for pair in _bracketed(text) if text[pair.start] in "(（【[" and _inside(held, pair)]
    return max(pairs, key=lambda pair: pair.start, default=None)


def has_words(text: str) -> bool:
    """Say whether a text has a letter or a figure; an emoji that is written as a word has none."""
    if "R]" in text:
        text = _IS_STICKER.sub("", text)
    return _LETTER.search(text) is not None


def _pieces(text: str, held: TextRange) -> list[tuple[TextRange, bool]]:
    """Return what stands between separators and has letters, with whether it is a tag."""
    tags = [TextRange(topic.start, topic.end) for topic in topics(text) if not _meet(topic.start, topic.end, held)]
    cuts = sorted([*_separators(text, held, tags), *((tag, True) for tag in tags)])
    made: list[tuple[TextRange, bool]] = []
    at = 0
    bullet = _BULLETED.match(text)
    if bullet and bullet.end() <= held.start:
        at = bullet.end()
    for (start, end), is_tag in cuts:
        if start < at:
            continue
        made.append((_trimmed(text, at, start), False))
        if is_tag:
            made.append((TextRange(start, end), True))
        at = end
    made.append((_trimmed(text, at, len(text)), False))
    return [(place, is_tag) for place, is_tag in made if has_words(text[slice(*place)])]


def _separators(text: str, held: TextRange, tags: list[TextRange]) -> Iterator[tuple[TextRange, bool]]:
    whole = (*tags, *_contacts(text), *(pair for pair in _bracketed(text) if not _inside(held, pair)))
    found = _between(text, whole)
    if any(held.start <= place.start < held.end < place.end for place in found):
        found = _between(text, (held, *whole))
    return ((place, False) for place in found if not _meet(*place, held))


@lru_cache(maxsize=64)
def _between(text: str, whole: tuple[TextRange, ...]) -> tuple[TextRange, ...]:
    """Return what parts the clauses of a text and cuts through none of some ranges."""
    return tuple(_parting(text, _merged(whole)))


def _parting(text: str, masks: list[TextRange]) -> Iterator[TextRange]:
    starts = [mask.start for mask in masks]
    at = 0
    separator = _separator()
    while found := separator.search(text, at):
        start, end = found.span()
        at = max(end, start + 1)
        near = bisect_right(starts, start) - 1
        if near >= 0 and start < masks[near].end and found.lastgroup != "line":
            at = masks[near].end
        elif not (text[start] == "." and ABBREVIATION.search(text, 0, start + 1)):
            yield TextRange(start, end)


@lru_cache(maxsize=64)
def _contacts(text: str) -> tuple[TextRange, ...]:
    """Return the contacts of a text; each of them is cut out of the same lines, one after the other."""
    return tuple(TextRange(*found) for detector in _WHOLE for found in detect(detector, text))


@lru_cache(maxsize=64)
def _bracketed(text: str) -> tuple[TextRange, ...]:
    """Return the pairs of brackets and quotes that open and close on one line."""
    found = list[TextRange]()
    open_ = list[tuple[str, int]]()
    for match in _BRACKET_OR_END.finditer(text):
        at, char = match.start(), match[0]
        if char in "\n\r":
            open_.clear()
        elif char not in _CLOSER_OF:
            open_.append((char, at))
        else:
            while open_:
                opener, start = open_.pop()
                if opener == _CLOSER_OF[char]:
                    if not _IS_STICKER.fullmatch(text, start, at + 1):
                        found.append(TextRange(start, at + 1))
                    break
    return tuple(found)


def _merged(places: Sequence[TextRange]) -> list[TextRange]:
    made: list[TextRange] = []
    for place in sorted(places):
        if made and place.start < made[-1].end:
            made[-1] = TextRange(made[-1].start, max(made[-1].end, place.end))
        elif place.start < place.end:
            made.append(place)
    return made


def _strength(between: str) -> Part:
    if _LINE_END.search(between):
        return Part.LINE
    return Part.SENTENCE if _SENTENCE_END.search(between) else Part.SOFT


def _trimmed(text: str, start: int, end: int) -> TextRange:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextRange(start, end)


def _inside(inner: TextRange, outer: TextRange) -> bool:
    return outer.start < inner.start and inner.end < outer.end


def _meet(start: int, end: int, held: TextRange) -> bool:
    return start < held.end and held.start < end

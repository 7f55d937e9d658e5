"""Parses subtitle files (SubRip, WebVTT, SubStation Alpha) into cues: visible text, its characters, its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from rednote_lint.model import Record, TimeRange
from rednote_lint.syntax.source_text import SourceText, aligned
from rednote_lint.syntax.tree import Notation

_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}[^\r\n]*(?:\r\n|\n|\r|$)", re.MULTILINE)
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)|\Z")
_NUMBER_LINE = re.compile(r"(?:^|[\r\n])\d+[ \t]*[\r\n]*\Z")
_DIALOGUE = re.compile(r"^Dialogue:[ \t]*(?P<fields>[^\r\n]*)", re.MULTILINE)
_MARKUP = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,500}\}")
_ASS_MARKUP = re.compile(r"\{[^{}\n]{0,2000}\}")
_BREAK = re.compile(r"\\[Nnh]")


class Cue(Record, frozen=True, kw_only=True):
    """One subtitle: its words, and when they are shown."""

    text: SourceText
    time: TimeRange
    notation: Notation = Notation.CUE


def cues(name: str, text: str) -> Iterator[Cue]:
    """Parse a subtitle file, by its extension; a cue without visible text is left out."""
    if PurePosixPath(name).suffix.lower() in (".ass", ".ssa"):
        yield from _dialogues(text)
    else:
        yield from _timed(text)


def plain(text: str) -> str:
    """Return what a viewer reads of one subtitle's raw text."""
    return _visible(text, 0, len(text), _MARKUP).text


def _timed(text: str) -> Iterator[Cue]:
    for timing in _TIMING.finditer(text):
        ending = _BLANK_LINE.search(text, timing.end())
        end = ending.start() if ending else len(text)
        following = _TIMING.search(text, timing.end(), end)
        last = _NUMBER_LINE.sub("", text[timing.end() : following.start()]) if following else text[timing.end() : end]
        words = _visible(text, timing.end(), timing.end() + len(last), _MARKUP)
        if words.text:
            yield Cue(text=words, time=_time(timing.groups()))


def _dialogues(text: str) -> Iterator[Cue]:
    """Read the events of an ASS file; the words are the tenth field and may hold commas."""
    for line in _DIALOGUE.finditer(text):
        fields = line["fields"].split(",", 9)
        stamps = [re.fullmatch(_STAMP, field.strip()) for field in fields[1:3]]
        if len(fields) < 10 or None in stamps:
            continue
        start = line.end() - len(fields[9])
        words = _visible(text, start, line.end(), _ASS_MARKUP)
        if words.text:
            time = _time([part for stamp in stamps if stamp for part in stamp.groups()])
            yield Cue(text=words, time=time, notation=Notation.ASS_CUE)


def _visible(text: str, start: int, end: int, markup: re.Pattern[str]) -> SourceText:
    """Return the words between two offsets without markup; a written line break becomes one."""
    shown: list[str] = []
    offsets: list[int] = []
    at = start
    while at < end:
        hidden = markup.match(text, at, end)
        if hidden:
            at = hidden.end()
            continue
        broken = markup is _ASS_MARKUP and _BREAK.match(text, at, end)
        shown.append("\n" if broken else text[at])
        offsets.append(at)
        at += 2 if broken else 1
    return aligned("".join(shown), offsets, end).stripped()


def _time(parts: tuple[str | None, ...] | list[str | None]) -> TimeRange:
    return TimeRange(_seconds(parts[:4]), _seconds(parts[4:8]))


def _seconds(parts: tuple[str | None, ...] | list[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + float(f"0.{fraction}")

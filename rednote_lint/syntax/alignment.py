"""Aligns each character of a parsed value with the raw text that it was written as."""

from __future__ import annotations

import re

from rednote_lint.syntax.source_text import SourceText, aligned, verbatim
from rednote_lint.syntax.tree import Notation

_BLANK = " \t\r\n"
_LINE_END = re.compile(r"\r\n|\n|\r")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|[\s\S])")
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


def align_flow(value: str, raw: str, start: int, *, doubled: str = "") -> SourceText:
    """Align a plain or single-quoted scalar: its lines are folded, and a quote may be written twice.

    Args:
        value: what the parser made of it.
        raw: the characters in the file, outer quotes left out.
        start: the file offset of `raw`.
        doubled: the quote that is written twice to mean itself.
    """
    if value == raw:
        return verbatim(value, start)
    offsets = []
    at = 0
    for char in value:
        at = _skip_fold(raw, at, char)
        offsets.append(start + min(at, max(len(raw) - 1, 0)))
        at += 2 if doubled and raw[at : at + 2] == doubled * 2 else 1
    return aligned(value, offsets, start + len(raw))


def align_double(value: str, raw: str, start: int) -> SourceText:
    """Align a double-quoted YAML scalar, `raw` with its quotes: folded lines and backslash escapes."""
    inner = raw[1:-1]
    if value == inner:
        return verbatim(value, start + 1)
    offsets = []
    at = 0
    for char in value:
        while inner[at : at + 2] in ("\\\n", "\\\r"):
            at = _skip_blank(inner, _ESCAPE.match(inner, at).end())  # type: ignore[union-attr]
        escape = _ESCAPE.match(inner, at)
        if escape is None:
            at = _skip_fold(inner, at, char)
            escape = _ESCAPE.match(inner, at) if inner[at : at + 1] != char else None
        offsets.append(start + 1 + min(at, max(len(inner) - 1, 0)))
        at = escape.end() if escape else at + 1
    return aligned(value, offsets, start + len(raw) - 1)


def align_block(value: str, raw: str, start: int) -> SourceText:
    """Align a block scalar, `raw` from its `|` or `>` on: the indentation of its lines is not part of the value."""
    head = _LINE_END.search(raw)
    body = head.end() if head else len(raw)
    indent = _indent(value, raw[body:])
    offsets = []
    at = _skip_indent(raw, body, indent)
    for char in value:
        while at < len(raw) and raw[at] != char and raw[at] in "\r\n" and char not in " \n":
            at = _next_line(raw, at, indent)
        if raw[at : at + 2] == "\r\n":
            at += 1
        offsets.append(start + min(at, max(len(raw) - 1, 0)))
        at = _next_line(raw, at, indent) if raw[at : at + 1] in ("\n", "\r") else at + 1
    end = min(start + at, start + len(raw)) if value else start + len(raw)
    return aligned(value, offsets, max(end, offsets[-1] + 1) if offsets else end)


def align_json(raw: str, start: int, value: str) -> SourceText:
    """Align a JSON string, `raw` between its quotes: only escapes differ; a surrogate pair is one character."""
    if value == raw:
        return verbatim(value, start)
    pieces = [(0, start)]
    index = at = 0
    while escape := _ESCAPE.search(raw, at):
        index += escape.start() - at + 1
        at = _escape_end(raw, escape)
        if index < len(value):
            pieces.append((index, start + at))
    return SourceText(text=value, start=start, end=start + len(raw), pieces=tuple(pieces))


def unit_end(notation: Notation, raw: str, at: int) -> int:
    """Return where the character that is written at `at` ends: an escape or a doubled quote is one character."""
    match notation:
        case Notation.JSON | Notation.YAML_DOUBLE:
            escape = _ESCAPE.match(raw, at)
            if escape is None:
                return at + 1
            return _escape_end(raw, escape) if notation is Notation.JSON else escape.end()
        case Notation.YAML_SINGLE | Notation.CSV_QUOTED if raw[at : at + 2] in ("''", '""'):
            return at + 2
        case Notation.ASS_CUE if raw[at : at + 1] == "\\":
            return at + 2 if raw[at + 1 : at + 2] in ("N", "n", "h") else at + 1
    return at + 1


def _escape_end(raw: str, escape: re.Match[str]) -> int:
    """Return where an escape ends, a pair of surrogates taken as one."""
    if escape.group()[1] != "u" or int(escape.group()[2:], 16) not in _HIGH:
        return escape.end()
    following = _ESCAPE.match(raw, escape.end())
    if following and following.group()[1] == "u" and int(following.group()[2:], 16) in _LOW:
        return following.end()
    return escape.end()


def _skip_fold(raw: str, at: int, char: str) -> int:
    """Step over the white space that folding took out; a folded line end stands for the value's blank or line end."""
    if raw[at : at + 1] == char:
        return at
    if char in " \n":
        end = at
        while raw[end : end + 1] in (" ", "\t"):
            end += 1
        end += raw[end : end + 2] == "\r\n"
        return end if raw[end : end + 1] in ("\n", "\r") else at
    return _skip_blank(raw, at)


def _skip_blank(raw: str, at: int) -> int:
    while at < len(raw) and raw[at] in _BLANK:
        at += 1
    return at


def _indent(value: str, lines: str) -> int:
    """Return how many blanks of indentation the block's lines lost."""
    written = next((line for line in lines.splitlines() if line.strip()), "")
    kept = next((line for line in value.splitlines() if line.strip()), "")
    return (len(written) - len(written.lstrip(" "))) - (len(kept) - len(kept.lstrip(" ")))


def _skip_indent(raw: str, at: int, indent: int) -> int:
    stop = at + indent
    while at < min(stop, len(raw)) and raw[at] == " ":
        at += 1
    return at


def _next_line(raw: str, at: int, indent: int) -> int:
    at += 2 if raw[at : at + 2] == "\r\n" else 1
    return _skip_indent(raw, at, indent)

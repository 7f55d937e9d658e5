"""A table of comma-separated values, row by row, whose every cell knows its characters in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rednote_lint.model import Bilingual, Record
from rednote_lint.posts.scalars import align_flow
from rednote_lint.posts.tree import TreeError
from rednote_lint.text.source_map import SourceText

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_LINE_END = re.compile(r"\r\n|\n|\r")


class Row(Record, frozen=True, kw_only=True):
    """One row of a table."""

    cells: tuple[SourceText, ...]
    start: int
    end: int
    """Its range in the file, the line end not counted."""
    line: int
    """1-based number of the line it starts on."""


def parse_csv(text: str) -> Iterator[Row]:
    """Read a table row by row; blank lines are left out.

    The separator is the comma, or the semicolon or tab when the first line has more of them.

    Raises:
        TreeError: when a quote is not closed, with its place; the rows before it have been given.
    """
    separator = _separator(text)
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    at, line = 0, 1
    while at < len(text):
        row = _row(text, at, line, separator, plain)
        ending = _LINE_END.match(text, row.end)
        at = ending.end() if ending else len(text)
        line += len(_LINE_END.findall(text, row.start, row.end)) + 1
        if any(cell.text.strip() for cell in row.cells):
            yield row


def _separator(text: str) -> str:
    first = _LINE_END.split(text, maxsplit=1)[0]
    return max(",;\t", key=first.count)


def _row(text: str, start: int, line: int, separator: str, plain: re.Pattern[str]) -> Row:
    cells: list[SourceText] = []
    at = start
    while True:
        cell, at = _cell(text, at, separator, plain)
        cells.append(cell)
        if text[at : at + 1] != separator:
            return Row(cells=tuple(cells), start=start, end=at, line=line)
        at += 1


def _cell(text: str, at: int, separator: str, plain: re.Pattern[str]) -> tuple[SourceText, int]:
    if text[at : at + 1] != '"':
        match = plain.match(text, at)
        end = match.end() if match else at
        return SourceText(text=text[at:end], start=at, end=end), end
    quoted = _QUOTED.match(text, at)
    if quoted is None:
        raise TreeError(Bilingual(en="has a quote that is not closed", zh="有未闭合的引号"), at)
    if text[quoted.end() : quoted.end() + 1] not in ("", separator, "\r", "\n"):
        raise TreeError(Bilingual(en="has something behind a closing quote", zh="右引号后面还有内容"), quoted.end())
    raw = quoted[1]
    return align_flow(raw.replace('""', '"'), raw, at + 1, doubled='"'), quoted.end()

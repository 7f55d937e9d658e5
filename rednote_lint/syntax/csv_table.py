"""Parses comma-separated values row by row; every cell knows its characters in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from rednote_lint.model import Bilingual, Record
from rednote_lint.syntax.alignment import align_flow
from rednote_lint.syntax.source_text import SourceText, verbatim
from rednote_lint.syntax.tree import Notation, Scalar, TreeError

LONGEST_ROW = 4_000_000
"""Characters within which a quote must be closed."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_LINE_END = re.compile(r"\r\n|\n|\r")


class Row(Record, frozen=True, kw_only=True):
    """One row of a table."""

    cells: tuple[Scalar, ...]
    start: int
    end: int
    """Its range in the file, the line end not counted."""
    line: int
    """1-based number of the line it starts on."""


def parse_csv(text: str, separator: str, offset: int = 0) -> Iterator[Row]:
    """Parse a table row by row; blank lines are left out.

    Args:
        text: the table, or some whole rows of it.
        separator: what stands between two cells, as `separator_of` tells.
        offset: where `text` starts in its file; added to every place.

    Raises:
        TreeError: when a quote is not closed, with its place; the rows before it have been given.
    """
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    at, line = 0, 1
    while at < len(text):
        start = at
        cells, at = _cells(text, start, separator, plain, offset)
        if any(cell.value.text.strip() for cell in cells):
            yield Row(cells=tuple(cells), start=offset + start, end=offset + at, line=line)
        line += len(_LINE_END.findall(text, start, at)) + 1
        ending = _LINE_END.match(text, at)
        at = ending.end() if ending else len(text)


class BadRow(Record, frozen=True, kw_only=True):
    """A line at which no row can be read; the ones behind it are read all the same."""

    text: str
    """The line."""
    start: int
    """File offset of the line."""
    line: int
    error: TreeError


def stream_csv(chunks: Iterable[str], separator: str) -> Iterator[tuple[Row, str] | BadRow]:
    """Parse a table that comes in pieces: each row with its characters; never more than some rows are held.

    Args:
        chunks: the text of a file from its start, cut anywhere.
        separator: what stands between two cells.
    """
    held, base, line = "", 0, 1
    pieces = iter(chunks)
    is_more = True
    while is_more or held:
        piece = next(pieces, None) if is_more else None
        is_more = piece is not None
        held += piece or ""
        rows, error = _parsed(held, separator, base)
        is_cut = is_more and (error is None or len(held) - (rows[-1].end - base if rows else 0) < LONGEST_ROW)
        for row in rows[:-1] if is_cut else rows:
            yield msgspec.structs.replace(row, line=row.line + line - 1), held[row.start - base : row.end - base]
        if is_cut and not rows:
            continue
        if is_cut:
            at = rows[-1].start - base
        elif error is not None:
            bad = _bad_row(held, base, line, error)
            yield bad
            at = bad.start - base + len(bad.text)
            ending = _LINE_END.match(held, at)
            at = ending.end() if ending else len(held)
        else:
            at = len(held)
        line += len(_LINE_END.findall(held, 0, at))
        held, base = held[at:], base + at


def _parsed(text: str, separator: str, offset: int) -> tuple[list[Row], TreeError | None]:
    rows: list[Row] = []
    try:
        for row in parse_csv(text, separator, offset):
            rows.append(row)
    except TreeError as error:
        return rows, error
    return rows, None


def _bad_row(held: str, base: int, line: int, error: TreeError) -> BadRow:
    at = error.offset - base
    before = [match.end() for match in _LINE_END.finditer(held, 0, at)]
    start = before[-1] if before else 0
    ending = _LINE_END.search(held, at)
    text = held[start : ending.start() if ending else len(held)]
    return BadRow(text=text, start=base + start, line=line + len(before), error=error)


def separator_of(text: str) -> str:
    """Return what separates the cells of a table: the comma, or the semicolon or tab its first line has more of."""
    end = _LINE_END.search(text)
    first = text[: end.start()] if end else text
    return max(",;\t", key=first.count)


def _cells(text: str, at: int, separator: str, plain: re.Pattern[str], offset: int) -> tuple[list[Scalar], int]:
    cells: list[Scalar] = []
    while True:
        cell, at = _cell(text, at, separator, plain, offset)
        cells.append(cell)
        if text[at : at + 1] != separator:
            return cells, at
        at += 1


def _cell(text: str, at: int, separator: str, plain: re.Pattern[str], offset: int) -> tuple[Scalar, int]:
    if text[at : at + 1] != '"':
        match = plain.match(text, at)
        end = match.end() if match else at
        return _scalar(verbatim(text[at:end], offset + at), Notation.CSV_BARE), end
    quoted = _QUOTED.match(text, at)
    if quoted is None:
        raise TreeError(Bilingual(en="has a quote that is not closed", zh="有未闭合的引号"), offset + at)
    if text[quoted.end() : quoted.end() + 1] not in ("", separator, "\r", "\n"):
        message = Bilingual(en="has something behind a closing quote", zh="右引号后面还有内容")
        raise TreeError(message, offset + quoted.end())
    raw = quoted[1]
    value = align_flow(raw.replace('""', '"'), raw, offset + at + 1, doubled='"')
    return _scalar(value, Notation.CSV_QUOTED), quoted.end()


def _scalar(value: SourceText, notation: Notation) -> Scalar:
    return Scalar(value=value, notation=notation, null=not value.text.strip())

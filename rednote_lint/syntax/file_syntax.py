"""Syntax of a text file, told from its extension, and every value that the file states, by its path."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import PurePath

from rednote_lint.model import Bilingual, SourceFile
from rednote_lint.syntax.csv_table import parse_csv, separator_of
from rednote_lint.syntax.front_matter import parse_markdown
from rednote_lint.syntax.json_tree import parse_json
from rednote_lint.syntax.source_text import verbatim
from rednote_lint.syntax.subtitles import cues
from rednote_lint.syntax.tree import Notation, Path, Scalar, TreeError, leaves
from rednote_lint.syntax.yaml_tree import parse_yaml


class FileSyntax(StrEnum):
    """How a text file of a post is written."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON_LINES = "json-lines"
    CSV = "csv"
    SUBTITLES = "subtitles"
    WORKBOOK = "workbook"


SUFFIXES: dict[FileSyntax, frozenset[str]] = {
    FileSyntax.MARKDOWN: frozenset((".md", ".markdown")),
    FileSyntax.YAML: frozenset((".yaml", ".yml")),
    FileSyntax.JSON_LINES: frozenset((".jsonl", ".ndjson")),
    FileSyntax.CSV: frozenset((".csv",)),
    FileSyntax.SUBTITLES: frozenset((".srt", ".vtt", ".ass", ".ssa")),
    FileSyntax.WORKBOOK: frozenset((".xlsx", ".xlsm")),
}
"""The extensions of each syntax, in lower case; every other file is plain text."""

HEADING: Path = (0,)
"""Path of the title that a Markdown heading is; the keys of front matter are words, so that no path is shared."""
BODY: Path = (1,)
"""Path of running text: a Markdown body, a plain file."""


def syntax_of(path: str) -> FileSyntax:
    """Return the syntax of a file by its extension."""
    suffix = PurePath(path).suffix.lower()
    return next((syntax for syntax, suffixes in SUFFIXES.items() if suffix in suffixes), FileSyntax.PLAIN)


def values_of(source: SourceFile) -> dict[Path, Scalar]:
    """Return every value of a file by its path.

    Args:
        source: a whole file; of a manifest one line or row.

    Raises:
        TreeError: the file cannot be parsed, or a key stands twice.
    """
    match syntax_of(source.path):
        case FileSyntax.MARKDOWN:
            return _markdown_values(source)
        case FileSyntax.YAML:
            return leaves(parse_yaml(source.text, source.offset))
        case FileSyntax.JSON_LINES:
            return leaves(parse_json(source.text, source.offset))
        case FileSyntax.CSV:
            return _row_values(source)
        case FileSyntax.SUBTITLES:
            return _cue_values(source)
        case FileSyntax.WORKBOOK:
            raise TreeError(Bilingual(en="is a workbook, not a text", zh="是工作簿，不是文本"), source.offset)
        case FileSyntax.PLAIN:
            return {BODY: Scalar(value=verbatim(source.text, source.offset))}


def _markdown_values(source: SourceFile) -> dict[Path, Scalar]:
    parts = parse_markdown(source.text)
    values = {**leaves(parts.header), BODY: Scalar(value=parts.body)}
    if parts.title is not None:
        values[HEADING] = Scalar(value=parts.title, notation=Notation.HEADING)
    return values


def _row_values(source: SourceFile) -> dict[Path, Scalar]:
    separator = source.separator or separator_of(source.text)
    rows = list(parse_csv(source.text, separator, source.offset))
    if len(rows) > 1:
        raise TreeError(Bilingual(en="is more than one row", zh="不止一行"), rows[1].start)
    return {(number,): cell for row in rows for number, cell in enumerate(row.cells)}


def _cue_values(source: SourceFile) -> dict[Path, Scalar]:
    """Name each cue by its time, so that the others keep their paths when one falls silent."""
    values: dict[Path, Scalar] = {}
    seen: Counter[str] = Counter()
    for cue in cues(source.path, source.text):
        time = f"{cue.time.start}-{cue.time.end}"
        values[time, seen[time]] = Scalar(value=cue.text, notation=cue.notation)
        seen[time] += 1
    return values

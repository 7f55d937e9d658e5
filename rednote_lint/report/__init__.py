"""Showing findings: one file per output format. Reporters see only the model and never look at a file."""

from __future__ import annotations

from importlib import import_module
from typing import IO, NamedTuple, TextIO, cast

from rednote_lint.report.base import Display, Illustrator, PageSettings, Reporter, RunInfo


class Format(NamedTuple):
    """Where the reporter of a format is, which is imported when it is asked for."""

    module: str
    """Below this folder."""
    reporter: str
    """The name of its class there."""


HTML = "html"
FORMATS = {
    "full": Format("screen.screen", "ScreenReporter"),
    "concise": Format("concise", "ConciseReporter"),
    "json": Format("json_report", "JsonReporter"),
    "jsonl": Format("jsonl", "JsonlReporter"),
    "sarif": Format("sarif", "SarifReporter"),
    "junit": Format("junit", "JunitReporter"),
    "github": Format("github", "GithubReporter"),
    "gitlab": Format("gitlab", "GitlabReporter"),
    "rdjson": Format("rdjson", "RdjsonReporter"),
    "markdown": Format("markdown", "MarkdownReporter"),
    "csv": Format("tables.csv_report", "CsvReporter"),
    HTML: Format("html.reporter", "HtmlReporter"),
}
"""The values of `--format`."""

BINARY = {"parquet": Format("tables.parquet", "ParquetReporter")}
"""Formats of bytes, which go to a file alone; their reporters take a stream of bytes."""

EXPORTS = {
    **{name: FORMATS[name] for name in ("csv", "jsonl")},
    **BINARY,
    "html": Format("html.index", "IndexReporter"),
}
"""Formats of a kept run of any length: none of them holds its posts, and the page only lists them."""

LONG = {"full": Format("screen.full", "FullReporter")}
"""Formats that have a form of their own for `--verbose`."""

FOR_PEOPLE = frozenset({"full", "concise", "markdown", "xlsx"})
"""Formats that speak one language from the first line to the last; in the others each post has its own."""

WITH_WORDS = (HTML,)
"""Formats that show what the author typed, which reports carry only where one of these was asked for."""

_NAME = b'"rednote-lint"'
MARKS = {
    "json": _NAME,
    "jsonl": _NAME,
    "sarif": _NAME,
    "junit": _NAME,
    "rdjson": _NAME,
    "gitlab": b'{"description": "',
    "markdown": b"<!-- rednote-lint -->",
    "csv": b"kind,post,id,account,severity,code,",
    HTML: b'<meta name="generator" content="rednote-lint">',
}
"""What a file of these formats holds at its start, by which an older report is told from a file of somebody else."""

__all__ = [
    "BINARY",
    "EXPORTS",
    "FORMATS",
    "FOR_PEOPLE",
    "HTML",
    "MARKS",
    "WITH_WORDS",
    "Display",
    "Format",
    "Illustrator",
    "PageSettings",
    "Reporter",
    "RunInfo",
    "made_by",
    "reporter_of",
]


def reporter_of(name: str, stream: TextIO, display: Display) -> Reporter:
    """Make the reporter of a format."""
    return made_by(LONG.get(name, FORMATS[name]) if display.verbose else FORMATS[name], stream, display)


def made_by(format_: Format, stream: TextIO | IO[bytes], display: Display) -> Reporter:
    """Import the reporter of a format, and make it."""
    module, reporter = format_
    return cast(Reporter, getattr(import_module(f"{__name__}.{module}"), reporter)(stream, display))

"""Showing findings: one file per output format. Reporters see only the model and never look at a file."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple, TextIO, cast

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
    "csv": Format("csv_report", "CsvReporter"),
    HTML: Format("html.reporter", "HtmlReporter"),
}
"""The values of `--format`."""

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
    "FORMATS",
    "FOR_PEOPLE",
    "HTML",
    "MARKS",
    "WITH_WORDS",
    "Display",
    "Illustrator",
    "PageSettings",
    "Reporter",
    "RunInfo",
    "reporter_of",
]


def reporter_of(name: str, stream: TextIO, display: Display) -> Reporter:
    """Make the reporter of a format."""
    module, reporter = LONG.get(name, FORMATS[name]) if display.verbose else FORMATS[name]
    return cast(Reporter, getattr(import_module(f"{__name__}.{module}"), reporter)(stream, display))

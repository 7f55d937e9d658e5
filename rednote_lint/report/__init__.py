"""Showing findings: one file per output format. Reporters see only the model and never look at a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from rednote_lint.report.base import Display, Illustrator, Reporter, RunInfo


def _full(stream: TextIO, display: Display) -> Reporter:
    if display.verbose:
        from rednote_lint.report.screen.full import FullReporter

        return FullReporter(stream, display)
    from rednote_lint.report.screen.screen import ScreenReporter

    return ScreenReporter(stream, display)


def _concise(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.concise import ConciseReporter

    return ConciseReporter(stream, display)


def _json(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.json_report import JsonReporter

    return JsonReporter(stream, display)


def _github(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.github import GithubReporter

    return GithubReporter(stream, display)


def _gitlab(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.gitlab import GitlabReporter

    return GitlabReporter(stream, display)


def _jsonl(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.jsonl import JsonlReporter

    return JsonlReporter(stream, display)


def _sarif(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.sarif import SarifReporter

    return SarifReporter(stream, display)


def _junit(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.junit import JunitReporter

    return JunitReporter(stream, display)


def _rdjson(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.rdjson import RdjsonReporter

    return RdjsonReporter(stream, display)


def _markdown(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.markdown import MarkdownReporter

    return MarkdownReporter(stream, display)


def _csv(stream: TextIO, display: Display) -> Reporter:
    from rednote_lint.report.csv_report import CsvReporter

    return CsvReporter(stream, display)


FORMATS: dict[str, Callable[[TextIO, Display], Reporter]] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "rdjson": _rdjson,
    "markdown": _markdown,
    "csv": _csv,
}
"""The values of `--format`, each with the maker of its reporter; a format is imported when it is asked for."""

FOR_PEOPLE = frozenset({"full", "concise", "markdown"})
"""Formats that speak one language from the first line to the last; in the others each post has its own."""

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
}
"""What a file of these formats holds at its start, by which an older report is told from a file of somebody else."""

__all__ = ["FORMATS", "FOR_PEOPLE", "MARKS", "Display", "Illustrator", "Reporter", "RunInfo"]

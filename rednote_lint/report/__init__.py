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


FORMATS: dict[str, Callable[[TextIO, Display], Reporter]] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
}
"""The values of `--format`, each with the maker of its reporter; a format is imported when it is asked for."""

FOR_PEOPLE = frozenset({"full", "concise"})
"""Formats that speak one language from the first line to the last; in the others each post has its own."""

__all__ = ["FORMATS", "FOR_PEOPLE", "Display", "Illustrator", "Reporter", "RunInfo"]

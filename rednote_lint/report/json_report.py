"""`--format json`: the contract with other programs, one object for a run; `contract.py` has its fields."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.checked import PostObjects, sums_of
from rednote_lint.report.contract import VERSION, Tool
from rednote_lint.report.jsontext import encoded


class JsonReporter:
    """Writes one JSON object, post by post, so that a long run needs no memory for its report."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._explain = display.explain
        self._language = display.language
        self._separator = "\n"

    def begin(self, run: RunInfo) -> None:
        """Write the version and the tool, and open the list of posts."""
        tool = encoded(Tool(name="rednote-lint", version=run.version))
        self._stream.write(f'{{\n  "version": {VERSION},\n  "tool": {tool},\n  "posts": [')

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write one post, its sentences in its own language."""
        post = encoded(PostObjects(display, explain=self._explain).of(report), indent=2).replace("\n", "\n    ")
        self._stream.write(f"{self._separator}    {post}")
        self._separator = ",\n"

    def end(self, summary: Summary) -> None:
        """Close the list of posts and write the sums."""
        close = "]" if self._separator == "\n" else "\n  ]"
        self._stream.write(f'{close},\n  "summary": {encoded(sums_of(summary, self._language))}\n}}\n')

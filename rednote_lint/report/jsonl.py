"""`--format jsonl`: one post a line, as soon as it is done; the last line has the sums."""

from __future__ import annotations

from typing import TextIO

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import Display, RunInfo
from rednote_lint.report.checked import PostObjects, sums_of
from rednote_lint.report.contract import VERSION, CheckedPost, Sums, Tool
from rednote_lint.report.jsontext import encoded


class JsonlReporter:
    """Writes the objects of the JSON report, each on a line that can be read by itself."""

    def __init__(self, stream: TextIO, display: Display) -> None:
        self._stream = stream
        self._explain = display.explain
        self._language = display.language
        self._tool = Tool(name="rednote-lint", version="")

    def begin(self, run: RunInfo) -> None:
        """Write nothing: the first line is the first post."""
        self._tool = Tool(name="rednote-lint", version=run.version)

    def post(self, report: Report, display: PostDisplay) -> None:
        """Write one post, its sentences in its own language."""
        self._line("post", PostObjects(display, explain=self._explain).of(report))

    def end(self, summary: Summary) -> None:
        """Write the sums; a file without them is one whose run was killed."""
        self._line("summary", sums_of(summary, self._language))

    def _line(self, key: str, value: CheckedPost | Sums) -> None:
        self._stream.write(f"{encoded({'version': VERSION, 'tool': self._tool, key: value})}\n")
        self._stream.flush()

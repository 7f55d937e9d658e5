"""`--statistics`: how often each rule spoke and what each kind of check cost, below any other report."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report.base import RunInfo


class StatisticsReporter:
    """Counts while the others report."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`, which is not the one that the report goes to."""
        self._stream = stream
        self._findings: Counter[str] = Counter()
        self._seconds: Counter[str] = Counter()

    def begin(self, run: RunInfo) -> None:
        """Write nothing yet."""

    def post(self, report: Report, display: PostDisplay) -> None:
        """Count one post."""
        self._findings.update(f"{finding.code} {finding.pack}/{finding.name}" for finding in report.findings)
        self._seconds.update(report.timings)

    def end(self, summary: Summary) -> None:
        """Write findings per rule, most frequent first, then milliseconds per kind of check, dearest first."""
        for name, count in self._findings.most_common():
            self._stream.write(f"{count:>8}  {name}\n")
        for kind, seconds in self._seconds.most_common():
            self._stream.write(f"{1000 * seconds:>8.0f}  ms {kind}\n")

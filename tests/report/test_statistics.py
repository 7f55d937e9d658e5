"""Statistics name what costs time, dearest first, and sum what costs next to none."""

from __future__ import annotations

import io

import pytest

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report import RunInfo
from rednote_lint.report.statistics import StatisticsReporter


@pytest.mark.parametrize(
    ("language", "words", "others"),
    [
        ("en", "words: all rules on words", "all others (2), less than 0.05 each"),
        ("zh", "words: 全部词语规则", "其余 2 项，每项不到 0.05"),
    ],
)
def test_times_are_named_and_small_ones_are_summed(language: str, words: str, others: str) -> None:
    stream = io.StringIO()
    reporter = StatisticsReporter(stream)
    reporter.begin(RunInfo())
    for _ in range(2):
        timings = {"FM101": 0.002, "words": 0.0101, "FM102": 0.00002, "FM103": 0.00001}
        reporter.post(Report(path="a", id="a", timings=timings), PostDisplay(language=language))
    reporter.end(Summary())
    told = stream.getvalue().splitlines()
    assert told[1:] == [f"    20.2  {words}", "     4.0  FM101", f"     0.1  {others}"]
    assert "0.0 " not in stream.getvalue()

"""JSON lines: each post as soon as it is done, the same objects as in the JSON report."""

from __future__ import annotations

import io
import json

from rednote_lint.model import PostDisplay, Report, Summary
from rednote_lint.report import Display, RunInfo, reporter_of
from tests.reports_made import written


def test_the_posts_are_those_of_the_json_report(reports: tuple[Report, ...], summary: Summary) -> None:
    lines = [json.loads(line) for line in written("jsonl", reports, summary, explain=True).splitlines()]
    whole = json.loads(written("json", reports, summary, explain=True))
    assert [line["post"] for line in lines[:-1]] == whole["posts"]
    assert lines[-1]["summary"] == whole["summary"]
    assert all((line["version"], line["tool"]["name"]) == (1, "rednote-lint") for line in lines)


def test_a_post_is_written_before_the_next_one_begins(reports: tuple[Report, ...]) -> None:
    raw = io.BytesIO()
    reporter = reporter_of("jsonl", io.TextIOWrapper(raw, encoding="utf-8"), Display())
    reporter.begin(RunInfo())
    for number, report in enumerate(reports, 1):
        reporter.post(report, PostDisplay())
        assert raw.getvalue().count(b"\n") == number

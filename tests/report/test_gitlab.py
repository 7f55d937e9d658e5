"""The Code Quality report: the fields that GitLab documents, relative paths, a fingerprint for each entry."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from rednote_lint.model import Bilingual, Omission, Report, Skipped, Summary
from rednote_lint.report import RunInfo
from tests.reports_made import written

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def entries(*given: Any, **more: Any) -> list[dict[str, Any]]:
    return list(json.loads(written("gitlab", *given, **more)))


def test_each_entry_has_the_documented_fields(reports: tuple[Report, ...], summary: Summary) -> None:
    for entry in entries(reports, summary, explain=True):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in SEVERITIES
        assert entry["description"] and "\n" not in entry["description"]
        assert not entry["location"]["path"].startswith(("/", "./"))
        assert entry["location"]["lines"]["begin"] >= 1


def test_findings_keep_their_order_their_place_and_their_code(reports: tuple[Report, ...]) -> None:
    told = [entry for entry in entries(reports, Summary()) if entry["severity"] != "info"]
    assert [
        (entry["check_name"], entry["location"]["path"], entry["location"]["lines"]["begin"]) for entry in told
    ] == [
        ("AD101", "serum/post.md", 7),
        ("AD101", "serum/post.md", 8),
        ("WM101", "serum/clip.mp4", 1),
        ("FM101", "serum/02.jpg", 1),
        ("problem", "notes.jsonl", 4),
    ]
    assert all(entry["description"].startswith(entry["check_name"]) for entry in told[:4])


def test_fingerprints_are_unique_and_stay_when_lines_move(reports: tuple[Report, ...], summary: Summary) -> None:
    twice = (*reports, *reports)
    told = [entry["fingerprint"] for entry in entries(twice, summary)]
    assert len(set(told)) == len(told)
    finding = reports[0].findings[0]
    assert finding.excerpt is not None
    moved = msgspec.structs.replace(finding, excerpt=msgspec.structs.replace(finding.excerpt, line=99, end_line=99))
    post = msgspec.structs.replace(reports[0], findings=(moved,))
    assert entries([post], Summary())[-1]["fingerprint"] in told


def test_what_was_suppressed_and_not_checked_is_an_info(reports: tuple[Report, ...], summary: Summary) -> None:
    told = {entry["check_name"]: entry for entry in entries(reports, summary) if entry["severity"] == "info"}
    assert "a count, no claim" in told["suppressed"]["description"]
    assert "marks are not looked for yet" in written("gitlab", reports, summary)
    assert "not-checked" in told


def test_what_could_not_be_read_is_more_than_an_info() -> None:
    reason = Bilingual(en="it is empty", zh="空文件")
    skip = Skipped(what="01.jpg", reason=reason, omission=Omission.FAILURE)
    report = Report(path="p/", id="p", skipped=(skip,))
    (entry,) = entries([report], Summary().plus(report))
    assert entry["severity"] == "minor" and "01.jpg: it is empty" in entry["description"]


def test_an_empty_or_interrupted_run_is_a_list(summary: Summary) -> None:
    assert entries((), Summary()) == []
    (entry,) = entries((), msgspec.structs.replace(Summary(), interrupted=True))
    assert entry["check_name"] == "interrupted"


def test_paths_start_from_the_root_of_the_repository(reports: tuple[Report, ...]) -> None:
    run = RunInfo(here="/home/me/repo/posts", repository="/home/me/repo", roots=("serum",))
    paths = {entry["location"]["path"] for entry in entries(reports, Summary(), run=run)}
    assert "posts/serum/post.md" in paths

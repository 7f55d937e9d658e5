"""Workflow commands: one line each, whatever a caption holds; GitHub takes back what was escaped."""

from __future__ import annotations

import re

import msgspec
import pytest

from rednote_lint.model import Bilingual, Report, Severity, Summary
from rednote_lint.report import RunInfo
from tests.reports_made import written

COMMAND = re.compile(r"::(?P<name>error|warning|notice)(?: (?P<properties>[^:]*))?::(?P<message>.*)")


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    found = [COMMAND.fullmatch(line) for line in text.splitlines() if line.startswith("::")]
    return [
        (
            match["name"],
            {
                key: unescaped(value)
                for key, _, value in (pair.partition("=") for pair in (match["properties"] or "").split(",") if pair)
            },
            unescaped(match["message"]),
        )
        for match in found
        if match is not None
    ]


def test_each_finding_and_problem_is_a_command_and_nothing_else_starts_like_one(
    reports: tuple[Report, ...], summary: Summary
) -> None:
    text = written("github", reports, summary)
    told = [command for command in commands(text) if command[1]]
    assert len(told) == sum(len(report.findings) + len(report.problems) for report in reports)
    assert len(commands(text)) == sum(line.startswith("::") for line in text.splitlines())
    assert [name for name, _, _ in told[:5]] == ["error", "error", "notice", "error", "warning"]


def test_lines_and_columns_are_those_of_the_text(reports: tuple[Report, ...]) -> None:
    _, place, message = commands(written("github", reports[:1]))[0]
    assert place == {
        "file": "serum/post.md",
        "line": "7",
        "endLine": "7",
        "col": "5",
        "endColumn": "7",
        "title": "AD101 absolute-best",
    }
    assert message == "“最佳” is an absolute claim\nTry: 很不错 / 我个人很喜欢"


def test_a_finding_over_two_lines_has_no_columns(reports: tuple[Report, ...]) -> None:
    place = commands(written("github", reports[:1]))[2][1]
    assert (place["line"], place["endLine"]) == ("9", "11") and "col" not in place


def test_a_medium_is_told_at_the_line_that_names_it(reports: tuple[Report, ...]) -> None:
    place, message = commands(written("github", reports[:1]))[3][1:]
    assert (place["file"], place["line"]) == ("serum/post.md", "4")
    assert "clip.mp4, 00:03.2–00:07.8" in message


@pytest.mark.parametrize(
    "hostile", ["::error::owned", "a\n::error::owned", "##[add-mask]x", "50% \r\n, a:b", "\x1b]0;x\x07", "a\u2028b"]
)
def test_no_text_of_a_caption_becomes_a_command(reports: tuple[Report, ...], hostile: str) -> None:
    said = Bilingual(en=hostile, zh=hostile)
    finding = msgspec.structs.replace(reports[0].findings[0], message=said, name="a,b::c")
    entry = msgspec.structs.replace(reports[0].suppressed[0], finding=finding, reason=hostile)
    report = Report(path="p/", id="p", findings=(finding,), suppressed=(entry,))
    text = written("github", [report], Summary().plus(report))
    assert len(commands(text)) == sum(line.startswith("::") for line in text.splitlines()) == 1
    assert len(text.splitlines()) == 4
    assert not any("##[" in line for line in text.splitlines() if not line.startswith("::"))
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)


def test_paths_start_from_the_root_of_the_repository(reports: tuple[Report, ...]) -> None:
    run = RunInfo(here="/home/me/repo/posts", repository="/home/me/repo")
    assert "file=posts/serum/post.md," in written("github", reports[:1], run=run)


def test_what_was_suppressed_and_not_checked_is_in_the_log(reports: tuple[Report, ...], summary: Summary) -> None:
    text = written("github", reports, summary, explain=True)
    assert "serum/post.md:12:1: Suppressed (a count, no claim): AD101 “第一” is an absolute claim" in text
    assert "AD101 allows “最佳”" in text
    assert "::notice::Not checked: WM103, WM104 (3 times in 2 posts): marks are not looked for yet" in text
    interrupted = msgspec.structs.replace(summary, interrupted=True)
    assert "INTERRUPTED after 3 posts" in written("github", reports, interrupted)


def test_what_is_below_the_minimum_is_counted(reports: tuple[Report, ...]) -> None:
    hidden = msgspec.structs.replace(Summary(), posts=3, hidden=1, hidden_below=Severity.WARNING, infos=1)
    assert "1 finding below “warning” not shown" in written("github", (), hidden)

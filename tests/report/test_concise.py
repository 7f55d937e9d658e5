"""One line a finding, whatever the texts hold."""

from __future__ import annotations

import re

import msgspec
import pytest

from rednote_lint.model import Bilingual, Report, Severity, Summary
from tests.reports_made import written


def printed(reports: tuple[Report, ...], **display: object) -> list[str]:
    return written("concise", reports, colour=False, **display).splitlines()


def test_each_finding_and_problem_is_one_line(reports: tuple[Report, ...]) -> None:
    told = printed(reports)
    assert len(told) == sum(len(report.findings) + len(report.problems) for report in reports)
    for line, finding in zip(told, reports[0].findings, strict=False):
        assert f" {finding.code} " in line


def test_a_message_of_several_lines_stays_on_one(reports: tuple[Report, ...]) -> None:
    long = Bilingual(en="first\nsecond\r\nthird\x1b[31m\u2028fourth", zh="一\n二")
    finding = msgspec.structs.replace(reports[0].findings[0], message=long)
    (line,) = printed((Report(path="p/", id="p", findings=(finding,)),))
    assert "first" in line and "fourth" in line
    assert "\x1b" not in line


def test_text_has_line_and_column_and_a_medium_its_fragment(reports: tuple[Report, ...]) -> None:
    told = printed(reports)
    assert re.match(r"serum/post\.md:7:5: error AD101 ", told[0])
    assert any(line.startswith("serum/clip.mp4#t=3.2,7.8&xywh=812,1650,220,90: error WM101 ") for line in told)


@pytest.mark.parametrize("least", list(Severity))
def test_only_what_is_severe_enough_is_told(reports: tuple[Report, ...], least: Severity) -> None:
    told = [line for line in printed(reports[:1], min_severity=least)]
    assert len(told) == sum(finding.severity.rank >= least.rank for finding in reports[0].findings)


def test_what_was_let_pass_is_told_when_asked(reports: tuple[Report, ...]) -> None:
    more = set(printed(reports, explain=True)) - set(printed(reports))
    assert len(more) == len(reports[0].vetoes)
    assert all("最佳赏味期" in line for line in more)


def test_a_problem_is_told_with_its_remedy_in_the_readers_language(reports: tuple[Report, ...]) -> None:
    (english,) = printed(reports[2:])
    (chinese,) = printed(reports[2:], language="zh")
    assert english.startswith("notes.jsonl:4:17: ") and "Write one object per line" in english
    assert "每行写一个对象" in chinese


def test_the_end_says_what_was_not_checked(reports: tuple[Report, ...], summary: Summary) -> None:
    assert "marks are not looked for yet" in written("concise", (), summary, colour=False)

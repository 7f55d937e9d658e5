"""A calendar of several accounts: what the last lines of the screen say about each."""

from __future__ import annotations

from pathlib import Path

from .test_commands import run

CALENDAR = """title,body,account
春天的京都,今天去了哲学之道,sunny
夏天的京都,加微信：abc12345 领取,sunny
秋天的京都,红叶很好看，人也不多,moon
冬天的京都,电话 13800138000 预订,moon
冬天的大阪,电话 13800138000 预订,moon
清水寺,清水寺的晚上很安静,
"""


def test_a_calendar_of_several_accounts_is_summed_up_per_account(tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text(CALENDAR, encoding="utf-8")
    lines = run("calendar.csv", cwd=tmp_path).stdout.splitlines()
    assert "  moon: 1 ready, 2 to fix first, 0 not checked" in lines
    assert "  no account named: 1 ready, 0 to fix first, 0 not checked" in lines
    assert "  sunny: 1 ready, 1 to fix first, 0 not checked" in lines
    assert (
        "  sunny：可以发 1 篇，需先修改 1 篇，未能检查 0 篇" in run("calendar.csv", "--lang", "zh", cwd=tmp_path).stdout
    )


def test_what_is_said_of_a_whole_row_is_a_cause_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text(CALENDAR, encoding="utf-8")
    said = run("calendar.csv", cwd=tmp_path).stdout
    assert "FM505" not in said
    lines = said.splitlines()
    row = next(number for number, line in enumerate(lines) if "冬天的京都" in line)
    assert lines[row + 1].strip() == "^" * len("13800138000")

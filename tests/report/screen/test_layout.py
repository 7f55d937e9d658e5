"""Widths and hanging sentences."""

from __future__ import annotations

import io

import pytest

from rednote_lint.report import Display
from rednote_lint.report.screen.layout import Page, width_of
from rednote_lint.report.screen.paint import Role


def test_a_pipe_is_as_wide_as_columns_says_and_never_wider_than_the_widest(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = {}
    for given in ("60", "wide", "20", "400"):
        monkeypatch.setenv("COLUMNS", given)
        widths[given] = width_of(io.StringIO(), Display(), 140)
    assert widths == {"60": 60, "wide": 100, "20": 40, "400": 140}


def written(width: int, right: str, text: str = "TikTok mark") -> list[str]:
    stream = io.StringIO()
    Page(stream, Display(width=width, colour=False), 140).ends(("1 ✖ ", Role.ERROR), text, right, indent=4)
    return stream.getvalue().splitlines()


def test_codes_stand_at_the_right_end_where_there_is_room_and_below_where_there_is_none() -> None:
    assert written(40, "WM101") == ["1 ✖ TikTok mark" + " " * 20 + "WM101"]
    assert written(40, "WM101 WM102 WM103 WM104 WM105") == ["1 ✖ TikTok mark", "    WM101 WM102 WM103 WM104 WM105"]
    assert written(40, "WM101", "TikTok mark " * 4)[1:] == ["    TikTok mark" + " " * 20 + "WM101"]
    assert written(40, "WM101", "TikTok mark " * 6)[2:] == ["    WM101"]


def test_further_lines_of_a_sentence_are_indented() -> None:
    stream = io.StringIO()
    Page(stream, Display(width=40, colour=False), 140).hanging(("Do", Role.LABEL), "word " * 12, indent=6)
    first, *others = stream.getvalue().splitlines()
    assert first.startswith("Do    word") and all(line.startswith("      word") for line in others) and others

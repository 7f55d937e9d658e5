"""Transcripts: subtitles drawn into a clip, with what is none."""

from __future__ import annotations

from pathlib import Path

from rednote_lint.facts import Unreadable
from rednote_lint.facts.analysis.results import MediaAnalysis, View
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.text.transcript import cues_of, transcribed
from rednote_lint.model import Box
from tests.clips_made import Spoken, subtitled

SPOKEN = [
    Spoken(0.0, 1.4, "we left at six"),
    Spoken(1.4, 2.8, "the road was empty"),
    Spoken(3.2, 4.8, "first stop for soup"),
]


def line(text: str, x: int, y: int, first: float, last: float) -> LineTrack:
    box = Box(x, y, 400, 40)
    return LineTrack(text=text, score=0.9, box=box, first=first, last=last, before=first - 0.4, after=last + 0.4)


def said(*lines: LineTrack) -> list[str]:
    view = View(size=(720, 1280), duration=20.0)
    return [one.text for one in cues_of(MediaAnalysis(view=view, lines=lines))]


def test_subtitles_are_written_down_with_their_times(tmp_path: Path) -> None:
    found = transcribed(str(subtitled(tmp_path / "a.mp4", SPOKEN)))
    assert not isinstance(found, Unreadable)
    assert [one.text for one in found] == [one.text for one in SPOKEN]
    for one, drawn in zip(found, SPOKEN, strict=True):
        assert abs(one.start - drawn.start) <= 0.5 and abs(one.end - drawn.end) <= 0.5


def test_what_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video")
    assert isinstance(transcribed(str(tmp_path / "a.mp4")), Unreadable)


def test_titles_labels_and_marks_are_none() -> None:
    assert said(line("山里露营 vlog", 160, 100, 0.0, 20.0)) == []
    assert said(line("@camp.day", 20, 1200, 4.0, 6.0)) == []
    assert said(line("早上六点出发", 160, 1000, 2.0, 4.0)) == ["早上六点出发"]


def test_two_readings_of_one_subtitle_are_one() -> None:
    assert said(line("早上六点就出发啦", 160, 1000, 2.0, 3.2), line("早上六点就出发拉!", 160, 1000, 3.6, 4.4)) == [
        "早上六点就出发拉!"
    ]


def test_a_page_of_text_is_none() -> None:
    page = [line(f"第{row}行文字内容", 160, 300 + 44 * row, 2.0, 4.0) for row in range(6)]
    assert said(*page) == []
    assert len(said(*page[:2])) == 1

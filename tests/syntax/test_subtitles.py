"""Subtitle files are parsed into cues with their characters and times."""

import pytest

from rednote_lint.model import TimeRange
from rednote_lint.syntax.subtitles import cues

SRT = """1
00:00:01,000 --> 00:00:02,500
你好<i>世界</i>

2
00:01:02.5 --> 01:00:00,000 X1:40
第一行
第二行

3
00:02:00,000 --> 00:02:01,000

4
00:02:02,000 --> 00:02:03,000
连着的
5
00:02:04,000 --> 00:02:05,000
两条
"""
VTT = "WEBVTT\n\nNOTE x\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Mia>你好\n"
ASS = (
    "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,不显示\n"
    "Dialogue: 0,0:00:01.50,0:00:03.00,D,,0,0,0,,{\\an8}你好, 世界\\N第二行\n"
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_subrip(line_end):
    text = SRT.replace("\n", line_end)
    found = list(cues("a.srt", text))
    said = [cue.text.text.replace("\r\n", "\n") for cue in found]
    assert said[:2] == ["你好世界", "第一行\n第二行"]
    assert said[2:] == ["连着的", "两条"]
    assert [cue.time for cue in found[:2]] == [TimeRange(1.0, 2.5), TimeRange(62.5, 3600.0)]
    first = found[0].text
    assert first.at(first.text.index("世")) == text.index("世")


def test_webvtt():
    (cue,) = cues("a.vtt", VTT)
    assert (cue.text.text, cue.time) == ("你好", TimeRange(1.0, 2.0))
    assert cue.text.at(0) == VTT.index("你好")


def test_substation_alpha():
    (cue,) = cues("a.ass", ASS)
    assert (cue.text.text, cue.time) == ("你好, 世界\n第二行", TimeRange(1.5, 3.0))
    assert cue.text.at(cue.text.text.index("第")) == ASS.index("第二行")


@pytest.mark.parametrize("text", ["", "no cues", "00:00:01,000 --> \n", "Dialogue: 0,x,y\n", "1\n--> \n"])
@pytest.mark.parametrize("name", ["a.srt", "a.ass"])
def test_a_file_without_cues(name, text):
    assert list(cues(name, text)) == []

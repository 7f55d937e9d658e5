"""Subtitles keep their words, their characters in the file, and their time."""

import av
import numpy as np
import pytest

from rednote_lint.facts import Options
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import Scope, TimeRange
from rednote_lint.posts import load
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
ASS = (
    "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,D,,0,0,0,,不显示\n"
    "Dialogue: 0,0:00:01.50,0:00:03.00,D,,0,0,0,,{\\an8}你好, 世界\\N第二行\n"
)


def film(path, subtitles):
    """Make a video of three seconds, with a subtitle file packed into it as a stream."""
    with av.open(str(path), "w") as movie, av.open(str(subtitles)) as words:
        stream = movie.add_stream("h264", rate=10)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        texts = movie.add_stream_from_template(words.streams.subtitles[0])
        for number in range(30):
            picture = np.full((64, 64, 3), number, np.uint8)
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        movie.mux(stream.encode())
        for packet in words.demux():
            if packet.size:
                packet.stream = texts
                movie.mux(packet)
    return path


def test_sidecar_subtitles_are_text_of_the_post(tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"")
    (tmp_path / "clip.srt").write_text(SRT, encoding="utf-8")
    post = load(tmp_path / "clip.mp4")
    spans = ObservedFacts(post, frozenset(), Options()).spans(Scope.SUBTITLE)
    assert spans[0].text == "你好世界"
    assert spans[0].where.path.endswith("clip.srt") and spans[0].where.time == TimeRange(1.0, 2.5)
    assert post.sources[0].text[slice(*spans[0].locate(0, 2).text)] == "你好"


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.ass", ASS)])
def test_subtitle_streams_inside_a_video(tmp_path, name, text):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / name).write_text(text, encoding="utf-8")
    facts = ObservedFacts(load(film(tmp_path / "clip.mkv", tmp_path / "s" / name)), frozenset(), Options())
    inside = facts.spans(Scope.SUBTITLE)
    beside = list(cues(name, text))
    assert (inside[0].text, inside[0].where.time) == (beside[0].text.text, beside[0].time)
    assert inside[0].where.text is None and inside[0].where.path.endswith("clip.mkv")
    assert facts.skipped == []


def test_a_video_that_does_not_open_has_no_subtitles(tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"no video")
    assert ObservedFacts(load(tmp_path / "clip.mp4"), frozenset(), Options()).spans(Scope.SUBTITLE) == ()

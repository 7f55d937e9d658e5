"""Seen text as spans: a block is one text, and a hit in it stands where its characters stand."""

from __future__ import annotations

from rednote_lint.facts.analysis.results import MediaAnalysis, View
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.text.seen_text import seen_spans
from rednote_lint.model import Asset, AssetKind, Box, TextSpan, TimeRange

CLIP = Asset(path="a.mp4", kind=AssetKind.VIDEO)


def spans(*lines: LineTrack) -> list[TextSpan]:
    return list(seen_spans(CLIP, MediaAnalysis(view=View(size=(1080, 1920), duration=20.0), lines=lines)))


def line(text: str, box: Box, first: float = 2.0, last: float = 8.0) -> LineTrack:
    return LineTrack(text=text, score=0.9, box=box, first=first, last=last, before=first - 2, after=last + 2)


def test_a_single_line_is_a_span_of_its_own() -> None:
    (span,) = spans(line("扫码进群", Box(100, 200, 160, 40)))
    assert span.lines == ()
    assert span.locate(2, 4).box == Box(180, 200, 80, 40)


def test_a_hit_over_two_lines_has_the_box_around_both_while_both_stand() -> None:
    above = line("想要的加微信", Box(100, 200, 240, 40), first=2.0, last=8.0)
    below = line("lulu0823", Box(100, 250, 160, 40), first=4.0, last=10.0)
    (span,) = spans(above, below)
    assert span.text == "想要的加微信\nlulu0823"
    where = span.locate(3, 11)
    assert where.box == Box(100, 200, 240, 90)
    assert where.time == TimeRange(3.0, 9.0)


def test_a_hit_in_one_line_of_a_block_stands_in_that_line() -> None:
    (span,) = spans(line("今天出门", Box(100, 200, 160, 40)), line("扫码进群", Box(100, 250, 160, 40)))
    assert span.locate(7, 9).box == Box(180, 250, 80, 40)


def test_a_part_of_a_column_stands_below_what_is_before_it() -> None:
    (span,) = spans(line("加我微信", Box(100, 200, 50, 240)))
    assert span.locate(2, 4).box == Box(100, 320, 50, 120)


def test_characters_below_one_another_are_one_word_and_turned_words_are_several() -> None:
    column = [
        line("微信号", Box(157, 388, 79, 377)),
        line("n", Box(172, 769, 34, 48)),
        line("2025", Box(162, 817, 57, 244)),
    ]
    (span,) = spans(*column)
    assert span.text == "微信号n2025"
    assert span.locate(3, 8).box == Box(162, 769, 57, 292)
    (span,) = spans(line("加微信", Box(100, 200, 60, 200)), line("lulu_0823", Box(100, 440, 60, 300)))
    assert span.text == "加微信 lulu_0823"


def test_subtitles_that_follow_one_another_are_one_text_with_the_time_of_all_that_is_hit() -> None:
    one = line("想要清单的加我微信", Box(200, 1600, 680, 60), first=2.0, last=2.0)
    other = line("camp_day88 就行", Box(320, 1600, 440, 60), first=4.0, last=6.0)
    (span,) = spans(one, other)
    assert span.text == "想要清单的加我微信\ncamp_day88 就行"
    where = span.locate(5, 20)
    assert (where.time, where.box is not None and where.box.y) == (TimeRange(1.0, 7.0), 1600)
    assert span.locate(10, 20).time == TimeRange(3.0, 7.0)


def test_what_stands_elsewhere_or_later_is_no_continuation() -> None:
    said = line("想要清单的加我微信", Box(200, 1600, 680, 60), first=2.0, last=2.0)
    for other in (
        line("山下民宿", Box(200, 300, 680, 60), first=4.0, last=6.0),
        line("山下民宿", Box(200, 1600, 680, 60), first=8.0, last=10.0),
        line("山下民宿", Box(200, 1600, 680, 60), first=2.0, last=4.0),
        line("山下民宿", Box(200, 1590, 680, 120), first=4.0, last=6.0),
        line("山下民宿", Box(900, 1600, 150, 60), first=4.0, last=6.0),
    ):
        assert len(spans(said, other)) == 2


def test_a_run_of_subtitles_has_an_end() -> None:
    said = [line(f"第{n}句", Box(400, 1600, 280, 60), first=2.0 * n, last=2.0 * n) for n in range(1, 30)]
    assert [len(span.lines) for span in spans(*said)] == [12, 12, 5]

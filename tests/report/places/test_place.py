import pytest

from rednote_lint.model import Bilingual, Box, Excerpt, Location, Problem, TimeRange
from rednote_lint.report.phrases import phrases
from rednote_lint.report.places.place import address, clock, in_words, problem_address

SAID = Bilingual(en="x", zh="x")


def test_text_is_addressed_by_line_and_column():
    where = Location(path="a/post.md")
    assert address(where, Excerpt(line=7, text="全网最佳", start=2, end_line=7, end=4)) == "a/post.md:7:3"


def test_a_medium_is_addressed_by_a_media_fragment():
    where = Location(path="clip.mp4", time=TimeRange(3.2, 7.8), box=Box(812, 1650, 220, 90))
    assert address(where, None) == "clip.mp4#t=3.2,7.8&xywh=812,1650,220,90"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "00:00.0"), (3.2, "00:03.2"), (59.96, "01:00.0"), (75.25, "01:15.2"), (3727.5, "1:02:07.5")],
)
def test_times_read_as_in_a_player(seconds, shown):
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("box", "en", "zh"),
    [
        (Box(20, 20, 200, 60), "top left", "左上角"),
        (Box(850, 1800, 200, 60), "bottom right", "右下角"),
        (Box(440, 930, 200, 60), "center", "中央"),
        (Box(100, 1800, 880, 60), "bottom", "下方"),
        (Box(0, 0, 1080, 1920), "whole picture", "整个画面"),
        (Box(1070, 1910, 500, 500), "bottom right", "右下角"),
    ],
)
def test_a_box_is_told_in_words(box, en, zh):
    where = Location(path="a.jpg", box=box, frame=(1080, 1920))
    assert (in_words(where, phrases("en")), in_words(where, phrases("zh"))) == (en, zh)


def test_a_box_in_a_picture_of_unknown_size_is_told_in_pixels():
    assert in_words(Location(path="a.jpg", box=Box(1, 2, 30, 40)), phrases("en")) == "30×40 px @ 1,2"


def test_a_moment_is_one_time():
    assert in_words(Location(path="a.mp4", time=TimeRange(2.0, 2.04)), phrases("en")) == "00:02.0"


def test_a_problem_says_as_much_as_is_known():
    where = Location(path="p.yaml")
    assert problem_address(Problem(message=SAID, where=where, line=3, column=9)) == "p.yaml:3:9"
    assert problem_address(Problem(message=SAID, where=where, line=3)) == "p.yaml:3"
    assert problem_address(Problem(message=SAID, where=where, column=3)) == "p.yaml"
    assert problem_address(Problem(message=SAID)) == ""

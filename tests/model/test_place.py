"""A place leads from the characters that were judged back to the file, the time and the pixels they came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Box, Location, Scope, SourceFile, TextRange, TextSpan, TimeRange

BOXES = st.builds(Box, *[st.integers(0, 500)] * 2, *[st.integers(1, 500)] * 2)
SMALL = st.builds(Box, *[st.integers(0, 6)] * 2, *[st.integers(1, 6)] * 2)


def pixels(box: Box) -> set[tuple[int, int]]:
    return {(x, y) for x in range(box.x, box.x + box.w) for y in range(box.y, box.y + box.h)}


def span(text: str, where: Location, pieces: tuple[tuple[int, int], ...] = ()) -> TextSpan:
    return TextSpan(scope=Scope.BODY, text=text, where=where, pieces=pieces)


@given(BOXES, BOXES)
def test_a_union_holds_both_boxes_and_no_more(one: Box, other: Box) -> None:
    both = one.union(other)
    assert both == other.union(one) == both.union(one)
    assert (both.x, both.y) == (min(one.x, other.x), min(one.y, other.y))
    assert both.x + both.w == both.right == max(one.x + one.w, other.x + other.w)
    assert both.y + both.h == both.bottom == max(one.y + one.h, other.y + other.h)
    assert both.covers(one) and both.covers(other)


@given(SMALL, SMALL)
def test_geometry_counts_pixels(one: Box, other: Box) -> None:
    mine, others = pixels(one), pixels(other)
    common = mine & others
    assert one.area == len(mine)
    assert one.intersection_area(other) == other.intersection_area(one) == len(common)
    assert one.intersects(other) is bool(common)
    assert one.covers(other) is (mine >= others)
    assert one.intersection_over_union(other) == pytest.approx(len(common) / len(mine | others))
    assert one.share_inside(other) == pytest.approx(len(common) / len(mine))


def test_an_empty_box_has_no_share_in_anything() -> None:
    assert Box(1, 1, 0, 0).share_inside(Box(0, 0, 9, 9)) == 0
    assert Box(1, 1, 0, 0).intersection_over_union(Box(1, 1, 0, 0)) == 0


@pytest.mark.parametrize(
    ("where", "fragment"),
    [
        (Location(path="a/b.jpg"), "a/b.jpg"),
        (Location(path="a.md", text=TextRange(1, 2)), "a.md"),
        (Location(path="clip.mp4", time=TimeRange(3.2, 7.8)), "clip.mp4#t=3.2,7.8"),
        (Location(path="a.jpg", box=Box(1, 2, 3, 4)), "a.jpg#xywh=1,2,3,4"),
        (
            Location(path="clip.mp4", time=TimeRange(0, 12), box=Box(812, 1650, 220, 90)),
            "clip.mp4#t=0,12&xywh=812,1650,220,90",
        ),
    ],
)
def test_a_place_in_a_medium_is_written_as_a_media_fragment(where: Location, fragment: str) -> None:
    assert where.fragment == fragment


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 1000))
def test_text_that_stands_as_it_is_moves_by_its_start(start: int, length: int, base: int) -> None:
    found = span("x" * 100, Location(path="a.md", text=TextRange(base, base + 100))).locate(start, start + length)
    assert found.text == TextRange(base + start, base + start + length)


def test_characters_after_an_escape_are_found_behind_it() -> None:
    # The file says `a\u4f60b` at offset 10; the text is three characters.
    read = span("a你b", Location(path="a.yaml", text=TextRange(10, 18)), ((0, 10), (2, 17)))
    assert read.locate(0, 1).text == TextRange(10, 11)
    assert read.locate(1, 2).text == TextRange(11, 12)
    assert read.locate(2, 3).text == TextRange(17, 18)
    assert read.locate(0, 3).text == TextRange(10, 18)
    assert read.locate(2, 2).text == TextRange(17, 17)


@given(st.text(st.sampled_from("ab中文，"), min_size=1, max_size=20), BOXES, st.data())
def test_a_part_of_a_line_lies_inside_the_lines_box(text: str, box: Box, data: st.DataObject) -> None:
    line = span(text, Location(path="a.jpg", box=box, frame=(1080, 1920), time=TimeRange(1, 2)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part = line.locate(start, end)
    assert (part.frame, part.time, part.path) == ((1080, 1920), TimeRange(1, 2), "a.jpg")
    assert part.box is not None
    assert box.x <= part.box.x and part.box.x + part.box.w <= box.x + box.w + 1
    assert box.y <= part.box.y and part.box.y + part.box.h <= box.y + box.h + 1
    assert (part.box.y, part.box.h) == (box.y, box.h) or (part.box.x, part.box.w) == (box.x, box.w)
    assert min(part.box.w, part.box.h) >= 1
    assert line.locate(0, len(text)).box == box


def test_a_wide_character_fills_twice_the_width_of_a_narrow_one() -> None:
    line = span("ab中文", Location(path="a.jpg", box=Box(100, 0, 600, 50)))
    assert [line.locate(at, at + 1).box for at in range(4)] == [
        Box(100, 0, 100, 50),
        Box(200, 0, 100, 50),
        Box(300, 0, 200, 50),
        Box(500, 0, 200, 50),
    ]


def test_text_of_no_known_place_has_its_file() -> None:
    where = Location(path="clip.mp4", time=TimeRange(1, 2))
    assert span("字幕", where).locate(0, 1) == where
    assert span("", Location(path="a.jpg", box=Box(1, 2, 3, 4))).locate(0, 0).box == Box(1, 2, 3, 4)


def test_a_row_of_a_file_resolves_places_of_the_file() -> None:
    row = SourceFile(path="all.csv", text="好,的", offset=100, first_line=7, separator=",")
    assert row.inside(TextRange(102, 103)) == TextRange(2, 3)
    assert row.in_file(TextRange(2, 3)) == TextRange(102, 103)
    assert row.characters(TextRange(102, 103)) == "的"

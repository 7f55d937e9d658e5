"""Blocks of seen text: what is read together, in which order, and where a hit among several lines stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.facts.analysis.orientation import Orientation
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.facts.text.blocks import blocks
from rednote_lint.model import Box


def line(
    text: str,
    x: int,
    y: int,
    *,
    high: int = 40,
    wide: int | None = None,
    time: tuple[float, float] | None = None,
    orientation: Orientation = Orientation.UPRIGHT,
) -> LineTrack:
    width = wide or high * len(text)
    first, last = time or (None, None)
    box = Box(x, y, width, high)
    return LineTrack(text=text, score=0.95, box=box, first=first, last=last, orientation=orientation)


def texts(*lines: LineTrack) -> list[list[str]]:
    return [[one.text for one in block] for block in blocks(lines)]


def test_two_lines_of_a_paragraph_are_one_block() -> None:
    assert texts(line("加微信", 100, 100), line("lulu_0823", 110, 155)) == [["加微信", "lulu_0823"]]


def test_parts_of_a_row_are_read_from_left_to_right() -> None:
    assert texts(line("lulu", 300, 104), line("微信", 200, 100), line("了解更多", 200, 150)) == [
        ["微信", "lulu", "了解更多"]
    ]


def test_columns_of_chinese_are_read_from_right_to_left() -> None:
    right, left = line("加我微信", 300, 100, high=240, wide=50), line("领取清单", 230, 100, high=240, wide=50)
    assert texts(left, right) == [["加我微信", "领取清单"]]


def test_parts_of_a_column_are_read_downwards_also_where_one_holds_a_single_character() -> None:
    parts = [
        line("c884", 471, 471, high=272, wide=56, orientation=Orientation.COLUMN),
        line("a", 480, 352, high=50, wide=38),
        line("21", 471, 723, high=138, wide=54),
        line("b", 477, 406, high=67, wide=41),
        line("加我微信", 559, 463, high=277, wide=82, orientation=Orientation.COLUMN),
    ]
    assert texts(*parts) == [["加我微信", "a", "b", "c884", "21"]]


def test_letters_of_a_column_are_half_as_wide_as_its_chinese() -> None:
    parts = line("加微信", 502, 369, high=210, wide=100), line("abc1", 530, 570, high=200, wide=45)
    assert texts(*parts) == [["加微信", "abc1"]]
    assert texts(line("左边", 100, 100, high=150, wide=60), line("下面", 190, 270, high=150, wide=60)) == [
        ["左边"],
        ["下面"],
    ]


def test_lines_turned_to_the_left_are_read_from_left_to_right() -> None:
    first = line("加我微信", 442, 633, high=192, wide=62, orientation=Orientation.TURNED)
    second = line("nina_88421", 496, 579, high=245, wide=59, orientation=Orientation.TURNED)
    assert texts(second, first) == [["加我微信", "nina_88421"]]


def test_lines_turned_to_the_right_are_read_from_right_to_left() -> None:
    first = line("Add my WhatsApp", 496, 500, high=300, wide=50)
    second = line("+44 7700 900123", 440, 500, high=300, wide=50)
    assert texts(second, first) == [["Add my WhatsApp", "+44 7700 900123"]]


def test_lines_upside_down_are_read_from_the_bottom() -> None:
    first = line("加微信", 120, 155, orientation=Orientation.TURNED)
    second = line("lulu_0823", 100, 100, orientation=Orientation.TURNED)
    assert texts(second, first) == [["加微信", "lulu_0823"]]


def test_what_stands_far_off_or_is_of_another_size_is_apart() -> None:
    assert texts(line("标题", 100, 100, high=90), line("小字注释", 100, 200, high=30)) == [["标题"], ["小字注释"]]
    assert texts(line("上面", 100, 100), line("下面", 100, 260)) == [["上面"], ["下面"]]
    assert texts(line("左边", 100, 100), line("右边", 600, 100)) == [["左边"], ["右边"]]


def test_subtitles_that_follow_one_another_are_apart() -> None:
    first, second = line("第一句", 100, 900, time=(0.0, 2.0)), line("第二句", 100, 940, time=(4.0, 6.0))
    assert texts(first, second) == [["第一句"], ["第二句"]]


def test_a_line_that_appears_later_joins_what_still_stands() -> None:
    first, second = line("加微信", 100, 900, time=(0.0, 8.0)), line("lulu_0823", 100, 950, time=(4.0, 8.0))
    assert texts(first, second) == [["加微信", "lulu_0823"]]


def test_a_line_between_two_groups_joins_them() -> None:
    parts = [line("一二", 100, 100), line("五六", 100, 220), line("三四", 100, 160)]
    assert texts(*parts) == [["一二", "三四", "五六"]]


boxes = st.builds(
    line,
    st.text("字词ab", min_size=1, max_size=6),
    st.integers(0, 900),
    st.integers(0, 900),
    high=st.integers(8, 90),
    time=st.none(),
)


@given(st.lists(boxes, max_size=12, unique_by=lambda one: one.box))
def test_every_line_stands_in_one_block_whatever_the_order_of_reading(lines: list[LineTrack]) -> None:
    found = list(blocks(lines))
    assert sorted(one.box for block in found for one in block) == sorted(one.box for one in lines)
    assert {frozenset(block) for block in blocks(reversed(lines))} == {frozenset(block) for block in found}

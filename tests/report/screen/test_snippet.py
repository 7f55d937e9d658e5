import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import Excerpt
from rednote_lint.report.screen.snippet import quote
from rednote_lint.report.width import cells, visible


def excerpt(text, start, end):
    return Excerpt(line=3, text=text, start=start, end_line=3, end=end)


def only(text, start, end, room=60):
    (quoted,) = quote(excerpt(text, start, end), room)
    return quoted


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("全网最佳防晒", "最佳"),
        ("the best one", "best"),
        ("\t\tbest", "best"),
        ("👩🏽‍🍳做的最佳菜", "最佳"),
        ("cafe\u0301最佳", "最佳"),
        ("微\u200b信", "微\u200b信"),
        ("❗️最佳", "最佳"),
        ("ＡＢ最佳", "最佳"),
    ],
)
def test_carets_stand_under_the_hit(text, hit):
    start = text.index(hit)
    quoted = only(text, start, start + len(hit))
    blanks = len(quoted.carets) - len(quoted.carets.lstrip(" "))
    assert blanks == cells(visible(text[:start]))
    assert quoted.carets.count("^") == cells(visible(hit))
    assert quoted.before + quoted.hit + quoted.after == visible(text)


def test_chinese_is_two_cells_wide():
    assert only("全网最佳防晒", 2, 4).carets == "    ^^^^"


def test_an_empty_hit_gets_one_caret():
    assert only("", 0, 0).carets == "^"
    assert only("标题", 2, 2).carets == "    ^"


@given(
    st.text(alphabet="ab 京都\t😀\u200b\u0301", max_size=300),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(20, 90),
)
def test_fits_the_room_and_keeps_the_caret_in_it(text, one, other, room):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    quoted = only(text, start, end, room)
    assert cells(quoted.before + quoted.hit + quoted.after) <= room
    assert quoted.carets.count("^") == max(cells(quoted.hit), 1)
    assert cells(quoted.carets) <= room + 1


def test_a_long_line_is_cut_around_the_hit():
    quoted = only("前" * 500 + "最佳" + "后" * 500, 500, 502, room=40)
    assert quoted.before.startswith("...") and quoted.before.endswith("前")
    assert quoted.hit == "最佳"
    assert quoted.after.startswith("后") and quoted.after.endswith("...")


def test_a_hit_longer_than_the_line_shows_its_beginning():
    quoted = only("x" * 1000, 10, 900, room=60)
    assert quoted.hit.startswith("xxx") and quoted.hit.endswith("...")


def test_a_line_of_megabytes_is_not_measured_whole():
    text = "宽" * 3_000_000 + "最佳" + "宽" * 3_000_000
    quoted = only(text, 3_000_000, 3_000_002, room=60)
    assert quoted.hit == "最佳" and len(quoted.before + quoted.after) < 120


def test_a_hit_over_lines_shows_the_first_and_the_last():
    first, last = quote(Excerpt(line=4, text="看 #防晒", start=2, end_line=6, end=2, end_text="推荐 x"), 60)
    assert (first.number, first.hit, first.carets) == (4, "#防晒", "   ^^^^^")
    assert (last.number, last.hit, last.carets) == (6, "推荐", "^^^^")

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import SourceFile, TextRange
from rednote_lint.text.lines import Lines

TEXTS = st.text(st.sampled_from(list("a 旅🍜\n\r\té")), max_size=40)


def lines(text, **more):
    return Lines(SourceFile(path="a.md", text=text, **more))


def test_the_three_line_ends():
    position = lines("a\nb\r\nc\rd").position
    assert [position(offset) for offset in (0, 2, 5, 7)] == [(1, 1), (2, 1), (3, 1), (4, 1)]


def test_a_column_counts_characters_whatever_they_take_in_bytes():
    assert lines("x\n🍜旅a").position(4) == (2, 3)


@given(TEXTS, st.data())
def test_the_column_is_what_stands_before_on_the_line(text, data):
    offset = data.draw(st.integers(0, len(text)))
    at = lines(text)
    line, column = at.position(offset)
    before = text[offset - (column - 1) : offset]
    assert "\n" not in before
    assert line == 1 + text[:offset].replace("\r\n", "\n").replace("\r", "\n").count("\n") - (
        1 if text[offset - 1 : offset + 1] == "\r\n" else 0
    )


def test_a_row_counts_from_the_start_of_its_file():
    row = lines('{"title": "京都"}', offset=100, first_line=7)
    assert row.position(111) == (7, 12)
    excerpt = row.excerpt(TextRange(111, 113))
    assert (excerpt.line, excerpt.text[excerpt.start : excerpt.end]) == (7, "京都")


def test_an_excerpt_over_two_lines():
    excerpt = lines("ab\r\ncd\r\nef").excerpt(TextRange(1, 5))
    assert (excerpt.line, excerpt.text, excerpt.start) == (1, "ab", 1)
    assert (excerpt.end_line, excerpt.end_text, excerpt.end) == (2, "cd", 1)


def test_an_excerpt_that_ends_with_the_line_end_stays_on_its_line():
    excerpt = lines("ab\ncd").excerpt(TextRange(0, 3))
    assert (excerpt.end_line, excerpt.end) == (1, 2)


def test_a_place_outside_the_text_is_drawn_to_its_edge():
    assert lines("ab").position(99) == (1, 3)

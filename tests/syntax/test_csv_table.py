"""Tables are parsed row by row into cells with places."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.syntax.csv_table import BadRow, Row, parse_csv, separator_of, stream_csv
from rednote_lint.syntax.tree import TreeError


def test_a_doubled_quote_in_a_cell_is_one_character():
    (_, row) = parse_csv('title,body\nx,"他说""好吃""！"\n', ",")
    body = row.cells[1].value
    assert body.text == '他说"好吃"！'
    assert body.at(body.text.index("！")) == 'title,body\nx,"他说""好吃""！"\n'.index("！")


@pytest.mark.parametrize(
    ("first", "separator"), [("a", ","), ("a,b;c", ","), ("a;b;c,d", ";"), ("a\tb\tc,d", "\t"), ("", ",")]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_first_line_tells_the_separator(first, separator, newline):
    assert separator_of(f"{first}{newline};;;;\t\t\t\t,,,,") == separator


def test_rows_know_their_range_and_line_from_an_offset():
    text = 'a,b\n\n"x\ny",z\r\nu,v'
    rows = list(parse_csv(text, ",", 100))
    assert [(row.line, row.start, row.end) for row in rows] == [(1, 100, 103), (3, 105, 112), (5, 114, 117)]
    assert [cell.value.start for row in rows for cell in row.cells] == [100, 102, 106, 111, 114, 116]


@pytest.mark.parametrize("text", ['title,body\nx,"never closed\n', 'title\n"a"b\n'])
def test_a_table_with_a_broken_quote_is_refused_behind_the_rows_before_it(text):
    rows = parse_csv("title,body\nfirst,row\n" + text, ",")
    assert [next(rows).cells[0].value.text for _ in range(2)] == ["title", "first"]
    with pytest.raises(TreeError):
        list(rows)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", '"x\ny"', '"q""r"', "  ", '"o"k', '"open', "好"]), min_size=1, max_size=3)
    ),
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_in_pieces_is_the_table(rows: list[list[str]], cuts: list[int], ending: str) -> None:
    text = ending.join(",".join(row) for row in rows)
    places = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = [text[start:end] for start, end in pairwise(places)]
    whole, cut = list(stream_csv([text], ",")), list(stream_csv(pieces, ","))
    assert _told(cut) == _told(whole)
    sound = []
    with suppress(TreeError):
        for row in parse_csv(text, ","):
            sound.append(row)
    assert [found[0] for found in whole[: len(sound)] if not isinstance(found, BadRow)] == sound
    for found in whole:
        start, said = (found.start, found.text) if isinstance(found, BadRow) else (found[0].start, found[1])
        assert text[start : start + len(said)] == said


def _told(found: list[tuple[Row, str] | BadRow]) -> list[object]:
    return [(one.text, one.start, one.line, one.error.offset) if isinstance(one, BadRow) else one for one in found]


def test_a_row_that_is_broken_costs_no_other() -> None:
    found = list(stream_csv(['a,b\n"x"y,1\nc,d\n"open,2\ne,f\n'], ","))
    assert [one.line if isinstance(one, BadRow) else one[1] for one in found] == ["a,b", 2, "c,d", 4, "e,f"]

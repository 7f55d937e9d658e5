"""Tables are parsed row by row into cells with places."""

import pytest

from rednote_lint.syntax.csv_table import parse_csv, separator_of
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

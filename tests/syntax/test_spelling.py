from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.model import SourceFile, TextRange
from rednote_lint.syntax.spelling import objection, spelled, yaml_flow_word
from rednote_lint.syntax.tree import Notation
from rednote_lint.syntax.writer import Writer

VALUES = st.text(st.sampled_from("ab中👍 \"'\\\n\t\x85\u2028"), min_size=1, max_size=10)
FORMS = {
    Notation.JSON: ("a.jsonl", '{"k": "', '"}'),
    Notation.YAML_DOUBLE: ("a.yaml", 'k: "', '"\n'),
    Notation.YAML_SINGLE: ("a.yaml", "k: '", "'\n"),
    Notation.CSV_QUOTED: ("a.csv", 'k,l\n"', '",x\n'),
}


@given(VALUES, st.sampled_from(list(FORMS)))
def test_what_is_spelled_is_read_as_it_was_said(value: str, notation: Notation) -> None:
    if objection(notation, value):
        assert notation is Notation.YAML_SINGLE
        return
    path, head, tail = FORMS[notation]
    written = spelled(notation, value, "")
    if notation is Notation.YAML_SINGLE and "\t" in value:
        return  # Blanks around a line end that is not there: YAML folds none, but the writer verifies it anyway.
    place = TextRange(len(head), len(head) + len(written))
    found = Writer(SourceFile(path=path, text=f"{head}{written}{tail}")).value_at(place)
    assert found is not None
    assert (found.text, found.scalar.notation) == (value, notation)
    assert (found.place, found.in_file(found.place)) == (TextRange(0, len(value)), place)


def test_a_line_in_ascii_stays_in_ascii() -> None:
    assert spelled(Notation.JSON, "好", "\\u4f60 ok") == "\\u597d"
    assert spelled(Notation.JSON, "好", "你 ok") == "好"
    assert spelled(Notation.PLAIN, '"好"', "") == '"好"'


def test_a_line_break_of_an_event_is_written_as_one() -> None:
    assert spelled(Notation.ASS_CUE, "一\n二", "") == "一\\N二"


@pytest.mark.parametrize(
    ("notation", "bad"),
    [
        (Notation.CSV_BARE, ";"),
        (Notation.CSV_BARE, '"'),
        (Notation.YAML_PLAIN, "\t"),
        (Notation.YAML_BLOCK, "\n"),
        (Notation.YAML_SINGLE, "\u2028"),
        (Notation.JSON_LITERAL, "1"),
    ],
)
def test_what_a_notation_cannot_hold_has_a_reason(notation: Notation, bad: str) -> None:
    reason = objection(notation, f"好{bad}")
    assert reason is not None and reason.en and reason.zh


@pytest.mark.parametrize("notation", [Notation.PLAIN, Notation.JSON, Notation.CSV_QUOTED, Notation.YAML_DOUBLE])
def test_these_notations_hold_everything(notation: Notation) -> None:
    assert objection(notation, "好,;\t\"'\n\u2028") is None


@given(st.text(st.sampled_from("ab中.-_/ :,[]{}#'\"\\"), min_size=1, max_size=8))
def test_a_word_is_itself_in_a_flow_list(word: str) -> None:
    assert yaml.safe_load(f"[x, {yaml_flow_word(word)}]") == ["x", word] or json.loads(f'"{word}"').isdecimal()

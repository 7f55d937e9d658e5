from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from rednote_lint.lsp.positions import Positions, Units
from rednote_lint.model import TextRange

TEXTS = st.text(st.sampled_from("a微é\r\n\u2028\u200d👨👩😋\ufeff\x0c"), max_size=30)


def test_columns_count_the_units_of_each_encoding() -> None:
    text = "a微👨‍👩‍👧b\r\n末\rx"
    at = text.index("b")
    columns = {units: Positions(text, units).position(at).character for units in Units}
    assert columns == {Units.UTF_8: 1 + 3 + 18, Units.UTF_16: 1 + 1 + 8, Units.UTF_32: 1 + 1 + 5}
    assert Positions(text, Units.UTF_16).position(text.index("x")) == types.Position(2, 0)


def test_only_line_ends_of_the_protocol_end_a_line() -> None:
    lines = Positions("a\u2028b\x0cc\nd", Units.UTF_16)
    assert lines.position(6) == types.Position(1, 0)


@given(TEXTS, st.sampled_from(Units))
def test_an_offset_comes_back(text: str, units: Units) -> None:
    lines = Positions(text, units)
    base = 1 if text.startswith("\ufeff") else 0
    for offset in range(-base, len(text) - base + 1):
        inside_break = text[offset + base - 1 : offset + base + 1] == "\r\n" and offset + base > 0
        back = lines.offset(lines.position(offset))
        assert back == (offset - 1 if inside_break else offset)


@pytest.mark.parametrize(("units", "character"), [(Units.UTF_16, 1), (Units.UTF_8, 2)])
def test_a_position_inside_a_character_is_its_start(units: Units, character: int) -> None:
    assert Positions("😋x", units).offset(types.Position(0, character)) == 0


def test_positions_outside_the_text_are_drawn_to_its_edge() -> None:
    lines = Positions("ab\ncd", Units.UTF_16)
    assert lines.position(99) == types.Position(1, 2)
    assert lines.offset(types.Position(0, 99)) == 2
    assert lines.offset(types.Position(9, 0)) == 5


def test_a_byte_order_mark_is_a_character_of_the_first_line_for_the_client_alone() -> None:
    lines = Positions("\ufeff微信", Units.UTF_16)
    assert lines.range(TextRange(0, 2)) == types.Range(types.Position(0, 1), types.Position(0, 3))
    assert lines.characters(TextRange(0, 2)) == "微信"


def test_half_a_character_is_one_unit() -> None:
    assert Positions("\ud83dx", Units.UTF_16).position(1) == types.Position(0, 1)

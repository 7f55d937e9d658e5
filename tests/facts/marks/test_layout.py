"""Layouts that make no sense are refused when a rule is read."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from rednote_lint.facts.marks.layout import CardLayout, Layout, stretches_of
from rednote_lint.facts.parameters import Stretches
from tests.facts.marks.drawn import layout_of

LAYOUT: dict[str, Any] = {
    "first": {"left_of": 0.36},
    "second": {"right_of": 0.6, "across": 0.3, "down": 0.12},
    "moves_after": 5.0,
    "height": [0.04, 0.1],
}
CARD = {"longest": 4.2, "shortest": 0.4, "within": 6.5, "off_centre": 0.2}


def test_what_a_rule_states_divides_the_video() -> None:
    layout, card = msgspec.convert(LAYOUT, Layout), msgspec.convert(CARD, CardLayout)
    assert stretches_of(layout, card) == Stretches(moves_after=5.0, card=4.2)


def test_rules_that_share_a_logo_share_a_division_of_the_video() -> None:
    assert stretches_of(*layout_of("WM101")) == stretches_of(*layout_of("WM111"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": {"left_of": 36}}, "shares"),
        ({"second": {"right_of": 0.6, "across": 0.0, "down": 0.12}}, "shares"),
        ({"height": [0.1, 0.04]}, "empty range"),
        ({"moves_after": 0}, "moves_after"),
        ({"moves": 5}, "moves"),
    ],
)
def test_a_layout_that_makes_no_sense_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert({**LAYOUT, **changes}, Layout)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"shortest": 5}, "shortest"),
        ({"within": 4}, "within"),
        ({"off_centre": 2}, "off_centre"),
        ({"long": 1}, "long"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert({**CARD, **changes}, CardLayout)

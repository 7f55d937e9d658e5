from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text import tables
from rednote_lint.text.fold import fold, fold_key


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＷｅＣｈａｔ", "wechat"),
        ("İstanbul", "i"),
        ("ẞ", "s"),
        ("ﬁ", "f"),
        ("①②", "12"),
        ("Café", "caf"),
        ("微信", "微信"),
    ],
)
def test_width_case_and_style_are_folded(typed: str, folded: str) -> None:
    assert fold_key(typed).startswith(folded)


@given(st.text(max_size=40))
def test_origins_lead_back_and_grow(text: str) -> None:
    folded = fold(text)
    places = [folded.origin(index) for index in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    if folded.origins is None:
        assert len(folded.text) == len(text)


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_latin_is_only_lowered(text: str) -> None:
    assert fold(text) == (text.lower(), None)


def test_no_exchange_leads_to_another() -> None:
    for swaps in (tables.folding(), tables.stand_ins()):
        assert not [char for char in swaps.table.values() if char in swaps.table]
        assert set(swaps.found("".join(swaps.table))) >= set(swaps.table)


@given(st.text(st.sampled_from("國臺灣ＡＢ℡⑩ab中 1"), max_size=60), st.booleans())
def test_few_and_many_exchanges_give_the_same(text: str, many: bool) -> None:
    swaps = tables.folding()
    text = text + "".join(list(swaps.table)[:80]) if many else text
    assert swaps.apply(text, swaps.found(text)) == "".join(swaps.table.get(char, char) for char in text)


def test_older_forms_of_a_character_are_read_as_it_is_written_today() -> None:
    assert fold_key("約砲") == "约炮"

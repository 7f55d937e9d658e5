from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text import tables


@given(st.sets(st.characters(exclude_characters="\0"), min_size=1, max_size=30))
def test_ranges_match_exactly_their_characters(chars: set[str]) -> None:
    pattern = re.compile(f"[{tables.ranges(sorted(chars))}]")
    around = {chr(ord(char) + step) for char in chars for step in (-1, 1) if 0 < ord(char) + step < 0x110000}
    assert {char for char in chars | around if pattern.fullmatch(char)} == chars


def test_every_syllable_leads_to_one_of_its_class_that_leads_nowhere() -> None:
    syllables = tables.syllables()
    assert len(syllables) > 5_000
    assert not [char for char in syllables.values() if ord(char) in syllables]


def test_spellings_differ_from_the_word_they_stand_for() -> None:
    for word, others in tables.spellings().items():
        assert others
        assert word not in others

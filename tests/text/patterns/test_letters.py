"""Two sets overlap in `re` exactly where their masks do."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.patterns.letters import has, masks
from rednote_lint.text.patterns.tree import Chars, Sequence, parse

SETS = [
    "a",
    "A",
    "好",
    "[^a]",
    "[^好]",
    "[a-f]",
    "[^a-f]",
    "[一-龥]",
    "[^一-龥]",
    r"\w",
    r"\W",
    r"\d",
    r"\D",
    r"\s",
    r"\S",
    ".",
]
SETS += [
    r"[\w，]",
    r"[^\w，]",
    r"[^\s\w]",
    "[0-9a]",
    "[Z-a]",
    "[е-я]",
    "ſ",
    "K",
    "K",
    "[α-ω]",
    "１",
    "[!-~]",
    "[\U0001f300-\U0001faff]",
]
SAMPLES = "aAfFgzZ09_ -，。好一龥\u9fa6\n\t　éÉжЖsSſkKKαΩ１٣ \U0001f600\ue000"


def chars_of(pattern: str, *, ignores_case: bool) -> Chars:
    tree = parse(pattern, ignores_case=ignores_case)
    assert isinstance(tree, Sequence)
    (chars,) = tree.parts
    assert isinstance(chars, Chars)
    return chars


@given(st.lists(st.sampled_from(SETS), min_size=1, max_size=4), st.sampled_from(SAMPLES), st.booleans())
def test_sets_that_share_a_character_share_a_bit(patterns: list[str], letter: str, ignores_case: bool) -> None:
    sets = [chars_of(pattern, ignores_case=ignores_case) for pattern in patterns]
    having = [bool(re.compile(p, re.IGNORECASE if ignores_case else 0).match(letter)) for p in patterns]
    assert [has(chars, ord(letter)) for chars in sets] == having
    found = masks(sets)
    for one, it_has in zip(sets, having, strict=True):
        for other, other_has in zip(sets, having, strict=True):
            assert not (it_has and other_has) or found[one] & found[other]


@given(st.sampled_from(SETS), st.sampled_from(SETS), st.booleans())
def test_sets_that_share_a_bit_share_a_character(one: str, other: str, ignores_case: bool) -> None:
    sets = [chars_of(pattern, ignores_case=ignores_case) for pattern in (one, other)]
    found = masks(sets)
    if found[sets[0]] & found[sets[1]]:
        both = re.compile(f"(?={one}){other}", re.IGNORECASE if ignores_case else 0)
        assert any(both.match(chr(code)) for code in range(0x110000))

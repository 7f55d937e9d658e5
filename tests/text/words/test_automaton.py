import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.words.automaton import CharwiseFinder, NothingToFind, ReferenceAutomaton, build

KEYS = st.lists(st.text("ab加微信", min_size=1, max_size=5), min_size=1, max_size=12, unique=True)


def naive(keys: list[str], text: str) -> list[tuple[int, int, int]]:
    found = []
    for end in range(1, len(text) + 1):
        ending = [(end - len(key), end, index) for index, key in enumerate(keys) if text[:end].endswith(key)]
        found += sorted(ending)
    return found


@given(KEYS, st.text("ab加微信x", max_size=40))
def test_the_reference_finds_what_comparing_everywhere_finds(keys: list[str], text: str) -> None:
    assert ReferenceAutomaton(keys).find(text) == naive(keys, text)


@given(KEYS, st.text("ab加微信x", max_size=40))
def test_the_fast_one_finds_what_the_reference_finds(keys: list[str], text: str) -> None:
    pytest.importorskip("daachorse")
    fast = build(keys)
    assert isinstance(fast, CharwiseFinder)
    assert sorted(fast.find(text)) == sorted(ReferenceAutomaton(keys).find(text))


def test_no_keys_find_nothing() -> None:
    assert isinstance(build([]), NothingToFind)
    assert build([]).find("加微信") == []


def test_without_the_wheel_the_reference_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "daachorse", None)
    assert isinstance(build(["加"]), ReferenceAutomaton)

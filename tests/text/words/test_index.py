from collections.abc import Iterator

import numpy  # noqa: F401
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.squeezing.squeezed import Coded, Squeezed
from rednote_lint.text.views import Views
from rednote_lint.text.words.index import Index, LetterIndex, SoundIndex
from rednote_lint.text.words.matching import Spelling
from rednote_lint.text.words.terms import Term, Variants

WORDS = ("加微信", "微信", "国家级", "vx", "가나", "カナ")
TEXTS = st.text("加微信薇国家级郭佳极vxX가나다라カナタラ，。 \n", max_size=40)


def spellings(*words: str) -> list[Spelling]:
    terms = [Term(word=word, owner=None, variants=Variants(sound=True)) for word in words]
    return [Spelling(term, term.folded, term.key, ()) for term in terms]


def places(index: Index, view: Squeezed) -> set[tuple[str, int, int]]:
    assert isinstance(index, LetterIndex | SoundIndex)
    return {(spelling.key, start, end) for found, start, end in index.find_in(view) for spelling in found}


@given(TEXTS)
def test_codes_find_what_characters_find_and_perhaps_what_shares_codes(text: str) -> None:
    views = Views(text)
    fast, slow = views.compact, Squeezed(views.folded.text)
    assert isinstance(fast, Coded)
    letters = LetterIndex((spelling.key, spelling) for spelling in spellings(*WORDS))
    assert {place for place in places(letters, fast) if place[0] == fast.text[slice(*place[1:])]} == places(
        letters, slow
    )
    sounds = SoundIndex(spellings("国家级", "加微信"))
    assert places(sounds, fast) >= places(sounds, slow)


def test_letters_that_share_a_code_are_found_by_it() -> None:
    korean = [chr(code) for code in range(0xAC00, 0xAD00)]
    found = {char for char in korean if LetterIndex([("가가", spellings("가가")[0])]).find_in(Views(char * 2).compact)}
    assert len(found) > 1


def test_a_signal_stands_for_nothing() -> None:
    index = LetterIndex([("微信", spellings("微信")[0])], ["薇信", "微信"])
    assert [found for found, *_ in index.find_in(Views("薇信").compact)] == [[]]


@pytest.fixture
def without_wheel(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(__import__("sys").modules, "daachorse", None)
    yield


@pytest.mark.usefixtures("without_wheel")
def test_without_the_wheel_characters_are_searched() -> None:
    view = Views("加 微信，郭家级").compact
    assert isinstance(view, Coded)
    assert places(LetterIndex((s.key, s) for s in spellings("加微信")), view) == {("加微信", 0, 3)}
    assert places(SoundIndex(spellings("国家级")), view) == {("国家级", 3, 6)}
    assert LetterIndex([]).find_in(view) == []

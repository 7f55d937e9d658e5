from __future__ import annotations

import pytest

from rednote_lint.text.words.boundary import AsciiBoundary, CjkBoundary, continues_spaced, fits_tokens, splits_ascii


@pytest.mark.parametrize(
    ("text", "rule", "splits"),
    [
        ("a best b", AsciiBoundary.WORD, False),
        ("abest b", AsciiBoundary.WORD, True),
        ("a bester", AsciiBoundary.WORD, True),
        ("a bester", AsciiBoundary.PREFIX, False),
        ("abest", AsciiBoundary.PREFIX, True),
        ("abester", AsciiBoundary.NONE, False),
        ("全网best的", AsciiBoundary.WORD, False),
        ("best", AsciiBoundary.WORD, False),
        ("best1", AsciiBoundary.WORD, True),
        ("best_1", AsciiBoundary.WORD, False),
    ],
)
def test_an_ascii_word_is_not_cut_at_an_end_that_is_protected(text: str, rule: AsciiBoundary, splits: bool) -> None:
    at = text.index("best")
    assert splits_ascii(text, at, at + 4, rule) is splits


@pytest.mark.parametrize(
    ("text", "word", "goes_on"),
    [
        ("g r a s s", "a s s", True),
        ("a s s e t", "a s s", True),
        ("a s s", "a s s", False),
        ("an a s s", "a s s", False),
        ("a s s is", "a s s", False),
        ("g r\na s s", "a s s", False),
    ],
)
def test_letters_set_apart_may_go_on(text: str, word: str, goes_on: bool) -> None:
    at = text.index(word)
    assert continues_spaced(text, at, at + len(word)) is goes_on


@pytest.mark.parametrize(
    ("text", "word", "rule", "fits"),
    [
        ("我爱北京天安门", "北京", CjkBoundary.ALIGNED, True),
        ("我爱北京天安门", "京天", CjkBoundary.NONE, True),
        ("我爱北京天安门", "京天", CjkBoundary.STRADDLE, False),
        ("我爱北京天安门", "京天", CjkBoundary.ALIGNED, False),
        ("我爱北京天安门", "天安", CjkBoundary.STRADDLE, True),
        ("我爱北京天安门", "天安", CjkBoundary.ALIGNED, False),
    ],
)
def test_a_hit_lies_in_the_tokens_around_it_as_asked(text: str, word: str, rule: CjkBoundary, fits: bool) -> None:
    at = text.index(word)
    assert fits_tokens(text, at, at + len(word), word, rule) is fits

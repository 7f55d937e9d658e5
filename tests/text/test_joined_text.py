"""Texts read together: exactly what is found in each alone, however many there are and whatever they end with."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rednote_lint.text import numpy_views
from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.masks import SEAM
from rednote_lint.text.tables import folding
from rednote_lint.text.views import Views
from rednote_lint.text.words.boundary import Boundary, CjkBoundary
from rednote_lint.text.words.lexicon import Lexicon
from rednote_lint.text.words.matching import Match
from rednote_lint.text.words.terms import Homophones, Term, Variants

CONTACT = Variants(gap=3, homophones=(Homophones.CONTACT,))
SOUND = Variants(sound=True)
TERMS = [
    *(Term(word=word, owner=None, variants=CONTACT) for word in ("加微信", "加微", "微信", "vx", "加v", "私聊")),
    *(Term(word=word, owner=None, variants=SOUND) for word in ("国家级", "免费领", "最佳")),
    *(Term(word=word, owner=None) for word in ("100%", "v+", "💊", "grass", "ass", "no risk")),
    *(Term(word=word, owner=None, boundary=Boundary(cjk=CjkBoundary.STRADDLE)) for word in ("到货", "大家")),
    Term(word="加V", owner=None, variants=Variants(fold=False)),
]
LEXICON = Lexicon(TERMS)
PIECES = [
    *("加", "➕", "微", "薇", "信", "芯", "v", "Ｖ", "x", "ⓥ", " ", "，", "\n", "。", "私", "聊", "撩", "收到", "货"),
    *(
        "国",
        "家",
        "级",
        "郭",
        "加级",
        "免费",
        "领",
        "最",
        "佳",
        "大家",
        "100",
        "%",
        "+",
        "💊",
        "gr",
        "ass",
        "no ",
        "risk",
    ),
    *("@", "@最", "[", "[害羞R]", "[话题]", "http://", "www.", "℡", "⑩", SEAM, "ʘ", "不", "\ufeff", "a", "."),
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), min_size=1, max_size=5)


def found(texts: list[str]) -> list[list[Match]]:
    words = LEXICON.find(JoinedText([Views(text, soft=number % 2 > 0) for number, text in enumerate(texts)]))
    return [sorted(words[number].matches if number in words else (), key=repr) for number in range(len(texts))]


def alone(texts: list[str]) -> list[list[Match]]:
    pages = (JoinedText([Views(text, soft=number % 2 > 0)]) for number, text in enumerate(texts))
    words = (LEXICON.find(page).get(0) for page in pages)
    return [sorted(of_one.matches if of_one else (), key=repr) for of_one in words]


@given(TEXTS)
def test_the_joined_reading_finds_exactly_what_each_text_has(texts: list[str]) -> None:
    assert found(texts) == alone(texts)


@given(TEXTS)
@settings(deadline=None)  # The first text pays for the tables.
def test_the_same_is_found_with_and_without_numpy(texts: list[str]) -> None:
    import numpy  # noqa: F401

    fast = found(texts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(numpy_views, "_arrays", lambda: None)
        assert found(texts) == fast


def test_nothing_reaches_from_one_text_into_the_next() -> None:
    assert found(["加微", "信", "@", "最佳"]) == alone(["加微", "信", "@", "最佳"])
    assert [len(matches) for matches in found(["加", "微"])] == [0, 0]
    assert [len(matches) for matches in found(["@", "最佳"])] == [0, 1]


def test_the_seam_is_no_reading_of_anything_else() -> None:
    tables = folding()
    assert SEAM not in tables.table and SEAM not in tables.several
    assert not any(SEAM in folded for folded in (*tables.table.values(), *tables.several.values()))

"""Words under obfuscations: found, exactly on the obfuscated characters, whatever stands around them."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from rednote_lint.text.joined_text import JoinedText
from rednote_lint.text.obfuscations import CONTACT, INSERTED, mutations, operators, zero_width
from rednote_lint.text.views import Views
from rednote_lint.text.words.boundary import AsciiBoundary, Boundary
from rednote_lint.text.words.lexicon import Lexicon
from rednote_lint.text.words.terms import Homophones, Term, Variants

HANZI = "最佳国家级疗效治愈包过减肥药稳赚保本收益顶级绝无副作用根除领取私聊加微信群免费赠送医师推荐"
CONTACT_VARIANTS = Variants(gap=3, homophones=(Homophones.CONTACT,))
ANY_BOUNDARY = Boundary(ascii=AsciiBoundary.NONE)
WORDS = st.one_of(
    st.text(HANZI, min_size=2, max_size=6),
    st.text("abcdefghiklmnoprstuvwxyz", min_size=3, max_size=9),
    st.tuples(st.text(HANZI, min_size=1, max_size=3), st.text("vxqwe", min_size=1, max_size=2)).map("".join),
)
CONTACT_WORDS = st.sampled_from(["加微信", "加我微信", "加微", "微信群", "加V信", "私聊我", "加扣扣", "进群加微"])
AROUND = st.sampled_from(
    [("", ""), ("你好，", "。谢谢"), ("《", "》"), ("今天\n", "\n明天"), ("👉", "👈"), ("的", "的")]
)


def found(word: str, obfuscated: str, around: tuple[str, str], variants: Variants) -> bool:
    """Say whether the word is found, by itself or as the longest hit, exactly on the obfuscated characters."""
    text = around[0] + obfuscated + around[1]
    views = Views(text)
    lexicon = Lexicon([Term(word=word, owner=None, variants=variants, boundary=ANY_BOUNDARY)])
    words = lexicon.find(JoinedText([views])).get(0)
    ranges = {views.original_range(match.start, match.end) for match in (words.matches if words else ())}
    return (len(around[0]), len(around[0]) + len(obfuscated)) in ranges


@given(WORDS, AROUND)
def test_every_single_obfuscation_is_seen_through(word: str, around: tuple[str, str]) -> None:
    for name, obfuscated in mutations(word, Variants()):
        assert found(word, obfuscated, around, Variants()), (name, obfuscated)


@given(CONTACT_WORDS, AROUND)
def test_contact_words_are_seen_behind_their_stand_ins(word: str, around: tuple[str, str]) -> None:
    for name, obfuscated in mutations(word, CONTACT_VARIANTS):
        assert found(word, obfuscated, around, CONTACT_VARIANTS), (name, obfuscated)


def pairs(word: str, variants: Variants) -> list[tuple[str, str]]:
    table = operators(variants)
    made = []
    for first, second in permutations(table, 2):
        obfuscated = table[second](table[first](word))
        if obfuscated not in (word, table[first](word), table[second](word)):
            made.append((f"{first}+{second}", obfuscated))
    return made


def missed(words: list[str], variants: Variants) -> tuple[list[tuple[str, str]], int]:
    tried = [(word, name, obfuscated) for word in words for name, obfuscated in pairs(word, variants)]
    lost = [
        (name, obfuscated) for word, name, obfuscated in tried if not found(word, obfuscated, ("的", "的"), variants)
    ]
    return lost, len(tried)


@given(st.lists(WORDS, min_size=6, max_size=6))
@settings(max_examples=15, deadline=None)
def test_pairs_of_obfuscations_are_seen_through(words: list[str]) -> None:
    lost, tried = missed(words, Variants())
    assert len(lost) <= 0.05 * tried, lost[:10]


def test_pairs_of_obfuscations_of_contact_words_are_seen_through() -> None:
    lost, tried = missed(["加微信", "加我微信", "微信群", "私聊我", "加扣扣"], CONTACT_VARIANTS)
    assert tried > 80
    assert len(lost) <= 0.05 * tried, lost[:10]


def test_operators_follow_the_variants() -> None:
    assert operators(Variants(fold=False)) == {}
    assert not INSERTED.keys() & operators(Variants(gap=0)).keys()
    assert "zero-width" in operators(Variants(gap=0))
    assert CONTACT.keys() <= operators(CONTACT_VARIANTS).keys()


def test_operators_write_what_they_say() -> None:
    made = dict(mutations("加V信1", CONTACT_VARIANTS))
    assert made["width"] == "加Ｖ信１"
    assert made["circled"] == "加Ⓥ信①"
    assert made["emoji-plus"] == "➕V信1"
    assert made["punctuation"] == "加.V.信.1"
    assert zero_width("ab") == "a\u200bb"
    assert dict(mutations("国家级", Variants()))["traditional"] == "國家級"

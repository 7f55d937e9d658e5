import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.views import Views
from rednote_lint.text.words import context
from rednote_lint.text.words.context import (
    _IN_NEGATIONS,
    _NEGATION,
    SENTENCE_BREAK,
    Near,
    Require,
    Side,
    Unless,
    quoted_by,
)


def reason(text: str, hit: str, exception: Unless | Require, *, soft: bool = False) -> str | None:
    views = Views(text, soft=soft)
    start = views.folded.text.index(hit)
    told = exception.reason(views, start, start + len(hit))
    return told and told.en


def test_a_phrase_covers_the_hit_inside_it_and_the_longest_is_named() -> None:
    unless = Unless(cover=("国家级", "国家级博物馆"))
    assert reason("看国家級博物馆", "国家级", unless) == "covered by “国家级博物馆”"
    assert reason("博物馆是国家", "国家", unless) is None


def test_a_pattern_covers_the_hit_inside_its_match() -> None:
    unless = Unless(cover_re=(Pattern(r"第一(次|眼)"),))
    assert reason("第一次来", "第一", unless) == "covered by “第一次”"
    assert reason("全网第一", "第一", unless) is None


def test_near_looks_within_the_window_the_side_and_the_sentence() -> None:
    assert reason("目标是最佳", "最佳", Unless(near=Near(any=("目标",)))) == "near “目标”"
    assert reason("目标。最佳", "最佳", Unless(near=Near(any=("目标",)))) is None
    assert reason("目标。最佳", "最佳", Unless(near=Near(any=("目标",), same_sentence=False)))
    assert reason("目标是最佳", "最佳", Unless(near=Near(any=("目标",), window=2))) is None
    assert reason("目标是最佳", "最佳", Unless(near=Near(any=("目标",), side=Side.AFTER))) is None
    assert reason("最佳2024年", "最佳", Unless(near=Near(any_re=(Pattern(r"\d+年"),))))
    assert reason("the artist is best", "best", Unless(near=Near(any=("art",), window=20))) is None


@given(st.text("目标是最佳。. \na不", max_size=30), st.integers(1, 9), st.booleans())
def test_near_is_the_same_in_a_text_too_long_to_be_searched_as_a_whole(text: str, window: int, same: bool) -> None:
    near = Unless(near=Near(any=("目标", "佳不"), window=window, same_sentence=same))
    told = reason(f"{text}最佳{text}", "最佳", near)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(context, "_SHORT", 0)
        assert reason(f"{text}最佳{text}", "最佳", near) == told


def test_a_full_stop_ends_a_sentence_behind_a_latin_word_and_before_a_blank() -> None:
    text = "a. b.c 好. d.\n.  .."
    assert [match.group() for match in SENTENCE_BREAK.finditer(text)] == [".", ".", "\n"]
    assert [match.start() for match in SENTENCE_BREAK.finditer(text)] == [1, 11, 12]


def test_line_ends_do_not_part_what_was_read_from_pictures() -> None:
    near = Unless(near=Near(any=("目标",)))
    assert reason("目标\n最佳", "最佳", near) is None
    assert reason("目标\n最佳", "最佳", near, soft=True)


@pytest.mark.parametrize("text", ["《最佳》", "他说“这是最佳的”", "「最佳」", '"最佳"', "电影《年度最佳演员》"])
def test_quotes_shield(text: str) -> None:
    assert reason(text, "最佳", Unless(quoted=True))


@pytest.mark.parametrize("text", ["《电影》最佳", "最佳“口碑”", "“好\n最佳”", "最佳"])
def test_quotes_elsewhere_do_not_shield(text: str) -> None:
    assert reason(text, "最佳", Unless(quoted=True)) is None


def test_titles_only() -> None:
    assert reason("《最佳》", "最佳", Unless(quoted="title"))
    assert reason("“最佳”", "最佳", Unless(quoted="title")) is None


@pytest.mark.parametrize(
    "text",
    [
        "不要加微信",
        "别加微信",
        "我没有加微信",
        "请勿私下加微信",
        "拒绝加微信",
        "don't 加微信",
        "we will never 加微信",
        "不是让你加微信",
    ],
)
def test_negation_shields(text: str) -> None:
    assert reason(text, "加微信", Unless(negated=True))


@pytest.mark.parametrize(
    "text",
    [
        "特别想加微信",
        "级别到了加微信",
        "不要犹豫，加微信",
        "没有了。加微信",
        "非常欢迎加微信",
        "加微信不要犹豫",
        "区别在于加微信",
        "有没有想加微信的",
    ],
)
def test_negation_of_something_else_does_not_shield(text: str) -> None:
    assert reason(text, "加微信", Unless(negated=True)) is None


def test_what_is_looked_for_first_is_in_every_negation() -> None:
    words, _, _ = _NEGATION.pattern.partition("[^，")
    alternatives = re.sub(r"\(\?<?!\[?[^)]*\)", "", words).split("|")
    assert len(alternatives) > 50
    assert [one for one in alternatives if not _IN_NEGATIONS.search(one)] == []


def test_negation_ends_with_its_line() -> None:
    assert reason("永不复发\n加微信", "加微信", Unless(negated=True)) is None
    assert reason("不要\n加微信", "加微信", Unless(negated=True)) is None


def test_a_requirement_must_hold_entirely() -> None:
    both = Require(near=(Near(any=("面霜", "精华")), Near(any=("有效",))))
    assert reason("100%有效面霜", "100%", both) is None
    assert reason("100%面霜", "100%", both) == "none of “有效” near"


def test_conditions_about_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="names nothing"):
        Near()
    with pytest.raises(ValueError, match="window"):
        Near(any=("a",), window=0)
    with pytest.raises(ValueError, match="empty"):
        Unless(cover=(" ",)).verify()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("sick of 'women can't drive' so here is my mum", "''"),
        ("i don't say women can't drive, mum's right", None),
        ("'hello' women can't drive 'again'", None),
    ],
)
def test_straight_single_quotes_are_no_apostrophes(text: str, marks: str | None) -> None:
    start = text.index("women can't drive")
    assert quoted_by(text, start, start + len("women can't drive"), "“”‘’") == marks

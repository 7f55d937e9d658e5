"""Shingles: what makes two captions alike, and what does not."""

from __future__ import annotations

import random

import pytest

from rednote_lint.text.shingles import MOST, count, flat, likeness, shingles

TEA = (
    "周末去了城西新开的茶馆，院子里种着两棵老桂花树，坐在窗边能闻到香味。\n"
    "点了一壶凤凰单丛和一份绿豆糕，茶汤清亮，糕点不甜。\n老板很安静，适合带一本书慢慢坐一个下午！"
)
BREAD = "今天第一次自己烤面包，面团发了两个小时。\n出炉的时候整个厨房都是黄油的味道，家里人都抢着吃，下次想加核桃。"
ENDING = "\n关注我，每天分享一个城市里的安静角落。\n喜欢的话点个收藏，下次出门就能用上。"


def alike(one: str, other: str) -> float:
    return likeness(shingles(one), shingles(other))


def test_a_caption_is_like_itself_and_unlike_another() -> None:
    assert alike(TEA, TEA) == 1.0
    assert alike(TEA, BREAD) == 0.0


@pytest.mark.parametrize(
    "other",
    [
        "\n".join(reversed(TEA.split("\n"))),
        TEA.replace("，", " ").replace("。", " ✨"),
        TEA + "\n#茶馆[话题]# #周末去哪儿",
        TEA.replace("老板", "老板 @茶馆主理人 [笑哭R]"),
        TEA.replace("两棵", "兩棵"),
    ],
)
def test_order_punctuation_topics_mentions_and_script_make_no_difference(other: str) -> None:
    assert alike(TEA, other) > 0.95


def test_words_of_an_alphabet_count_as_one() -> None:
    one, other = "The tea house near the river opens at nine.", "THE TEA HOUSE near the river opens at ten."
    assert count(shingles(one)) == 7
    assert 0.7 < alike(one, other) < 1.0


def test_an_ending_that_both_share_makes_no_twins() -> None:
    assert alike(TEA + ENDING, BREAD + ENDING) == 0.0


def test_a_new_beginning_leaves_a_copy_a_copy() -> None:
    assert alike("换个开头说说最近的一次出门。\n" + TEA, TEA) > 0.8


def test_scattered_edits_of_a_fifth_leave_a_twin() -> None:
    rng = random.Random(4)
    text = TEA + "\n" + BREAD
    edited = "".join(rng.choice("春夏秋冬山水云月") if c != "\n" and rng.random() < 0.2 else c for c in text)
    assert alike(text, edited) > 0.4


@pytest.mark.parametrize("text", ["", "\n。！", "#茶馆[话题]# @谁谁", "\ud800"])
def test_a_text_without_words_has_no_shingles(text: str) -> None:
    assert shingles(text) == ()
    assert likeness(shingles(text), shingles(text)) == 0.0


def test_a_very_long_text_is_cut() -> None:
    made = shingles("字" * 50_000 + "。" + TEA)
    assert count(made) == MOST
    assert len(flat(made)) == 1

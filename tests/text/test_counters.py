"""The two counters give the numbers that were read off the platform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.counters import APP, CODE_POINTS, WEB

WEB_VECTORS = [
    ("a", 1),
    ("ab", 1),
    ("abc", 2),
    ("hello", 3),
    ("x" * 40, 20),
    ("😀", 2),
    ("今天好开心😀", 7),
    ("！？", 2),
    ("!?", 1),
    ("OOTD穿搭分享", 6),
    ("Claude 4.6发布，AI助手又进化了", 15),
    ("我闺蜜绑定了背刺系统，但我却兴奋不已！🤣", 21),
    ("三月份最适合去的热门旅游城市，美到封神‼️", 21),
    ("18套｜夏季不费力穿搭合集～🫧 ♡˚. ∙ 💭✩", 23),
    ("", 0),
]
APP_VECTORS = [
    ("汉", 1),
    ("，", 0.5),
    ("“”…｜", 2),
    ("‼", 0.5),
    ("❗️", 1),
    ("😀", 1),
    ("𝐀", 1),
    ("a", 0.5),
    ("x" * 40, 20),
    ("我闺蜜绑定了背刺系统，但我却兴奋不已！🤣", 19),
    ("", 0),
]


@pytest.mark.parametrize(("title", "length"), WEB_VECTORS)
def test_the_web_counter(title, length):
    assert WEB.count(title) == length


@pytest.mark.parametrize(("title", "length"), APP_VECTORS)
def test_the_app_counter(title, length):
    assert APP.count(title) == length


@pytest.mark.parametrize("title", [title for title, length in WEB_VECTORS if length > 20])
def test_titles_that_the_web_refuses_and_the_app_takes(title):
    assert APP.count(title) <= 20


@given(st.text(), st.sampled_from([WEB, APP, CODE_POINTS]), st.integers(0, 30))
def test_the_cut_is_the_longest_beginning_that_fits(text, counter, limit):
    cut = counter.cut(text, limit)
    assert counter.count(text[:cut]) <= limit
    assert cut == len(text) or counter.count(text[: cut + 1]) > limit


@given(st.text(), st.sampled_from([WEB, APP, CODE_POINTS]))
def test_a_whole_text_weighs_what_its_characters_do(text, counter):
    assert counter.weigh(text) == sum(map(counter.weight, text))

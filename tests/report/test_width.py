import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.report.width import cells, head, one_line, tail, visible, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("京都", "京都"),
        ("a\tb", "a    b"),
        ("\x1b[31m", "␛[31m"),
        ("\x7f", "␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("微\u200b信", "微<U+200B>信"),
        ("\u202eabc", "<U+202E>abc"),
        ("a\u2028b", "a<U+2028>b"),
        ("bad\udc80name", "bad<U+DC80>name"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("👁\ufe0f\u200d🗨", "👁\ufe0f\u200d🗨"),
        ("a\u200db", "a<U+200D>b"),
        ("e\u0301", "e\u0301"),
        ("\x00", "␀"),
    ],
)
def test_hidden_and_obeyed_characters_are_written_out(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_what_is_visible_stays_as_it_is(text):
    once = visible(text)
    assert visible(once) == once
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in once)


def test_one_line_joins_lines():
    assert one_line("a\n  b\r\nc") == "a b c"


@given(st.text(alphabet="ab京都，\u0301😀", max_size=200), st.integers(6, 60))
def test_a_cut_text_fits_and_says_that_it_was_cut(text, size):
    for cut, mark in ((head(text, size), str.endswith), (tail(text, size), str.startswith)):
        assert cells(cut) <= size
        assert cut == text or mark(cut, "...")


@given(st.text(alphabet="ab 京都，。“”（）\n", max_size=200), st.integers(8, 40))
def test_wrapping_keeps_the_words(text, width):
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


def test_chinese_breaks_anywhere_but_not_before_a_comma():
    assert wrap("一二三四五，六七八", 10) == ["一二三四", "五，六七八"]


def test_english_breaks_at_spaces():
    assert wrap("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_an_opening_quote_stays_with_what_it_opens():
    assert wrap("它说“最佳”了", 6) == ["它说", "“最佳”", "了"]
    assert wrap("末尾处（2）", 8) == ["末尾处", "（2）"]


def test_an_address_is_never_broken():
    url = "https://example.org/" + "a" * 60
    assert wrap(f"see {url} now", 20) == ["see", url, "now"]


def test_nothing_gives_one_empty_line():
    assert wrap("", 20) == [""]


def test_an_opening_quote_stays_with_a_handle() -> None:
    assert wrap("mark (“TikTok”, “@sunny”)", 16) == ["mark (“TikTok”,", "“@sunny”)"]


def test_brackets_stay_with_the_chinese_in_them() -> None:
    assert wrap("reprint (交易导流), platform", 13) == ["reprint (交易", "导流),", "platform"]
    assert wrap("reprint (交易导流), platform", 9) == ["reprint", "(交易导", "流),", "platform"]

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes.characters import invisible, whole, wide_hashes
from rednote_lint.model import TextRange

LINES = st.text(st.sampled_from("微信ab ＃#\u200b\u200d\u200c\ufeff\u2060\u00ad\u3000\t👍🏻❤\ufe0f中ही"), max_size=12)
TEXTS = st.builds(str.join, st.sampled_from(["\n", "\r\n", "\r"]), st.lists(LINES, min_size=1, max_size=4))


def after(text: str, pieces: Iterable[tuple[TextRange, str]]) -> str:
    parts, at = [], 0
    for (start, end), new in sorted(pieces):
        assert at <= start <= end, "pieces never overlap"
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def every(text: str) -> TextRange:
    return TextRange(0, len(text))


@given(TEXTS)
def test_what_can_be_seen_stays(text: str) -> None:
    cleaned = after(text, invisible(text, every(text)))
    lines = [line.rstrip(" \t\u3000") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = cleaned.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(kept) == len(lines)

    def seen(line: str) -> str:
        return "".join(char for char in line if unicodedata.category(char) != "Cf").rstrip(" \t\u3000")

    assert [seen(line) for line in kept] == [seen(line) for line in lines]


@given(TEXTS)
def test_once_is_enough(text: str) -> None:
    cleaned = after(text, invisible(text, every(text)))
    again = after(cleaned, invisible(cleaned, every(cleaned)))
    assert "\u200b" not in cleaned and "\ufeff" not in cleaned
    assert again == cleaned


@given(TEXTS, st.integers(0, 25), st.integers(0, 25))
def test_nothing_before_the_place_is_touched(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    place = TextRange(start, min(start + length, len(text)))
    for (first, _), _ in (*invisible(text, place), *wide_hashes(text, place)):
        assert place.start <= first < max(place.end, place.start + 1)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u200b\u200bb", "ab"),
        ("\ufeff开头", "开头"),
        ("价\u202e格\u202c", "价格"),
        ("soft\u00adhyphen", "softhyphen"),
        ("行尾 \u200b \n下", "行尾\n下"),
        ("\u3000\u3000缩进", "\u3000\u3000缩进"),
        ("a  b", "a  b"),
        ("🏳\ufe0f\u200d🌈", "🏳\ufe0f\u200d🌈"),
        ("👍\u200d", "👍"),
        ("\u200d👍", "👍"),
        ("a\u200db", "ab"),
    ],
)
def test_invisible_characters_go(text: str, cleaned: str) -> None:
    assert after(text, invisible(text, every(text))) == cleaned


def test_only_hashes_of_the_place_are_narrowed() -> None:
    assert after("＃a ＃b", wide_hashes("＃a ＃b", TextRange(3, 5))) == "＃a #b"


@given(st.text(st.sampled_from("ab中 \u3000\r\n"), max_size=12), st.data())
def test_a_removal_takes_at_most_one_blank_more(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left = after(text, whole(text, TextRange(start, end)))
    exact = text[:start] + text[end:]
    assert len(exact) - len(left) in (0, 1)
    assert "".join(left.split()) == "".join(exact.split())
    assert left.count("\n") == exact.count("\n")

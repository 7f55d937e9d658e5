from __future__ import annotations

import pytest

from rednote_lint.text.separators import LETTERS, SEPARATORS, bridges, is_attached, is_invisible, visible


def spans(word: str, *gaps: str, limit: int = 1, spaced: tuple[int, ...] = (), soft: bool = False) -> bool:
    return bridges(word, gaps, limit=limit, spaced=frozenset(spaced), soft=soft)


@pytest.mark.parametrize(
    ("word", "gaps", "expected"),
    [
        ("微信", ("",), True),
        ("微信", (".",), True),
        ("微信", ("....",), True),  # The same mark again is no more of an obfuscation.
        ("微信", (".*",), False),
        ("微信", ("\n",), False),
        ("微信", ("，",), False),
        ("微信", ("\u200b\u200d",), True),
        ("微信号", (".", ""), True),
        ("微信号", ("，", "，"), True),  # Every character set apart: nobody does that by accident.
        ("微信号", ("，", ""), False),
        ("vx", (" ",), False),
        ("vx", (".",), True),
        ("vx", ("/",), False),
    ],
)
def test_a_gap_is_bridged_where_a_reader_would(word: str, gaps: tuple[str, ...], expected: bool) -> None:
    assert spans(word, *gaps) is expected


def test_a_limit_is_one_of_different_marks() -> None:
    assert spans("微信", ".*-", limit=3)
    assert not spans("微信", ".*-", limit=2)
    assert not spans("微信", ".", limit=0)


def test_a_space_of_the_word_itself_is_no_gap() -> None:
    assert spans("bestever", "", "", "", " ", "", "", "", spaced=(4,), limit=0)
    assert not spans("bestever", "", "", "", " ", "", "", "", limit=0)


def test_the_end_of_a_line_is_a_space_where_lines_are_soft() -> None:
    assert not spans("微信", "\n")
    assert spans("微信", "\n", soft=True)
    assert spans("微信", "\r\n", soft=True)


def test_what_leaves_no_mark_is_not_seen() -> None:
    assert visible("\u200b.\u0301\ufe0f🏻") == "."
    assert visible("...") == "..."
    assert is_invisible("\u200b") and is_invisible("\u0301") and not is_invisible(".")
    assert is_attached("\u20e3") and not is_attached("\u200b")


def test_every_character_is_either_signal_or_noise() -> None:
    for char in "a1中é_ -👍，\u200b\u0301":
        assert bool(SEPARATORS.fullmatch(char)) is not bool(LETTERS.fullmatch(char))

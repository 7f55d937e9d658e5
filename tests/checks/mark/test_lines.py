"""Lines as parts of marks: what drifts with the scene, and what has merely been read in part."""

from __future__ import annotations

import re

from rednote_lint.checks.mark.lines import drifts, is_signature_of, is_title_with, moved_from, with_account
from rednote_lint.facts.analysis.tracks import LineTrack
from rednote_lint.model import Box

SIZE = (540, 960)


def word(box: tuple[int, int, int, int], first: float, last: float, text: str = "TikTok") -> LineTrack:
    return LineTrack(text=text, score=0.98, box=Box(*box), first=first, last=last)


def test_words_that_leave_their_place_little_by_little_drift() -> None:
    shirt = [word((77, 88, 134, 38), 0, 0), word((100, 105, 137, 41), 2, 2), word((90, 85, 143, 43), 4, 4)]
    assert all(drifts(line, shirt, SIZE) for line in shirt)


def test_words_that_are_read_again_in_their_place_do_not_drift() -> None:
    mark = [word((77, 88, 134, 38), 0, 2), word((40, 88, 171, 40), 4, 6), word((400, 800, 134, 38), 8, 9)]
    assert not any(drifts(line, mark, SIZE) for line in mark)


def test_words_of_which_more_was_read_at_both_ends_do_not_drift() -> None:
    whole, part = word((321, 888, 205, 41), 0, 2), word((361, 891, 67, 33), 4, 6)
    assert not drifts(part, [whole, part], SIZE)
    nearer = word((300, 880, 247, 60), 4, 6)
    assert drifts(nearer, [whole, nearer], SIZE)


def test_words_of_which_more_was_read_at_one_end_have_not_moved() -> None:
    whole, wide = word((100, 105, 137, 41), 0, 2), word((1, 103, 236, 46), 4, 6)
    assert not moved_from(whole, [wide], [whole, wide], SIZE)
    far = word((380, 600, 137, 41), 4, 6)
    assert moved_from(whole, [far], [whole, far], SIZE)


def test_words_beside_a_name_make_a_title_and_an_account_does_not() -> None:
    name = word((15, 39, 188, 45), 0, 6, "Instagram")
    below = (45, 81, 108, 36)
    assert is_title_with(name, word(below, 0, 6, "lesson 1"))
    for account in ("@nina.crochet", "nina.crochet", "C nina.crochet", "ID: 27 48", "@ nina"):
        assert not is_title_with(name, word(below, 0, 6, account))
    assert not is_title_with(name, word(below, 0, 1, "lesson 1"))
    assert not is_title_with(name, word((45, 600, 108, 36), 0, 6, "lesson 1"))


def test_an_account_may_stand_on_the_line_of_the_wordmark() -> None:
    words, handle = re.compile("知乎|微博"), re.compile(r"@\s?\S{2,24}|号\s?[:：].+")
    for text in ("知乎 @某某某", "知乎@nina", "@某某的日常 微博"):
        assert with_account(word((0, 0, 300, 40), 0, 2, text), words, handle)
    for text in ("知乎", "@某某某", "知乎号：nina", "我在知乎 @某某某"):
        assert not with_account(word((0, 0, 300, 40), 0, 2, text), words, handle)


def test_one_word_beside_a_wordmark_signs_it() -> None:
    mark = word((420, 20, 95, 33), 0, 6, "哔哩哔哩")
    assert is_signature_of(mark, word((423, 45, 95, 30), 0, 6, "某某拆机君"))
    assert not is_signature_of(mark, word((423, 45, 95, 30), 0, 1, "某某拆机君"))
    assert not is_signature_of(mark, word((423, 45, 95, 30), 0, 6, "第一集 怎么发"))
    assert not is_signature_of(mark, word((423, 400, 95, 30), 0, 6, "某某拆机君"))
    assert not is_signature_of(mark, word((423, 45, 195, 60), 0, 6, "某某拆机君"))

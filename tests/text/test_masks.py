from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.text.masks import BARRIER, mask

TEXTS = st.text(st.sampled_from("好a1[]R话题@#:/.htpsw _-，\n"), max_size=40)


@given(TEXTS)
def test_a_mask_changes_no_length_and_shows_nothing_new(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(after in (before, BARRIER) for before, after in zip(text, masked, strict=True))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("好[害羞R]的", "好的"),
        ("#京都[话题]#", "#京都#"),
        ("看https://a.cn/b?c=d 吧", "看 吧"),
        ("HTTP://A.CN。好", "。好"),
        ("www.a.cn 好", " 好"),
        ("问@小红书 好", "问 好"),
        ("a@b.com", "a@b.com"),
        ("[最佳]", "[最佳]"),
        ("http 和 www 是词", "http 和 www 是词"),
        ("[这是一个很长的标签R]", "[这是一个很长的标签R]"),
    ],
)
def test_only_what_is_not_the_authors_wording_is_masked(text: str, kept: str) -> None:
    assert mask(text).replace(BARRIER, "") == kept

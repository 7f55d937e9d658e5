"""The author's own accounts, as marks and captions name them."""

from __future__ import annotations

import pytest

from rednote_lint.text.own_accounts import OwnAccounts, is_account

OWN = OwnAccounts(["nina.crochet", "@Lila_0823", "妮娜的小店", "123456789"])


@pytest.mark.parametrize(
    "text",
    [
        "@nina.crochet",
        "@ nina.crochet",
        "NINA.CROCHET",
        "＠ｎｉｎａ．ｃｒｏｃｈｅｔ",
        "@n1na.crochet",
        "@nina.cr0chet",
        "n|na.crochet",
        "@lila_o823",
        "小红书号：123456789",
        "小红书号: l23456789",
        "妮娜的小店",
        "@妮娜的小店",
        "TikTok @nina.crochet.",
    ],
)
def test_an_own_account_is_known_however_it_is_read(text: str) -> None:
    assert OWN.in_text(text)


@pytest.mark.parametrize("text", ["@nina.crochet2", "@nina", "crochet", "@tina.crochet", "@", "小红书号：987654321"])
def test_another_account_is_not(text: str) -> None:
    assert not OWN.in_text(text)


def test_without_accounts_nothing_is_own() -> None:
    assert not OwnAccounts([""]).in_text("@nina.crochet")


@pytest.mark.parametrize("name", ["nina.crochet", "@nina.crochet", "妮娜", "a1", "小红薯123"])
def test_names_of_accounts(name: str) -> None:
    assert is_account(name)


@pytest.mark.parametrize("name", ["", "@", "x", "nina crochet", "https://www.tiktok.com/@nina", "a@b", "n" * 80])
def test_what_is_no_account(name: str) -> None:
    assert not is_account(name)

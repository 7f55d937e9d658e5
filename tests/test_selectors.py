"""Selectors name rules; the most specific one decides."""

from __future__ import annotations

import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import Bilingual, Confidence, Rule, Severity
from rednote_lint.selectors import is_selected, matches, refuse_unknown


def a_rule(code: str, pack: str, name: str, tags: tuple[str, ...] = ()) -> Rule:
    words = Bilingual(en="x", zh="x")
    return Rule(
        code=code,
        name=name,
        pack=pack,
        check="words",
        params=None,
        severity={"default": Severity.ERROR},
        confidence=Confidence.HIGH,
        message=words,
        why=words,
        tags=tags,
        aliases=("OLD1",),
    )


WM = a_rule("WM101", "watermark", "tiktok-watermark", ("strict",))
AD = a_rule("AD101", "adlaw", "absolute-best")


@pytest.mark.parametrize(
    "selector",
    ["ALL", "WM", "WM1", "WM101", "watermark", "tiktok-watermark", "watermark/tiktok-watermark", "tag:strict"],
)
def test_every_way_of_naming_a_rule(selector: str) -> None:
    assert matches(selector, WM)
    assert matches(selector, AD) == (selector == "ALL")


def test_an_alias_names_the_rule() -> None:
    assert matches("OLD1", WM)


@pytest.mark.parametrize(
    ("select", "ignore", "on"),
    [
        (["ALL"], [], True),
        ([], [], False),
        (["ALL"], ["tag:strict"], False),
        (["ALL", "WM101"], ["tag:strict"], True),
        (["watermark"], ["WM101"], False),
        (["WM101"], ["WM"], True),
        (["WM"], ["WM"], False),
        (["ALL"], ["AD"], True),
        (["watermark/tiktok-watermark"], ["WM101"], True),
    ],
)
def test_the_most_specific_selector_decides(select: list[str], ignore: list[str], on: bool) -> None:
    assert is_selected(WM, select, ignore) is on


def test_a_selector_that_names_nothing_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UserError, match="names no rule") as caught:
        refuse_unknown(["tiktok-watermrk"], [WM, AD], "config.yaml")
    assert caught.value.remedy == "did you mean `tiktok-watermark`?"
    assert caught.value.place == "config.yaml"

"""`check: declared` on the words of a post, with the shipped rules."""

from __future__ import annotations

import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Declarations, Post, Report, Scope
from rednote_lint.ruleset import RuleSet
from tests.media_made import rules_of
from tests.posts_made import body_post


def of_words(text: str, **declared: bool | None) -> Report:
    post: Post = body_post(text, declared=Declarations(**declared))
    return lint(post, RuleSet(rules_of("disclosure")), Options())


@pytest.mark.parametrize(
    "text",
    ["感谢品牌方寄送的吹风机，用了一个月", "Got this lamp in a PR package", "折扣码：ABC123 全场可用", "nice #ad"],
)
def test_sponsorship_cues(text: str) -> None:
    assert [finding.code for finding in of_words(text, commercial=False).findings] == ["DC201"]
    assert [finding.code for finding in of_words(text).findings] == ["DC202"]
    assert of_words(text, commercial=True).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "自费买的，没有合作",
        "感谢大家的喜欢和陪伴",
        "an adorable cafe #adventure",
        "这家店的品牌故事很打动我",
        "编码：A1 座",
    ],
)
def test_ordinary_words_are_no_cue(text: str) -> None:
    assert of_words(text, commercial=False).findings == ()


def test_the_place_is_the_words_themselves() -> None:
    (finding,) = of_words("早安。封面由AI生成，祝好", ai_generated=False).findings
    assert finding.code == "DC104"
    assert finding.scope is Scope.BODY
    assert finding.evidence == "封面由AI生成"
    assert finding.location.text == (3, 10)

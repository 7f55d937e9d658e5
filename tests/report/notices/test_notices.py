"""Sentences of the platform, and the kinds of notices that they are taken for."""

from __future__ import annotations

import pytest

from rednote_lint.report.notices.notices import notices, recognized

SENTENCES = [
    ("系统检测到该账号存在交易导流行为", "diversion"),
    ("您發布的筆記中含有站外聯繫方式，已被限制推薦", "diversion"),
    ("该笔记涉嫌搬运他人作品", "unoriginal"),
    ("内容非原创，不予推荐", "unoriginal"),
    ("疑似广告，请使用品牌合作报备", "undeclared-advertising"),
    ("笔记存在未报备的商业推广", "undeclared-advertising"),
    ("笔记涉嫌虚假宣传", "false-claims"),
    ("内容信息质量不佳，不在推荐范围内", "low-quality"),
    ("疑似包含AI生成内容", "ai-undeclared"),
    ("检测到账号使用自动化工具发布笔记", "automation"),
    ("账号异常，请完成实名认证", "account"),
    ("笔记内容存在争议，暂不适合公开", "sensitive"),
    ("内容低俗，请修改后重新发布", "sexual"),
    ("涉及违禁品售卖", "illegal"),
    ("内容涉及未成年人不当行为", "minors"),
    ("笔记泄露他人隐私", "privacy"),
    ("存在辱骂、攻击他人的内容", "attacks"),
    ("诱导用户点赞关注", "engagement"),
    ("宣扬封建迷信", "superstition"),
    ("内容含危险行为，请勿模仿", "danger"),
    ("Your note contains off-platform contact details.", "diversion"),
    ("This content appears to be reposted from another creator", "unoriginal"),
    ("Undisclosed sponsored content", "undeclared-advertising"),
    ("Exaggerated or MISLEADING medical claims", "false-claims"),
    ("Low-quality content", "low-quality"),
    ("This note may contain AI-generated content", "ai-undeclared"),
    ("Automated activity was detected on your account", "automation"),
    ("Content is not suitable for public display: sensitive topic", "sensitive"),
    ("We removed your note for nudity", "sexual"),
    ("sale of prohibited goods", "illegal"),
    ("Unfriendly remarks about other users", "attacks"),
    ("fake engagement", "engagement"),
]


@pytest.mark.parametrize(("sentence", "kind"), SENTENCES)
def test_usual_sentences_are_recognized(sentence: str, kind: str) -> None:
    assert kind in [one.notice.id for one in recognized(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "您的笔记违反社区规范",
        "笔记仅自己可见",
        "Your note violates the community guidelines.",
        "minor changes needed",
    ],
)
def test_what_names_nothing_is_not_taken_for_anything(sentence: str) -> None:
    assert recognized(sentence) == ()


def test_kinds_come_in_the_order_of_the_notice_with_their_words() -> None:
    first, second = recognized("该笔记涉嫌搬运，并存在引流行为")
    assert [first.notice.id, second.notice.id] == ["unoriginal", "diversion"]
    assert (first.words, second.words) == (("搬运",), ("引流",))


def test_every_kind_has_words_in_both_languages_and_a_source() -> None:
    for notice in notices():
        assert any(word.isascii() for word in notice.says) and not all(word.isascii() for word in notice.says)
        assert notice.is_about_posts or notice.elsewhere is not None
        assert notice.source.url.startswith("http")
    assert len({notice.id for notice in notices()}) == len(notices())

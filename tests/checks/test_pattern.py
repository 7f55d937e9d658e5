import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import Hit, TextRange, Veto
from tests.text_posts import BASE, answers, hits, params, rule


def test_patterns_read_the_folded_text_and_answer_on_the_original() -> None:
    (hit,) = answers([rule("pattern", r"{pattern: '日赚(?P<money>\d{2,5})', suggest: [有收入]}")], "⑩在家日賺３００元")
    assert isinstance(hit, Hit)
    assert hit.evidence == "日賺３００"
    assert hit.where.text == TextRange(BASE + 3, BASE + 8)
    assert hit.values["money"] == "300"
    assert hit.suggestions == ("有收入",)


def test_a_group_named_hit_is_what_is_reported() -> None:
    assert hits([rule("pattern", r"{pattern: '赚(?P<hit>\d+)元'}")], "赚300元") == ["300"]


def test_views() -> None:
    assert hits([rule("pattern", "{pattern: '[A-Z]{3,}', view: original}")], "⑩ ABC abc") == ["ABC"]
    assert hits([rule("pattern", "{pattern: '日赚[0-9]+', view: compact}")], "日-賺 ３-0元") == ["日-賺 ３-0"]


def test_detectors_see_addresses_that_patterns_do_not() -> None:
    rules = [rule("pattern", "{pattern: 'shop', detect: [url, phone]}")]
    found = answers(rules, "看https://shop.example/a 打139-1234-5678")
    assert [(hit.evidence, hit.values["detect"]) for hit in found if isinstance(hit, Hit)] == [
        ("https://shop.example/a", "url"),
        ("139-1234-5678", "phone"),
    ]


def test_exceptions() -> None:
    rules = [rule("pattern", "{pattern: '第一', unless: {cover_re: ['第一次']}}")]
    assert [type(answer) for answer in answers(rules, "第一次 全网第一")] == [Veto, Hit]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{on: [body]}", "needs"),
        ("{pattern: '('}", "does not compile"),
        ("{patterns: ['(a+)+']}", "could hang"),
        ("{pattern: 'a*'}", "nothing"),
        ("{detect: fax}", "fax"),
    ],
)
def test_mistakes_are_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        params("pattern", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日🌸赚300", ["日🌸赚300"]),
        ("日赚3❤️0🌸0元", ["日赚3❤️0🌸0"]),
        ("日👍🏻👍🏻赚300", ["日👍🏻👍🏻赚300"]),
        ("今日🌸🌸🌸赚300", []),
        ("日，🌸赚300", []),
        ("日赚300🌸400", ["日赚300"]),
    ],
)
def test_emoji_inserted_into_a_match_are_seen_through(text: str, expected: list[str]) -> None:
    rules = [rule("pattern", r"pattern: '日赚\d{2,3}'")]
    assert hits(rules, text) == expected
    combo = [rule("combo", r"parts: [{pattern: '日赚\d{2,3}'}, {words: [联系]}]")]
    assert hits(combo, f"{text}联系") == [f"{found}{text[text.index(found) + len(found) :]}联系" for found in expected]


def test_what_is_seen_through_is_told() -> None:
    (answer,) = answers([rule("pattern", r"pattern: '日赚(?P<sum>\d+)'")], "日🌸赚3🌸00")
    assert isinstance(answer, Hit)
    assert (answer.via, answer.values["sum"], answer.where.text) == (("compact",), "300", (BASE, BASE + 7))

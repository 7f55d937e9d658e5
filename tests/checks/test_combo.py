import pytest

from rednote_lint.errors import UserError
from rednote_lint.model import Hit, Veto
from rednote_lint.text.patterns.pattern import Pattern
from rednote_lint.text.words.context import Unless
from rednote_lint.text.words.lists import WordList, shapes_of, words_of
from tests.text_posts import answers, hits, params, rule

CONTACT = """
parts:
  - {name: verb, words: [加, 私信, 加我], unless: {cover: [加油]}, reason: one character is enough beside a channel}
  - {name: channel, words: [微信, vx], variants: {gap: 3, homophones: [contact]}, boundary: {ascii: none}}
unless: {negated: true}
"""


def test_parts_mean_something_together_only() -> None:
    rules = [rule("combo", CONTACT)]
    assert hits(rules, "加我微信") == ["加我微信"]
    assert hits(rules, "微信加我") == ["微信加我"]
    assert hits(rules, "我的微信头像") == []
    assert hits(rules, "加一勺糖") == []


def test_parts_are_named_and_obfuscations_told() -> None:
    (hit,) = answers([rule("combo", CONTACT)], "私信，发你Ⓥ.Ⓧ")
    assert isinstance(hit, Hit)
    assert hit.evidence == "私信，发你Ⓥ.Ⓧ"
    assert hit.values["verb"] == "私信" and hit.values["channel"] == "Ⓥ.Ⓧ"
    assert "compact" in hit.via


def test_the_window_the_sentence_and_the_order_bind() -> None:
    rules = [rule("combo", CONTACT)]
    assert hits(rules, "加了。微信") == []
    assert hits(rules, "加一二三四五六七八九十一二三微信") == []
    given = [rule("combo", "{parts: [{words: [联系]}, {detect: phone}], order: given}")]
    assert hits(given, "联系 139-1234-5678") == ["联系 139-1234-5678"]
    assert hits(given, "139-1234-5678 联系") == []
    across = [rule("combo", "{parts: [{words: [联系]}, {detect: phone}], same_sentence: false}")]
    assert hits(across, "联系我。13912345678") == ["联系我。13912345678"]


def test_the_tightest_combination_is_told() -> None:
    assert hits([rule("combo", CONTACT)], "加好友加我微信") == ["加我微信"]


def test_exceptions_of_a_part_take_its_words_out_of_the_count() -> None:
    assert hits([rule("combo", CONTACT)], "加油！微信见, 加油微信") == []


def test_exceptions_of_the_whole_are_recorded() -> None:
    (veto,) = answers([rule("combo", CONTACT)], "不要加微信")
    assert isinstance(veto, Veto) and veto.reason.en == "negated by “不要”"


def test_what_stands_between_the_parts_is_near() -> None:
    text = "{parts: [{words: [私信]}, {words: [微信]}], unless: {near: {any: [客服]}}}"
    (veto,) = answers([rule("combo", text)], "私信客服问微信")
    assert isinstance(veto, Veto) and veto.reason.en == "near “客服”"
    assert hits([rule("combo", text)], "私信我问微信") == ["私信我问微信"]
    required = [rule("combo", "{parts: [{words: [私信]}, {words: [微信]}], require: {near: {any: [名片]}}}")]
    assert hits(required, "私信换名片加微信") == ["私信换名片加微信"]
    assert hits(required, "私信加微信") == []


def test_patterns_and_detectors_can_be_parts() -> None:
    text = r"{parts: [{words: [日赚, 月入]}, {name: sum, pattern: '\d{3,}元?', detect: url}], order: given}"
    assert hits([rule("combo", text)], "日赚３００元, 月入 https://a.example/b") == [
        "日赚３００元",
        "月入 https://a.example/b",
    ]


def test_three_parts() -> None:
    text = "{parts: [{words: [三天]}, {words: [根治]}, {words: [湿疹]}], window: 6}"
    assert hits([rule("combo", text)], "湿疹三天就能根治") == ["湿疹三天就能根治"]
    assert hits([rule("combo", text)], "湿疹根治") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{parts: [{words: [加油]}]}", "2 to 4 parts"),
        ("{parts: [{words: [加油]}, {}]}", "needs"),
        ("{parts: [{words: [加]}, {words: [微信]}]}", "reason"),
        ("{parts: [{name: hit, words: [加我]}, {words: [微信]}]}", "named"),
        ("{parts: [{name: a, words: [加我]}, {name: a, words: [微信]}]}", "same"),
        ("{parts: [{words: [加我]}, {words: [微信]}], window: -1}", "window"),
        ("{parts: [{words: [加我]}, {pattern: '(a+)+'}]}", "could hang"),
    ],
)
def test_mistakes_are_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        params("combo", text)


def test_of_combinations_that_overlap_the_longest_is_told() -> None:
    parts = "{parts: [{words: [领取, 进群]}, {words: [加薇薇]}], order: any}"
    assert hits([rule("combo", parts)], "领取～加薇薇然后再进群") == ["加薇薇然后再进群"]


def test_windows_count_what_a_reader_sees() -> None:
    near = "parts: [{words: [口令]}, {words: [联系]}]\nwindow: 4"
    assert hits([rule("combo", near)], "口令是\u200b\u200b\u200b\ufe0f\u2060这个联系") == [
        "口令是\u200b\u200b\u200b\ufe0f\u2060这个联系"
    ]
    assert hits([rule("combo", near)], "口令是这个这个联系") == []
    spaced = "parts: [{words: [口令]}, {words: [联系]}]\nwindow: 10"
    assert hits([rule("combo", spaced)], "口令 l-u-l-u-0-8 联系") == ["口令 l-u-l-u-0-8 联系"]


def test_parts_share_the_lists_of_the_program() -> None:
    one = rule("combo", "{parts: [{words: [唐刀]}, {lists: [call, secrecy]}]}", "T1")
    two = rule("combo", "{parts: [{words: [雪茄], lists: [price]}, {words: [整盒], lists: [call]}]}", "T2")
    assert hits([one, two], "唐刀到了，私我") == ["唐刀到了，私我"]
    assert hits([one, two], "唐刀，懂的都懂") == ["唐刀，懂的都懂"]
    assert hits([one, two], "雪茄有整盒，私我") == ["雪茄有整盒"]
    assert hits([one, two], "唐刀展览") == []
    assert hits([one, two], "私我") == []


def test_exceptions_of_words_are_asked_only_where_each_part_may_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(Unless, "reason", lambda _self, _views, start, *_: asked.append(start))
    rules = [rule("combo", "{parts: [{words: [加我], unless: {cover: [加我们]}}, {words: [微信]}]}")]
    assert hits(rules, "加我") == [] and asked == []
    assert hits(rules, "加我微信") == ["加我微信"] and asked == [0]


def test_parts_share_the_english_lists() -> None:
    one = rule("combo", "parts: [{words: [parsnip]}, {lists: [call_en, stock_en]}]\nwindow: 40", "T1")
    two = rule("combo", "parts: [{words: [parsnip]}, {lists: [price_en, secrecy_en]}]\nwindow: 40", "T2")
    assert hits([one, two], "A parsnip, ask me") == ["parsnip, ask me"]
    assert hits([one, two], "Three left: parsnip") == ["Three left: parsnip"]
    assert hits([one, two], "Parsnip for £4") == ["Parsnip for £"]
    assert hits([one, two], "Parsnip, IYKYK") == ["Parsnip, IYKYK"]
    assert hits([one, two], "I asked about a parsnip") == []


def test_shared_lists_hold_each_word_once_and_no_note() -> None:
    for name in WordList:
        words = words_of(name)
        assert len(words) == len(set(words)) > 20
        assert not any(word.startswith("#") or word != word.strip() for word in words)


def test_shared_lists_hold_shapes_which_several_rules_and_parts_may_use() -> None:
    one = rule("combo", "{parts: [{words: [唐刀]}, {lists: [riddle, barter]}]}", "T1")
    two = rule("combo", "{parts: [{lists: [riddle]}, {lists: [barter, secrecy]}], same_sentence: false}", "T2")
    assert hits([one, two], "唐刀还剩七把") == ["唐刀还剩七把"]
    assert hits([one, two], "还剩十一罐，一罐一顿火锅") == ["还剩十一罐，一罐一顿火锅"]
    assert hits([one, two], "还剩两瓶。来了跟前台说“修灯的”") == ["还剩两瓶。来了跟前台说"]
    assert hits([one, two], "按桌收费") == []
    assert hits([one, two], "唐刀还有三天展出") == []


@pytest.mark.parametrize("name", WordList)
def test_shapes_of_shared_lists_cannot_hang_and_stand_there_once(name: WordList) -> None:
    shapes = shapes_of(name)
    assert len(shapes) == len(set(shapes))
    assert [Pattern.verified(shape) for shape in shapes] == list(shapes)

import msgspec
import pytest

from rednote_lint.errors import UserError
from rednote_lint.facts import Need
from rednote_lint.model import Confidence, Hit, Scope, TextRange, Veto
from tests.text_posts import BASE, answers, hits, params, rule, span


def words(text: str, code: str = "T1"):
    return rule("words", text, code)


def test_a_hit_stands_on_the_characters_typed() -> None:
    (hit,) = answers([words("{words: [最佳]}")], "全网最\u200b佳防晒")
    assert isinstance(hit, Hit)
    assert hit.evidence == "最\u200b佳"
    assert hit.where.text == TextRange(BASE + 2, BASE + 5)
    assert hit.via == ("compact",)
    assert hit.values["word"] == "最佳" and hit.values["hit"] == "最\u200b佳"
    assert hit.scope is Scope.BODY


def test_the_word_as_it_is_needs_no_obfuscation() -> None:
    (hit,) = answers([words("{words: [vx]}")], "VX")
    assert isinstance(hit, Hit) and hit.via == ()


def test_obfuscations_are_named() -> None:
    rules = [words("{words: [加微信], variants: {gap: 3, homophones: [contact]}}")]
    ways = {
        answer.evidence: answer.via
        for answer in answers(rules, "加Ⓦ微信 加微.信 茄薇信 加衛信")
        if isinstance(answer, Hit)
    }
    assert ways["加微.信"] == ("compact",)
    assert ways["茄薇信"] == ("homophone",)


def test_what_sounds_alike_is_less_sure() -> None:
    rules = [words("{words: [{w: 玛莎拉蒂, sound: true}]}")]
    (hit,) = answers(rules, "开马沙拉帝")
    assert isinstance(hit, Hit)
    assert hit.via == ("sound",) and hit.confidence is Confidence.MEDIUM
    assert hits([words("{words: [玛莎拉蒂]}")], "开马沙拉帝") == []


def test_latin_words_end_where_words_end() -> None:
    rules = [words("{words: [ass, vx]}")]
    assert hits(rules, "grass, g r a s s, an ass! 加vx联系 vx1") == ["ass", "vx"]
    assert hits(rules, "g r\na s s\ng o o d") == ["a s s"]
    assert hits([words("{words: [gambl], boundary: {ascii: prefix}}")], "Gambling, undergambl") == ["Gambl"]
    assert hits([words("{words: [vx], boundary: {ascii: none}}")], "vx123") == ["vx"]


def test_letters_set_apart_are_one_word_and_neighbours_are_not() -> None:
    rules = [words("{words: [viagra, therapist, link in bio]}")]
    assert hits(rules, "v i a g r a") == ["v i a g r a"]
    assert hits(rules, "v.i.a.g.r.a") == ["v.i.a.g.r.a"]
    assert hits(rules, "the rapist") == []
    assert hits(rules, "see linkinbio, Link  in  Bio") == ["linkinbio", "Link  in  Bio"]


def test_gaps_stop_at_sentence_ends_and_commas() -> None:
    rules = [words("{words: [最佳, 加微信]}")]
    assert hits(rules, "最 佳") == ["最 佳"]
    for text in ("最。佳", "最，佳", "最\n佳", "最！佳", "加微，信"):
        assert hits(rules, text) == [], text
    assert hits(rules, "加，微，信") == ["加，微，信"]


def test_gaps_cross_line_ends_in_pictures_and_subtitles() -> None:
    rules = [words("{words: [最佳], on: [ocr, subtitle]}")]
    needs = frozenset({Need.OCR, Need.SUBTITLES})
    for scope in (Scope.OCR, Scope.SUBTITLE):
        assert hits(rules, spans=(span("最\n佳", scope),), needs=needs) == ["最\n佳"]


def test_media_that_nobody_asked_for_are_not_read() -> None:
    rules = [words("{words: [最佳]}")]
    assert hits(rules, spans=(span("最佳", Scope.OCR),)) == []


def test_the_gap_is_the_rules_and_the_words() -> None:
    assert hits([words("{words: [最佳]}")], "最*~佳") == []
    assert hits([words("{words: [最佳], variants: {gap: 2}}")], "最*~佳") == ["最*~佳"]
    assert hits([words("{words: [{w: 最佳, gap: 2}]}")], "最*~佳") == ["最*~佳"]
    assert hits([words("{words: [最佳], variants: {gap: 0}}")], "最 佳, 最\u200b佳") == ["最\u200b佳"]
    assert hits([words("{words: [最佳], variants: {fold: false}}")], "最\u200b佳") == []


def test_stand_ins_do_not_cut_words_of_ordinary_speech() -> None:
    rules = [words("{words: [加微信], variants: {homophones: [contact]}}")]
    assert hits(rules, "大家微信聊") == []
    assert hits(rules, "佳威信聊") == ["佳威信"]


def test_a_hit_may_be_bound_to_tokens() -> None:
    plain, straddle = words("{words: [收到货]}"), words("{words: [到货], boundary: {cjk: straddle}}")
    assert hits([plain], "刚收到货了") == ["收到货"]
    assert hits([straddle], "刚收到货了") == []
    assert hits([straddle], "今天到货了") == ["到货"]


def test_marks_of_a_word_must_be_there() -> None:
    rules = [words("{words: ['100%有效', '100%']}")]
    assert hits(rules, "１００％有 效") == ["１００％有 效"]
    assert hits(rules, "100元有效, 100") == []


def test_emoji_can_be_words() -> None:
    assert hits([words("{words: [💊, ❄️💊]}")], "卖💊 ❄️💊") == ["💊", "❄️💊"]


def test_of_nested_hits_the_longest_stays_unless_it_is_let_pass() -> None:
    rules = [words("{words: [最佳, {w: 最佳拍档, unless: {negated: true}}]}")]
    assert hits(rules, "最佳拍档") == ["最佳拍档"]
    assert hits(rules, "不是最佳拍档") == ["最佳"]


def test_different_rules_both_answer() -> None:
    found = answers([words("{words: [最佳]}", "A1"), words("{words: [最佳拍档]}", "B1")], "最佳拍档")
    assert {answer.code for answer in found} == {"A1", "B1"}


def test_exceptions_of_the_word_and_of_the_rule_are_both_asked_and_recorded() -> None:
    text = "{words: [{w: 国家级, unless: {cover: [国家级博物馆]}}, 最佳], unless: {near: {any: [目标]}}}"
    rules = [words(text)]
    found = answers(rules, "国家级博物馆。目标是国家级。国家级面霜")
    assert [type(answer) for answer in found] == [Veto, Veto, Hit]
    reasons = [answer.reason.en for answer in found if isinstance(answer, Veto)]
    assert reasons == ["covered by “国家级博物馆”", "near “目标”"]
    assert isinstance(found[-1], Hit)


def test_requirements() -> None:
    rules = [words("{words: ['100%'], require: {near: {window: 6, any: [有效, 安全]}}}")]
    assert hits(rules, "100%纯棉") == []
    assert hits(rules, "100%纯棉，不过它100%安全") == ["100%"]


def test_suggestions_are_passed_on() -> None:
    (hit,) = answers([words("{words: [{w: 最佳, suggest: [很不错, 喜欢]}]}")], "最佳")
    assert isinstance(hit, Hit)
    assert hit.suggestions == ("很不错", "喜欢") and hit.values["suggest"] == "很不错、喜欢"


def test_scopes() -> None:
    rules = [words("{words: [最佳], on: [title]}")]
    assert hits(rules, "最佳") == []
    assert hits(rules, "", title="最佳") == ["最佳"]


def test_an_inline_tag_is_answered_once() -> None:
    tag = msgspec.structs.replace(
        span("最佳", Scope.TAGS), where=msgspec.structs.replace(span("").where, text=TextRange(BASE + 1, BASE + 3))
    )
    assert hits([words("{words: [最佳]}")], "#最佳[话题]#", tags=(tag,)) == ["最佳"]


def test_the_platforms_own_codes_are_not_words() -> None:
    rules = [words("{words: [害羞, 话题, best]}")]
    assert hits(rules, "[害羞R] #京都[话题]# https://best.example/best @best") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{words: []}", "empty"),
        ("{words: ['。。']}", "nothing but marks"),
        ("{words: ['…']}", "nothing but marks"),
        ("{words: [' 最佳']}", "space"),
        ("{words: [最]}", "reason"),
        ("{words: [最佳, 最佳]}", "twice"),
        ("{words: [VX, vx]}", "twice"),
        ("{words: [最佳拍档], unless: {cover: [最佳]}}", "never be hit"),
        ("{words: [{w: 最佳, unless: {cover: [最佳]}}]}", "never be hit"),
        ("{words: [最佳], unless: {cover: [国家级博物馆]}}", "none of the words"),
        ("{words: [{w: 最佳, sound: true}]}", "too short"),
        ("{words: [{w: 最佳, lang: en}]}", "no Latin letter"),
        ("{words: [{w: best, lang: zh}]}", "no Chinese"),
        ("{words: [最佳], variants: {gap: 9}}", "gap"),
        ("{words: [最佳], on: [image]}", "no text"),
        ("{words: [最佳], on: []}", "no scope"),
        ("{words: [最佳], unless: {cover_re: ['(']}}", "does not compile"),
        ("{words: [最佳], wrods: []}", "unknown key `wrods`"),
    ],
)
def test_mistakes_are_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(UserError, match=complaint):
        params("words", text)


def test_a_reason_makes_one_character_enough() -> None:
    assert hits([words("{words: [{w: 赌, reason: always of interest}]}")], "赌") == ["赌"]


def test_neighbours_are_looked_for_as_far_as_a_reader_sees() -> None:
    shy = rule("words", "words: [口令]\nunless: {near: {window: 4, any: [银行]}}")
    assert hits([shy], "口令\u200b\u200b\u200b\u200b是给银行") == []
    assert hits([shy], "口令是给那家银行") == ["口令"]


def test_claims_of_others_pass_where_a_rule_says_so() -> None:
    text = "骗子说日赚三百。日赚三百"
    plain = "words: [日赚三百]"
    assert hits([rule("words", plain)], text) == ["日赚三百", "日赚三百"]
    veto, hit = answers([rule("words", f"{plain}\nreported: pass")], text)
    assert isinstance(veto, Veto) and veto.reason.en == "reported, not claimed: “骗子”"
    assert isinstance(hit, Hit) and hit.where.text == (BASE + 8, BASE + 12)


def test_what_a_caption_is_about_excuses_no_evidence() -> None:
    warned = [rule("words", "words: [号在这]\nreported: warned")]
    assert hits(warned, "考研英语笔记，号在这") == ["号在这"]
    assert hits([rule("words", "words: [号在这]\nreported: pass")], "考研英语笔记，号在这") == []
    assert hits(warned, "差点被骗，那人说号在这") == []
    assert hits(warned, "警方提醒：“号在这”多是骗局") == []

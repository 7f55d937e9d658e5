"""Told stories: whether a caption that offers nothing looks back at, warns of or makes fun of what it names.

Read one sentence further than the claim in both directions. A caption with any call to its readers tells nothing: in
an advertisement the same words frighten or reassure.
"""

from __future__ import annotations

import re

from rednote_lint.text.words.context import SENTENCE_BREAK, within_sentence
from rednote_lint.text.words.denial import OTHERS, stands

_REACH = 90
_LONGEST = 2000
"""A caption has a thousand characters at most; a longer text is not searched anew for every claim in it."""
_CALLING = re.compile(
    r"私(?:信|聊|我|戳|密|发)|[戳滴]我|滴滴|加我|加[微vw]|找我|问我|联系|链接|主页(?!君)|橱窗|小黄车|购物车|下单"
    r"|名额|优惠|包邮|现货|发货"
    r"|接单|的来|敢[看来]|倒着读|有需要|需要的|想要的|要的(?:来|扣|私|评)|想[做试学看赚]的|懂的|感兴趣|咨询|预约"
    r"|报名|认准|上车|[快速]来|冲[！!呀吧鸭]|试试"
    r"|扣 ?[1一]|评论区?(?:扣|打|留|回|见|拿|领)|领取|自取|回[复我]|打给|带你|教你|跟我|用我|报我|我手里|靠(?:它|这"
    r"|我)|喝它|吃它|用它|只有它|(?:急|诚|长期)?[招聘](?:聘|人|工|兼|全|[^，。]{0,6}员)|多亏|亲测|回购|安利"
    r"|免费|包(?:过|会|赔|退|教|拿|你)|(?:帮|给|替|为)(?:你|大家|姐妹|宝)|你们?也|你只|我们?[可能]以?[帮给做办开]"
    r"|本店|我家|店里"
    r"|\b(?:dms?|message me|text me|inbox|link(?:s|ed)?|bio|comment|order|shop|codes?|join|available|ask me|hit me"
    r"|hmu|sign up"
    r"|for sale|sell(?:ing)?|get yours|grab|try (?:it|this|them)|click|tap|nominat\w+|check out|book (?:now|a)"
    r"|who wants|want (?:one|in|yours)"
    r"|we (?:can|will|make|offer|ship|help)|i(?:['’]ll| can| will) (?:show|send|help|teach|make|get)|you(?:['’]ll"
    r"| can| will| too))\b"
)
"""Words that ask readers to do something, or promise them something."""
_TELLING = re.compile(
    r"小时候|那时候|那会儿|那些年|(?:19|20)\d\d年(?=[^，。！？\n]{0,24}(?:日子|时候|那会|那年))|想当年"
    r"|(?:烂了?|毁了?|整坏)(?:我的?)?脸|查出来?[^，。！？\n]{0,4}(?:含|汞|激素|超标)|(?:药检|检测"
    r"|化验)[^，。！？\n]{0,4}(?:出|含|超标)"
    r"|(?<!不)含(?:汞|西布曲明|激素)|进了?(?:重症|icu|急诊|医院|抢救)|(?:送|挂|跑)了?急诊|酸?中毒|(?:输|赔|亏)(?:掉"
    r"|光|没)了?"
    r"|(?:被)?派出所[^，。！？\n]{0,6}(?:叫|请|带|传)|拘留|判决|露馅|穿帮|真没必要|太离谱"
    r"|(?:别|不要|千万别|再也不)(?:再)?(?:信|买|碰|贪|沾|点进|上当)|信了[“‘「『\"]|信了[^，。！？\n]{1,12}(?:停|结果"
    r"|花|被)"
    r"|退出?了(?=[^，。！？\n]{0,8}群)|拉黑了|举报|录(?:了音|音了)|吐槽|踩坑|避坑|揭秘|辟谣|科普|谣言|骗子|骗局|被骗"
    r"|诈骗|反诈"
    r"|考古|展厅|博物馆|纪录片|剧情|这部剧|剧里|(?<!照)片子?里|(?:这本|那本|看|读|追|写)[^，。]{0,3}小说|台词|脱口秀"
    r"|段子|历史课"
    r"|无语|好气|离谱[，。！？]|像在?念|口播"
    r"|\b(?:when i was (?:a kid|little|small|six|seven|eight|nine|ten|twelve|\d+)|as a kid|back in (?:the |19|20)"
    r"|years ago"
    r"|caught (?:a|an|someone|another|two)|tested (?:it|positive|high)|full of mercury|contained|recalled"
    r"|threw (?:it |them )?(?:out|away)"
    r"|(?:don['’]?t|do not|never|stop) (?:put|buy|believe|trust|fall|use|do) (?:it|this|that|these|them|for)"
    r"|not worth (?:it|the)|(?:sick|tired) of (?:hearing|people|those|these|this|the|your?|seeing|['\"“])|fed up"
    r"|so-called|reach drops|get(?:s)? stripped|shadow ?bann?(?:ed)?"
    r"|scam(?:s|med|mers?)?|fraud|arrested|jailed|court|police|hospitali[sz]ed|rehab|relapse|recovery|sober|museum"
    r"|exhibit(?:ion)?"
    r"|documentary|novel|(?:the|this|that|a) film|sitcom|satire|parody|history class|true crime|podcast"
    r"|reported (?:it|them|him|her))\b"
)
"""Words that tell of harm, of the past, of a work or of a refusal."""

_HEADED = re.compile(
    r"\A[^，。！？!?\n]{0,12}(?P<word>吐槽|辟谣|避雷|提个醒|踩坑记?|揭秘|科普|影评|书评|观后感|读后感)[：:]"
)
"""How a caption opens that names what it is."""


def told(text: str, start: int, end: int) -> str | None:
    """Return what tells, up to one sentence before or behind a claim, that nothing is offered in the caption, or None.

    Args:
        text: the folded text.
        start: of the claim.
        end: of the claim.
    """
    if len(text) > _LONGEST or _CALLING.search(text):
        return None
    if heading := _HEADED.match(text):
        return heading.group("word")
    left, right = _neighbours(text, start, end)
    for match in _TELLING.finditer(text, left, right):
        beside = match.end() <= start or match.start() >= end
        if beside and stands(text, match.start(), match.end()) and not OTHERS.search(text, left, match.end()):
            return match.group()
    return None


def _neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the sentence of a claim and of one sentence on each side of it."""
    farthest, last = max(0, start - _REACH), min(len(text), end + _REACH)
    left, right = within_sentence(text, start, end, farthest, last)
    if left > farthest:
        left = max((match.end() for match in SENTENCE_BREAK.finditer(text, farthest, left - 1)), default=farthest)
    if right < last:
        following = SENTENCE_BREAK.search(text, right + 1, last)
        right = following.start() if following else last
    return left, right

"""Accounts in WeChat, QQ and Taobao: ids, group numbers, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

from rednote_lint.text.patterns.reach import near

_BETWEEN = r"[^\w\n]{0,4}"
LINK = (
    "我的?|你|好友|号码?|haoma|hao|shi|sou|id|账[号户]|帐号|同号|就?是|为|搜索?|加|找我?|联系|名字?|里|上|number|no|me|is|at|name"
    "|user ?name|account|under"
)
"""Words between the name of an app and an id."""
_TO_ID = rf"{_BETWEEN}(?:(?:{LINK}){_BETWEEN}){{0,3}}"
_ID = r"(?P<id>[a-z][a-z0-9_-]{5,19}|[1-9][0-9]{5,11}|[a-z0-9_-]{6,20})(?![a-z0-9_])"
_WEI, _XIN = (
    "伟伪卫味唯喂委威娓尾巍帏帷慰炜煨玮畏维纬胃苇萎葳蔚薇谓魏围违韦惟潍猬微徽溦位未为",
    "信心忻新昕欣芯薪辛鑫锌馨歆莘",
)
"""Characters that sound like those of 微信; before an id only, because some of them are in every sentence."""
_HEART = "❤♥💕💗💓🩷💛💚💙💜🖤🤍🤎💟♡🧡"
_DISGUISED = (
    rf"(?!维新|唯心|违心|味新|为新|未新|位新|微新|为信|为心)[{_WEI}][{_XIN}]|(?:[{_WEI}]|(?<![a-z])wei) ?"
    rf"(?:[{_HEART}]|x(?:in)?(?![a-z]))"
    rf"|(?<![a-z])(?:[vw]|wei) ?(?:[{_XIN}{_HEART}]|亻言)|[微薇威]亻言|[微薇徽]亻"
    r"|(?<![a-z0-9])(?:(?:tian ?)?jia ?(?:wo ?)?(?:de ?)?)?(?:wei[ -]?xin|wei ?x|v ?xin|w ?xin|weixn|wexin|vixin|w3ixin"
    r"|we1xin|wechet|w3chat|wech4t|we+[- ]chat|weichat|wecaht|vee ?chat|wechatt)(?![a-z])"
    r"|(?<![a-z0-9])jia ?(?:wo ?)?(?:de ?)?(?:v|w|vx|wx|wei)(?![a-z])"
    r"|(?:力口|[加➕+搜])[^\w\n]{0,2}(?:🟢|🟩|💚|📗|💬|🍀)"
    r"|(?<![a-z0-9])[vw][ .·・/\\|-]x(?![a-z])"
    r"|(?<=[我加的找搜同])[卫微威薇维][星兴幸醒杏](?=[号:： 是=])"
    r"|(?:小绿(?!植|车)|绿色?的?(?:泡泡|气泡|软件|图标|app|聊天软件))(?:上|里|号)?"
)
"""What stands for it before an id; such an id has a digit or `_`."""
_TOKEN = re.compile(r"[a-z0-9_-]{6,}")
"""What every id has."""
_LONGEST_ID = 20
_BEFORE_ID = re.compile(rf"(?:{_DISGUISED}){_TO_ID}\Z")
_REACH = 32
_WECHAT = re.compile(
    r"(?P<cue>微信|薇信|威信|徽信|维信|v信|微心|微芯|薇芯|weixin|wechat|绿泡泡|绿色软件"
    r"|(?<![a-z0-9])(?:vx|wx|v)(?![a-z])|(?<![a-z0-9])(?:vx|wx)(?=[a-z_-]{1,12}[0-9])|🛰|(?:(?<=[加+➕])|(?<=加我))[微薇威徽维]"
    r"|[薇威徽](?=[^\w\n])|(?<=[加来找➕+])(?:vx|wx|v)(?!ip|log)(?=[a-z_-]{2,14}[0-9]))" + _TO_ID + _ID
)
_CUE = re.compile("[微薇威徽维绿🛰vw]")
"""What such a cue begins with; looked for first, because it is found faster."""
_SURE_CUES = frozenset(["微信", "薇信", "威信", "徽信", "v信", "weixin", "wechat", "vx", "wx"])
_QQ_DIGIT = "0-9〇一二三四五六七八九零幺洞拐壹贰叁肆伍陆柒捌玖"
_QQ = re.compile(
    r"(?:(?<![a-z])(?:q ?q|q|kou ?kou|qiu ?qiu)(?![a-z])|[扣叩抠寇蔻口囗]{2}|[球秋丘邱裘囚逑]{2}|⚽{2}|🏀{2}"
    r"|小?企鹅|[🐧鹅q]鹅?(?=[群裙号])|🐧{1,3}鹅?"
    r"|penguin(?: app)?|(?<=[加+➕])[扣群裙]|(?:微信|交流|粉丝|福利|进)?[群裙]号)"
    rf"{_BETWEEN}(?:(?:[群裙号]|号码|hao|联系|搜索?|加|找(?:我|团长|店主|老板|店家|客服|群主|管理员?)?|是|为|number|no|id|is|qun){_BETWEEN}){{0,3}}"
    rf"(?P<id>(?![0零〇洞])[{_QQ_DIGIT}](?:[ .-]?[{_QQ_DIGIT}]){{5,11}})(?![{_QQ_DIGIT}])"
)
_SIX_DIGITS = re.compile(rf"[{_QQ_DIGIT}](?:[ .-]?[{_QQ_DIGIT}]){{5}}")
"""What every such number has; looked for first, because it is found faster."""
_LONGEST_QQ = 80
"""Characters that such a number, its cue and all that it looks at fill at most."""
_POINTED = re.compile(
    rf"(?<![a-z0-9_]){_ID}[^\w\n]{{0,2}}(?:[←⬅👈]|<[-=]+)[^\w\n]{{0,2}}"
    r"(?:微信|薇信|威信|[薇威](?![\w])|(?<![a-z])(?:weixin|wechat|vx|wx|v)(?![a-z]))"
)
"""An id, and an arrow from the name of the app to it."""
_ARROW = re.compile("[←⬅👈]|<[-=]")
_END = itemgetter(1)
_TAOBAO = re.compile(r"(?P<mark>[￥¥€₤₳₴₰])\s?(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{8,14}\s?[￥¥€₤₳₴₰]")


def wechat_ids(text: str) -> Iterator[tuple[int, int]]:
    """Yield a channel word with the id after it; an id without a digit counts only where the cue says `号` or `：`."""
    if not _TOKEN.search(text):
        return
    found = merge(_after_disguises(text), _after_plain_words(text), _before_arrows(text), key=_END)
    yield from (next(same) for _, same in groupby(found, key=_END))


def _after_plain_words(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for cue in _CUE.finditer(text):
        match = _WECHAT.match(text, cue.start()) if cue.start() >= end else None
        if match is None:
            continue
        end = match.end()
        between = text[match.end("cue") : match.start("id")]
        stated = match["cue"] in _SURE_CUES and any(sign in between for sign in ("号", "：", ":", "id"))
        mixed = any(char.isdigit() or char == "_" for char in match["id"])
        if stated or (mixed and (match["cue"] != "v" or between or match["id"].isdigit() or match["id"][0].isalpha())):
            yield match.span()


def _after_disguises(text: str) -> Iterator[tuple[int, int]]:
    """Look from each id back for what stands for the word: texts have few ids, and many hanzi that sound like it."""
    for match in _TOKEN.finditer(text):
        if len(match.group()) <= _LONGEST_ID and not match.group().replace("-", "").isalpha():
            cue = _BEFORE_ID.search(text, max(0, match.start() - _REACH), match.start())
            if cue is not None:
                yield cue.start(), match.end()


def _before_arrows(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in near(_POINTED, text, _ARROW, _LONGEST_ID + _REACH))


def qq_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield QQ and group numbers with the cue before them."""
    return (match.span() for match in near(_QQ, text, _SIX_DIGITS, _LONGEST_QQ))


def taobao_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the codes that open a shop's page in the Taobao app."""
    return (match.span() for match in _TAOBAO.finditer(text))

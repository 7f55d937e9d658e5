"""Accounts elsewhere: WeChat ids, QQ and group numbers, handles on other platforms, Taobao codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BETWEEN = r"[^\w\n]{0,4}"
_TO_ID = rf"{_BETWEEN}(?:号码?|id|账号|同号|是|为|搜|加|联系)?{_BETWEEN}"
_ID = r"(?P<id>[a-z][a-z0-9_-]{5,19}|[1-9][0-9]{5,11}|[a-z0-9_-]{6,20})(?![a-z0-9_])"
_WEI, _XIN = "伟伪卫味唯喂委威娓尾巍帏帷慰炜煨玮畏维纬胃苇萎葳蔚薇谓魏", "信心忻新昕欣芯薪辛鑫锌馨"
"""Characters that sound like those of 微信; closed, because some that sound so are in every sentence."""
_DISGUISED = (
    rf"(?!维新|唯心|违心|味新)[{_WEI}][{_XIN}]|[微薇]亻言|[微薇徽]亻"
    r"|(?<![a-z0-9])(?:jia ?)?(?:wei[ -]?xin|wei ?x|v ?xin|w ?xin|weixn|wexin|vixin|w3ixin|we1xin|wechet|w3chat"
    r"|wech4t|we[- ]chat)(?![a-z])"
    r"|(?<![a-z0-9])jia ?(?:v|w|vx|wx)(?![a-z])|(?:力口|[加➕+搜])[^\w\n]{0,2}(?:🟢|🟩|💚|📗|💬|🍀)"
    r"|(?<![a-z0-9])[vw][ .·・/\\|-]x(?![a-z])"
)
"""What stands for it before an id; such an id has a digit or `_`."""
_TOKEN = re.compile(r"[a-z0-9_-]{6,}")
_LONGEST_ID = 20
_BEFORE_ID = re.compile(rf"(?:{_DISGUISED}){_TO_ID}\Z")
_REACH = 20
_WECHAT = re.compile(
    r"(?P<cue>微信|薇信|威信|徽信|维信|v信|微心|微芯|薇芯|weixin|wechat|绿泡泡|绿色软件"
    r"|(?<![a-z0-9])(?:vx|wx|v)(?![a-z])|(?<![a-z0-9])(?:vx|wx)(?=[a-z_-]{1,12}[0-9])|🛰|(?<=[加+➕])[微薇威徽维]"
    r"|[薇威徽](?=[^\w\n]))" + _TO_ID + _ID
)
_SURE_CUES = frozenset(["微信", "薇信", "威信", "徽信", "v信", "weixin", "wechat", "vx", "wx"])
_QQ_DIGIT = "0-9一二三四五六七八九零幺洞拐壹贰叁肆伍陆柒捌玖"
_QQ = re.compile(
    r"(?:(?<![a-z])(?:q ?q|q)(?![a-z])|扣扣|叩叩|抠抠|蔻蔻|寇寇|口口|企鹅|🐧|球球|秋秋|丘丘|邱邱"
    r"|(?<=[加+➕])[扣群裙]|(?:微信|交流|粉丝|福利|进)?[群裙]号)"
    rf"{_BETWEEN}(?:群|裙|号|号码|联系|是"
    rf"|为)?{_BETWEEN}(?P<id>(?![0零洞])[{_QQ_DIGIT}](?:[ .-]?[{_QQ_DIGIT}]){{5,11}})(?![{_QQ_DIGIT}])"
)
_TAOBAO = re.compile(r"(?P<mark>[￥¥€₤₳₴₰])\s?(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{8,14}\s?[￥¥€₤₳₴₰]")
_LEET = "1nstagram|inst4gram|t3legram|te1egram|telegr4m|wh4tsapp|what5app|whatsap"
_ABROAD = (
    rf"{_LEET}|ins|ig|instagram|insta|tiktok|tik tok|tt|twitter|推特|youtube|油管|telegram|tg|电报|纸飞机|whatsapp"
    r"|whats app|snapchat|facebook|fb|discord|threads|line|kakao|skype|weibo|微博|pinterest|onlyfans"
)
_PLAIN = (
    rf"{_LEET}|ins|ig|instagram|insta|tiktok|twitter|推特|telegram|tg|电报|纸飞机|whatsapp|whats app|snapchat"
    "|facebook|fb|discord|kakao|skype"
)
"""Names after which an id counts that nothing but a blank sets off; `line 2b` and `tt 3x` are ordinary words."""
_VERSION = (
    r"(?:i?phone|ipad|i?os|ipados|mac|android|windows|win|web|mp|h|top|gpt|covid|ver|version"
    r"|vol|part|day|no|v|q|s|ep|gen)"
)
_ID_ABROAD = rf"(?!{_VERSION}[._]?[0-9]+(?![a-z0-9_.]))(?=[a-z.]*[0-9_])[a-z][a-z0-9_.]{{3,28}}[a-z0-9_](?![a-z0-9_@])"
"""Letters and digits: a word alone is no id, nor is what counts versions."""
_HANDLE = re.compile(
    rf"(?<![a-z0-9])(?:{_ABROAD})(?: ?(?:id|号|账号|account|handle|user(?:name)?))?"
    r" ?(?:[:：=@]|👉|➡️?|is ){1,2} ?(?P<name>[@+]?(?=[\w.]*[a-z0-9])[a-z0-9_.]{3,30})"
    rf"|(?<![a-z0-9])(?:{_PLAIN})(?: ?(?:id|号|账号|account))?[ \u3000]{{0,2}}(?<![a-z])(?P<id>{_ID_ABROAD})"
    r"|(?P<cn>抖音号|抖音id|快手号|快手id|公众号|闲鱼号|闲鱼id|b站号|微博号)[^\w\n]{0,3}(?:是"
    r"|搜)?[^\w\n]{0,3}[a-z0-9_][\w.-]{2,19}"
)


def wechat_ids(text: str) -> Iterator[tuple[int, int]]:
    """Yield a channel word with the id after it; an id without a digit counts only where the cue says `号` or `：`."""
    disguised = list(_after_disguises(text))
    plain = (found for found in _after_plain_words(text) if all(found[1] != end for _, end in disguised))
    yield from sorted({*plain, *disguised})


def _after_plain_words(text: str) -> Iterator[tuple[int, int]]:
    for match in _WECHAT.finditer(text):
        between = text[match.end("cue") : match.start("id")]
        stated = match["cue"] in _SURE_CUES and any(sign in between for sign in ("号", "：", ":", "id"))
        mixed = any(char.isdigit() or char == "_" for char in match["id"])
        if stated or (mixed and (match["cue"] != "v" or between or match["id"].isdigit())):
            yield match.span()


def _after_disguises(text: str) -> Iterator[tuple[int, int]]:
    """Look from each id back for what stands for the word: texts have few ids, and many hanzi that sound like it."""
    for match in _TOKEN.finditer(text):
        if len(match.group()) <= _LONGEST_ID and not match.group().replace("-", "").isalpha():
            cue = _BEFORE_ID.search(text, max(0, match.start() - _REACH), match.start())
            if cue is not None:
                yield cue.start(), match.end()


def qq_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield QQ and group numbers with the cue before them."""
    return (match.span() for match in _QQ.finditer(text))


def taobao_codes(text: str) -> Iterator[tuple[int, int]]:
    """Yield the codes that open a shop's page in the Taobao app."""
    return (match.span() for match in _TAOBAO.finditer(text))


def handles(text: str) -> Iterator[tuple[int, int]]:
    """Yield handles with the name of their platform before them; after a mere `is`, no plain word is a handle."""
    for match in _HANDLE.finditer(text):
        name = match["name"]
        if name is not None and name.isalpha() and text[: match.start("name")].endswith("is "):
            continue
        end = match.start() + len(match.group().rstrip("."))
        yield match.start(), end

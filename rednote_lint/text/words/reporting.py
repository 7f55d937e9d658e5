"""Reported speech: whether the author passes a claim on, warns of it or denies it, instead of making it.

Only the sentence that the claim stands in speaks for it, the heading of its list, or how the caption opens, where
nothing is sold in it: a warning at the end of a caption says nothing about what was claimed before.
"""

from __future__ import annotations

import re

from rednote_lint.model import Bilingual
from rednote_lint.text.views import Views
from rednote_lint.text.words.context import Ranges, quoted_by, within_sentence
from rednote_lint.text.words.denial import OTHERS, denied, refuted, stands
from rednote_lint.text.words.framing import SELLING, framed

_LEFT, _RIGHT = 48, 60
_AFTER = 60
_ALL_QUOTES = "《》〈〉“”‘’「」『』"
_WARNED = re.compile(
    r"骗子|骗我|骗局|诈骗|欺诈|法院|被骗|上当(?![天年日晚地时场])|反诈|防骗|(?:警方|公安|民警)(?:[:：]|通报|发布|表示|查获|打掉|端掉|破获|捣毁|抓获)"
    r"|(?:警方|民警)(?:提醒"
    r"|提示)|警惕|谨防"
    r"|提防|话术|套路|陷阱|谣言|辟谣"
    r"|谎称|谎言|虚假宣传|夸大宣传|假借|冒充|忽悠|鼓吹|吹嘘|打着|为诱饵|为幌子|传销|割韭菜|智商税|道歉"
    r"|不该[说骂叫]|落网|被捕|被抓"
    r"|刑拘|判刑|判处|立案|查处|罚款|被罚|取缔|非法(?:荐股|集资|行医|经营)"
    r"|听信|误信|信了[^，。]{0,4}(?:偏方|神医|推销|[“「『\"])|露馅|穿帮|被识破|一眼假|全是坑|都是坑|被坑了?|中招|含汞|含激素|审稿|退稿|退了一[篇条]"
    r"|驳回|返工|不合规|违规词|违禁词|极限词|禁用词"
    r"|(?:别|不要|不能|千万别)(?:再)?(?:信|相信|轻信|听信|被)"
    r"|最?后悔的事|别学(?!我)|犯法|快跑|(?:都|再)?别碰|别再?往里跳|(?:被|遭)[^，。！？\n]{0,12}骗[去走光到进]|没有[^，。！？\n]{0,16}的好事"
    r"|(?:已|就|直接|赶紧)(?:打)?(?:110|12\d{3})"
    r"|\b(?:police|scam(?:s|mers?|med)?|fraud(?:sters?)?|beware|watch out|warn(?:s|ed|ing)?|apologi[sz]\w*"
    r"|sorry for (?:calling|saying)|arrested|fined"
    r"|convicted|lawsuit|myths?|debunk\w*|the news(?=:)|(?:article|documentary|podcast|report) (?:on"
    r"|about)|court heard"
    r"|(?:don['’]t|do not|never) (?:believe|trust|fall for)|died (?:from|of|after)|overdosed"
    r"|(?:does|do|did|can|could|will|would)(?:n['’]t| not) (?:cure|heal|treat|reverse|erase|remove"
    r"|melt|fix)|cannot (?:cure|heal|treat|reverse|fix))\b"
)
_HARMED = re.compile(
    r"送医|送(?:来|到|进|去|往)?(?:了)?(?:急诊|医院|抢救)|送来时|抢救|中毒|晕倒[^，。]{0,4}[送被]|洗胃|进了?(?:icu|急诊)"
    r"|[肝肾]功?能?(?:损伤|衰竭)|报了?警|血本无归|亏(?:了|掉|光|惨)(?![算我包退赔])|提不出来?|联系不上|跑路"
    r"|欠(?:了|下)|输(?:光|掉|得)|心悸|倾家荡产|卖(?:了|掉)[^，。]{0,4}房"
    r"|\b(?:(?:landed|ended up|wound up) (?:back )?(?:in|at)|put (?:him|her|me|them) in|rushed to) (?:the |an? )?"
    r"(?:er|icu|hospital|emergency room)\b|\bhospitali[sz]ed\b|\blost (?:everything|all (?:my|his|her|their)|\$ ?\d)"
    r"|\b(?:disappeared|vanished|ran off) with (?:my|our|the|all)\b|\bgave (?:me|her|him) (?:\w+ ){0,5}?"
    r"(?:cramps|hives|a rash|migraines?|palpitations|the runs|diarrh?ea|toilet|blisters|burns|infections?)\b"
)
"""What a claim led to, behind it."""
_UNABLE = re.compile(
    r"(?:\b(?:(?:does|do|did|can|could|will|would)(?: not|n['’]t)|cannot|nothing(?: can| will)?)"
    r"(?: [“‘'\"]?[a-z]{2,12}['’\"]?){0,2}"
    r"|(?<!能)不能|无法|不可能) ?[“‘'\"]?\Z"
)
"""What a thing does not do, between the parts of a claim."""
_DECLINED = re.compile(
    r"第一个不(?:同意|答应)|当场不同意|我不同意|跟(?:他|她|谁|你)急|"
    r"我?(?:拒|拒绝|回绝)了|没理(?:他|她|它|会)|挂了(?!号)|(?:全|都)扔了|拉黑了|退群了|举报了"
    r"|\b(?:i|we) (?:hung up|blocked (?:him|her|them|it)|reported (?:him|her|them|it))\b"
    r"|\bno,? thank(?:s| you)\b"
)
"""What the author did about an offer of others, behind it."""
_PUN = re.compile(r"\A[^.!?\n]{0,6}\bbut (?:it['’]s|they['’]re|make it) (?:just|only|all|actually) ")
"""What the words are said to mean instead."""
_SAID = re.compile(
    r"(?:有人|微商|刷手|黄牛|贩子|小贩|做推广的|推销的|群友|群里|(?<!其)他们?|她们?|对方|客服|商家|卖家|店家|销售|推销员?|中介|广告|文案|包装上?"
    r"|传单|海报|短信"
    r"|邮件|电话里|陌生人|机构|公司)"
    r"[^，,。；]{0,6}?(?:(?<!小)说|称|写着?|告诉我|跟我讲|承诺|保证|吹|让我|要我|拉我|发来|喊着?)"
    r"|(?:号称|声称|宣称|自称|所谓的?|标榜|吹得?)(?=[^，,。；]{0,8}\Z)"
    r"|\b(?:they|he|she|someone|(?:a|the|some|this) (?:guy|man|woman|stranger|sellers?|caller|ads?|e-?mail"
    r"|message|website|label|box|agent|news|article|paper|documentary|court"
    r"|recruiter|company|clinic|salesm[ae]n)|ads|an (?:ad|e-?mail|agent))(?: \w+){0,3}? (?:told|tells?|said"
    r"|says?|claim(?:s|ed)?|promis(?:es?|ed)"
    r"|swore|insist(?:s|ed)?|offer(?:s|ed)?|reads?|advertis(?:es?|ed))\b|\b(?:was|were|got|been) (?:told"
    r"|promised|offered|assured)\b|\b(?:so-called|supposedly|allegedly)\b"
)
_CALLED = re.compile(
    r"被人?(?:(?:喊|叫|说|问|笑|称)过|骂|嘲笑|取笑|开过|戏称)(?:好?[几多]次|不少|很多)?|谁再(?:说|讲|喊|叫)|听[够惯腻]了?"
)
"""Others say it, of the author or of somebody whom the author defends; also between the parts of a claim."""
_TRUSTED = re.compile(
    r"医生|医师|专家|院士|教授|客户|顾客|姐妹|闺蜜|朋友(?!圈)|同事|用过|老师|明星|博主|宝妈|老公|妈妈|家人"
    r"|(?<![a-z])(?:doctors?|dermatologists?|experts?"
    r"|customers?|clients?|friends?|everyone|patients?|pharmacists?|nutritionists?|my \w+(?! (?:was|were|got"
    r"|had been) ))(?![a-z])"
)
"""Whose words recommend."""
_QUOTING = re.compile(
    r"(?<!我)(?<!我们)(?:说|称|写|写着|写的|喊着?|标榜|所谓的?|叫|said|says?|claims?|promises?|reads?"
    r"|called)[：:，, ]{0,2}[《“‘「『\"][^”’」』\"]{0,40}\Z"
)
_MENTIONED = re.compile(
    r"\A[”’」』\"](?:[、，, ]{0,2}[“‘「『\"][^”’」』\"\n]{0,16}[”’」』\"]){0,6}(?:[这那][么样]?)?"
    r"(?:[一两二三四五六七八几]个(?:字|词)|字样|一词|[的等这那](?:种|类|些|样的)?(?:词语?|字眼|说法|宣传语?|表述|承诺|字样|文案|标题)"
    r"|(?:的|那种|这种|那类|小)*(?:传单|电话|短信|广告|帖子|横幅|海报|牌子|招牌|弹窗|邮件|推销|卡片|字条|包装)"
    r"|(?:is|are) (?:a |the )?(?:word|phrase|claim|term|sentence)s?\b"
    r"|(?: ?\w+)? ?(?:sign|mug|t-?shirt|sticker|poster|billboard|flyer|banner|headline|magnet|e-?mail|voicemail)s?\b)"
)
"""Behind the closing mark: the words themselves are spoken of."""
_OTHER_WORDS = r"[^”’」』\"\n]{0,16}[”’」』\"][、，, ]{0,2}[“‘「『\"]"
_MENTIONING = re.compile(
    r"(?:出现|看到|见到|听到|碰到|碰上|遇到|遇上|凡是|一见"
    r"|(?:不能|不可以?|不得|不许|不让|禁止|避免)(?:写|用|使用|标注?|出现|宣传|宣称)"
    r"|\b(?:if|when(?:ever)?) (?:you|someone|somebody|an? \w+) (?:see|hear|read|says?|promises?|offers?)"
    r"|\bthe (?:words?|phrases?|terms?|sentence|line|slogan))"
    rf"[^。！？!?\n“”‘’「」『』\"]{{0,8}}[“‘「『\"](?:{_OTHER_WORDS}){{0,6}}[^”’」』\"\n]{{0,40}}\Z"
)
"""Before a quotation: what one does with words, not what they promise."""
_QUOTED = re.compile(r"“[^”\n]{0,40}”|‘[^’\n]{0,40}’|「[^」\n]{0,40}」|『[^』\n]{0,40}』|\"[^\"\n]{0,40}\"")
_MARKS = '“”‘’「」『』"'
_AFFIRMED = re.compile(
    r"(?<!自己)真的(?!假|别|不|没|一滴|一口|吗|离谱|无语|服|气|坑|有人|会信|恶心|可怕|太|含|哭|笑|没必要|会谢|累|怕)|果然|亲测|没骗|不骗|不是骗|没想到|确实|是真|居然有效"
    r"|\b(?:(?<!if )it (?:really |actually )?work(?:s|ed)|and it did|no joke|for real|true story|they were right"
    r"|was right)\b"
)
_LISTED = re.compile(r"\s*(?:[-•·*✅❌❗]|[0-9]{1,2}[.、)）]|[“「『\"])")
_HEADING = re.compile(
    r"骗子|诈骗|骗局|警方|民警|反诈|防骗|谣言|套路|话术|虚假宣传|\b(?:scams?|scammers?|fraud|myths?|police)\b"
)
_LINES = 8
_SPARED = re.compile(
    "医生|处方|教练|保安|救生|护栏|保护|安全|门槛|风险|副作用|费用|手续费|押金|前期|广告|记录|水印|打码|血"
)
"""What a seller or a daredevil says to do without: its denial denies nothing."""
_ABSENT = ("没有", "不存在", "不可能", "并没", "从不", "从未", "拒绝", "没法")
"""With these a denial of a later part denies the combination; others may be what a seller spares the reader."""


def reported(views: Views, start: int, end: int, between: Ranges = ()) -> Bilingual | None:
    """Return why a claim at a range of the folded text is not the author's own, in words for `--explain`, or None."""
    text = views.folded.text
    start, end = _unquoted(text, start, end)
    if word := denied(text, start, end):
        return Bilingual(en=f"denied by “{word}”", zh=f"被“{word}”否定")
    for first, last in _later_parts(end, between):
        word = None if _SPARED.match(text, first) else denied(text, first, last)
        if word and word.startswith(_ABSENT) and not text.endswith("有没有", 0, first):
            return Bilingual(en=f"denied by “{word}”", zh=f"被“{word}”否定")
    if word := refuted(text, end):
        return Bilingual(en=f"refuted by “{word}”", zh=f"被“{word}”驳斥")
    if word := _declined(views, start, end, between):
        return Bilingual(en=f"not the author's: “{word}”", zh=f"并非作者主张：“{word}”")
    if _goes_on_selling(text, start, end):
        return None
    if word := _cue(views, start, end, between) or _heading(text, start) or framed(text):
        return Bilingual(en=f"reported, not claimed: “{word}”", zh=f"转述或提醒，并非主张：“{word}”")
    return None


def _later_parts(end: int, between: Ranges) -> list[tuple[int, int]]:
    """Return the ranges of the parts of a combination behind its first."""
    ends = [first for first, _ in between[1:]] + [end]
    return [(begin, last) for (_, begin), last in zip(between, ends, strict=True)] if between else []


def _cue(views: Views, start: int, end: int, between: Ranges) -> str | None:
    """Return what tells, in the sentence of a claim, that somebody else makes it."""
    text = views.folded.text
    left, right = max(0, start - _LEFT), min(len(text), end + _RIGHT)
    if not views.soft:
        left, right = within_sentence(text, start, end, left, right)
    before = text[left:start]
    for part in ((left, start), *between, (end, right)):
        if word := _warning(text, *part):
            return word
    for part in (*between, (end, right)):
        if word := _harm(text, *part):
            return word
    for first, last in ((left, start), *between):
        if match := _CALLED.search(text, first, last):
            return match.group()
    for first, last in between:
        if match := _UNABLE.search(text[first:last]):
            return match.group().strip()
    quoted = quoted_by(text, start, end, _ALL_QUOTES)
    if quoted and (match := _MENTIONING.search(before) or _MENTIONED.search(_rest(text, end))):
        return match.group()
    if _TRUSTED.search(before):
        return None
    match = _SAID.search(before)
    if match is None and quoted:
        match = _QUOTING.search(before)
    return match.group() if match else None


def _declined(views: Views, start: int, end: int, between: Ranges) -> str | None:
    """Return what the author did about the offer, or says the words mean instead, as its sentence goes on."""
    text = views.folded.text
    right = min(len(text), end + _RIGHT)
    if not views.soft:
        _, right = within_sentence(text, start, end, start, right)
    puns = (_PUN.search(text[first:last]) for first, last in (*between, (end, right)))
    match = _DECLINED.search(text, end, right) or next(filter(None, puns), None)
    return match.group().strip() if match else None


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the quotation marks that a rule's pattern may have taken in at its ends."""
    while end - start > 1 and text[start] in _MARKS:
        start += 1
    while end - start > 1 and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _rest(text: str, end: int) -> str:
    """Return what follows a claim from the closing quotation mark on."""
    after = text[end : end + _AFTER]
    places = [place for place in map(after.find, '”’」』"') if place >= 0]
    return after[min(places) :] if places else ""


def _harm(text: str, left: int, right: int) -> str | None:
    """Return what harm a claim did, as its own sentence goes on."""
    for match in _HARMED.finditer(text[left:right]):
        start, end = left + match.start(), left + match.end()
        if stands(text, start, end) and not OTHERS.search(text, left, end):
            return match.group()
    return None


def _warning(text: str, left: int, right: int) -> str | None:
    """Return what warns in a range of the folded text; not of others, and not where the warning itself is denied."""
    for match in _WARNED.finditer(text[left:right]):
        start, end = left + match.start(), left + match.end()
        if stands(text, start, end) and not OTHERS.search(text, left, end):
            return match.group()
    return None


def _goes_on_selling(text: str, start: int, end: int) -> bool:
    """Say whether the author stands by a claim, or sells something, behind it; inside a quotation others do."""
    after = text[end : end + _AFTER]
    if marks := quoted_by(text, start, end, _ALL_QUOTES):
        after = _QUOTED.sub("", after[after.find(marks[1]) + 1 :])
    return bool(_AFFIRMED.search(after) or SELLING.search(after))


def _heading(text: str, start: int) -> str | None:
    """Return what the heading of a list says of its lines, when a claim stands in one of them."""
    lines = text[:start].split("\n")[-_LINES:]
    if not _LISTED.match(lines[-1] + text[start : start + 1]):
        return None
    for line in reversed(lines[:-1]):
        if line.strip() and not _LISTED.match(line):
            match = _HEADING.search(line) if line.rstrip().endswith(("：", ":")) else None
            return match.group() if match else None
    return None

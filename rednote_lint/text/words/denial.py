"""Denial: whether a word or a claim is negated, refuted or run down by the words right beside it.

A negation counts only where nothing but auxiliaries stands between it and what it governs: in "without exercise you
lose ten pounds" it governs the exercise, not the pounds.
"""

from __future__ import annotations

import re

_REACH = 24
_AUXILIARY = (
    r"能够?|会|让|做到|被|有|任何|什么|一个|那种|这种|所谓的?|真的|真正|直接|完全|人|谁|相信|轻信|听信|迷信|盲信"
    r"|信|去|再|说|承诺|保证|宣传"
    r"|是|到|追求|可能|存在"
)
_DENIED = re.compile(
    rf"(?P<word>(?:不可能|不可以|(?<!能)不能|(?<!会)不会|不要|不再|不等于|不代表|不存在|不保证|不承诺|不应该?|不得|不信"
    rf"|不(?=相信)|不是"
    rf"|我们?(?:从来|从|也|都|真的|真|绝)?不|并不|并没有?|没有|没法|没(?=让|能|有)"
    rf"|无法|并非|绝非|未必|未能|从不|绝不|从未|(?<![特级区分个性类差鉴辨派告离])别(?!的|人|家|墅)|切勿|请勿"
    rf"|切忌|禁止|拒绝"
    rf"|抵制)(?:{_AUXILIARY}){{0,3}})[“‘「『\"]?\Z"
    r"|(?P<en>(?:\b(?:not|never|no|cannot|without|nothing|nobody)|n['’]t) "
    r"(?:(?:a|an|the|any|really|actually|going to|be|to|able|about|ever|claim(?:ing)?|promis(?:e|ing)|guarantee"
    r"|say(?:ing)?|that|it|you"
    r"|will|can|will|magically|is|this|believe|trust|fall for|make|expect) ){0,4}"
    r"|\b(?:stopped|quit|quitting|gave up|given up|giving up|done with)"
    r"(?: doing| using| buying| taking| the| my| all)? "
    r"|\bno \w+ (?:is (?:going to|gonna)|will|can|could)(?: ever)? )[“‘\"]?\Z"
)
_TWICE = re.compile(r"(?:谁说|难道|何尝|怎么|不得|不能|无|没有?|莫|岂|who says (?:you|it) ?)\Z")
"""Before a negation: it affirms."""
_RAISED = re.compile(r"\A[，,、 ]{0,2}(?:而是|是|就是|it's|but )")
"""Not three days, but two."""
_REFUND = "[就也]?(?:退|包退|赔|你|全额|不要|找我|可退|再|免|不收)"
"""Behind `no use`: what the seller promises for the case."""
_VERDICT = (
    rf"没有这(?:种|回|样的?)(?:好?事|产品|东西|说法)|(?:是|都|属于|涉嫌)(?:违规|违法|不合法|夸大)|骗人的?|骗局|谣言|智商税|套路|噱头|假的|假话|不可信|信不得|不靠谱|不现实|不可能|不存在|做不到|(?:没有?"
    rf"|没啥|没有任何)(?:用|效果)(?!{_REFUND})"
    r"|没有?(?:这样的|这种|任何|什么)?(?:科学|医学)?(?:证据|依据|根据)"
    rf"|无效(?!{_REFUND})|伪科学|扯淡|瞎扯|胡说|忽悠|别信|不要信|不要相信|千万别信|不能信|被骗"
    rf"|(?<![墙桌手身路晚早街网车地床天面])上当(?![天年日晚地时场])|翻车"
    rf"|(?:did|do|does)(?:n['’]t| not) (?:work|help|do (?:a thing|anything))|never worked|(?:is|was|are|were"
    rf"|it['’]s|that['’]s) (?:just |all |such )?(?:a |an )?"
    rf"(?:scam|lie|myth|fake|nonsense|hoax|rip-?off)s?|(?:is|was)(?:n['’]t| not) (?:true|real|possible)"
    rf"|(?:don['’]t|do not|never) (?:believe|trust|fall for)|(?:don['’]t|do not|doesn['’]t|does not) exist"
    rf"|(?:is|are) (?:illegal|against the law|not a thing)"
)
_REFUTED = re.compile(rf"\A[”’」』》\"]?(?:[^。！？!?\n]{{0,10}}?|[^.。！？!?\n]{{0,24}}? ?)(?P<word>{_VERDICT})")
_NEXT = re.compile(
    rf"\A[”’」』》\"]?[。！？!?.… ]{{1,3}}(?:(?:这|那|全|都|根本|纯属|就|其实|千万)*是?|it |that |this "
    rf"|they )(?P<word>{_VERDICT})"
)
OTHERS = re.compile(
    r"别家|别的|其他|其它|市面|人家|隔壁|他家|那些(?!话术|套路|骗局|案例|广告|偏方)"
    r"|\bothers?\b|the rest|everything else|anything else|competitors?"
)
"""What the verdict is on, when it is not on the claim."""
_TAKEN_BACK = re.compile(
    r"[，,。. ](?:但|可是|不过|其实|直到|谁知|没想到|后来)|不是吗|才怪|\b(?:but|until|however|turns out)\b"
    r"|不是(?:骗|假|套路)"
)

_UNWANTED = re.compile(
    r"(?P<word>(?:不用|不需要?|无需|无须|不必|不靠|不去|不做|不想|不|没有|没去|没做|没|从不|别|免|告别|懒得|拒绝|摆脱"
    r"|\b(?:without|no|not|never|skip(?:ping)?|ditch(?:ing)?|forget|instead of|zero|don['’]t need|no need (?:for"
    r"|to))|n['’]t(?: need)?)"
    r" ?(?:是|去|做|上|看|再|跑|花钱|吃|打|用|靠|辛苦|拼命|任何|any|the|a|an|to|go(?:ing)? to|see(?:ing)?|more"
    r"|do(?:ing)?| ){0,4})\Z"
)
_LESS = re.compile(
    r"(?P<word>(?:比(?![如例较赛起])|胜过|强过|超过|赛过|好过|吊打|秒杀|碾压|完胜|\b(?:better|stronger|faster"
    r"|cheaper|safer|effective|quicker) than"
    r"|\b(?:beats?|outperforms?))[^，。！？,.!?\n]{0,16})\Z"
)
_COMPARED = re.compile(r"\A[^，。！？,!?\n]{0,6}(?:好|强|灵|管用|有用|有效|快|靠谱|便宜|实在|厉害|划算|省|香)")


def denied(text: str, start: int, end: int) -> str | None:
    """Return the negation right before a claim, or None.

    Args:
        text: the folded text.
        start: of the claim.
        end: of the claim.
    """
    left = text[max(0, start - _REACH) : start]
    match = _DENIED.search(left)
    if match is None or _TWICE.search(left, 0, match.start()) or _RAISED.match(text[end : end + 8]):
        return None
    return (match["word"] or match["en"]).strip()


def refuted(text: str, end: int) -> str | None:
    """Return the verdict on a claim that its own sentence goes on with, or that the next one begins with, or None."""
    right = text[end : end + 60]
    match = _REFUTED.match(right) or _NEXT.match(right)
    if match is None or OTHERS.search(right, 0, match.start("word")) or _TAKEN_BACK.search(right, match.end()):
        return None
    if not stands(text, end + match.start("word"), end + match.end("word")):
        return None
    return match["word"]


def stands(text: str, start: int, end: int) -> bool:
    """Say whether a word means what it says: it is not negated, and nothing is told to be better."""
    left = text[max(0, start - _REACH) : start]
    if _UNWANTED.search(left):
        return False
    worse = _LESS.search(left)
    return worse is None or not (worse["word"].isascii() or _COMPARED.match(text[end : end + 12]))

"""Word lists of clause removal: what cannot end or begin a clause, and which words only lead to a contact."""

from __future__ import annotations

import re

ENDS_OPEN = re.compile(
    r"(?:(?<![A-Za-z'’])(?:"
    r"and|or|but|nor|so|because|if|when|while|that|which|who|than|then|as|"
    r"to|for|from|with|without|at|on|in|into|by|via|of|about|through|under|over|per|"
    r"a|an|the|my|our|your|his|her|its|their|this|these|those|"
    r"am|is|are|was|were|be|been|not|can|could|will|would|should|must|"
    r"visit|follow|add|join|click|tap|dm|pm|via|plus|including|called|named"
    r")"
    r"|[和与及或跟在从给向往把被叫于让请但而且因即按凭以加搜]"
    r"|以及|还有|或者|并且|而且|但是|因为|所以|如果|只要|关于|包括|例如|比如|通过|根据|为了|名叫|叫做|的话"
    r"|[:：,，、/|&+＋\-–—~～])\s*\Z",
    re.IGNORECASE,
)
"""A clause that ends so waits for a word that is gone."""

BEGINS_OPEN = re.compile(
    r"\s*(?:(?:and|or|but|nor|so|because|if|when|while|which|who|whom|whose|where|that|than|then|as|plus|"
    r"to|for|with|at|on|in|by|via|of|from|about|through|including|too|also|instead|only|"
    r"is|are|was|were|has|have|will|can|(?:i|he|she|they|we) (?:said|says?|wrote|asked?))(?![A-Za-z'’])"
    r"|就|便|才|即|都[可能行会]|也[可能行是]|[可能][以够]?[领获咨了询问看买下免]|或|和|与|及|以及|还有|并|而|且|的|"
    r"备注|注明|回复|暗号|报[我名]|说是|拉[你您进]|发[你您]|私[我信]|来[聊问]|欢迎|免费[领送拿]|自[取提行]|速[来进戳]|领取|获取|咨询|了解更多|下单|秒[回通]|通过后"
    r"|[,，、;；:：。.!！?？/|&+)）\]】])",
    re.IGNORECASE,
)
"""A clause that begins so hangs on one that is gone."""

LEADS_IN = re.compile(
    r"\s*(?:(?:if|when|whenever|once|while|although|though|because|since|as|unless|until|after|before|for|to|"
    r"in order|instead|whether|want|wanna|need|looking for|interested|with|by|thanks to|like i|as i)(?![A-Za-z'’])"
    r"|(?:如果|要是|若|假如|只要|因为|由于|虽然|尽管|既然|为了|除了|关于|至于|当|等到|一旦|凡是|无论|不管|想[要买学看知问了]|"
    r"需要|有需|有意|感兴趣|有兴趣|要[买的]|合作|商务|咨询|购买|下单|预[约订定]|团购|代购|详情|更多|具体))",
    re.IGNORECASE,
)
"""A clause that begins so leads to another one and says nothing alone."""

ADDRESSES = re.compile(r"的(?:话|人|家人|姐妹|宝子|宝宝|宝|朋友|小伙伴|伙伴|同学|亲|友友|集美|妈妈)们?\s*\Z")
"""`想要的姐妹`: readers who are called, for something that is gone."""

STARTS_CLAUSE = (
    r"(?:you|i|we|they|he|she|it|i'?[mdl]+|we'?[rl]e?l?|please|pls|don'?t|do|just|then|now|also|"
    r"check|follow|dm|pm|message|text|call|email|mail|visit|order|find|see|look|add|get|grab|shop|click|tap|go|come|"
    r"join|subscribe|contact|whatsapp|wechat|send|reach|search|use|buy|book|ask|let|comment|drop|save|share|link)"
)
"""What follows an `and` that joins two clauses, not two words."""

ONLY_CONTACT = re.compile(
    r"(?:\s|[:：,，、/|&+(（)）.。!！\-–—]|"
    r"whats\s?app|we\s?chat|weixin|telegram|signal|line|kakao|insta(?:gram)?|ins|ig|tik\s?tok|tt|fb|facebook|messenger|"
    r"youtube|yt|twitter|x|snap(?:chat)?|e-?mail|mail|phone|tel|mobile|cell|contact|call|text|dm|web(?:site)?|site|link|url|"
    r"shop|store|my|me|us|our|on|at|or|and|via|is|"
    r"微信号?|薇信?|威信|绿泡泡?|vx?|wx|q{1,2}群?号?|扣扣|抖音号?|快手号?|微博|公众号|淘宝店?|闲鱼|小程序|电话|手机号?|座机|邮箱|网址|官网|链接|"
    r"联系(?:方式|我|电话)?|账号|同号|号码?|我的|是|加|也|或|和|戳|见|在|自取|速来)+",
    re.IGNORECASE,
)
"""A clause of nothing else is what a contact leaves behind."""

SCRAP = re.compile(
    r"(?:\s|[:：,，、/|&+＋.。!！?？;；…～~\-–—]|加|我|你|联系|戳|见|搜|找|vx?|wx|q{1,2}|ins|ig|at|on|via)+",
    re.IGNORECASE,
)
"""A sentence or a line of nothing else says nothing without the contact beside it."""

ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|a\.m|p\.m|vs|mr|mrs|ms|dr|st|no|approx|etc|ft|min|max|inc|ltd|co)|\b[A-Z])\.\Z", re.IGNORECASE
)
"""A full stop after these ends no sentence."""

POINTERS = "👉👇👆👈☝⬇⬆➡⬅🔽🔼⤵🔗📱📞☎📧✉📩💌📨📮📲🌐🛒💬\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""Signs that point at a contact and go with it."""

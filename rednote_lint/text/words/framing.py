"""How a caption opens: a question, a memory, a warning, news or fiction, whose claims are told and not made."""

from __future__ import annotations

import re

SELLING = re.compile(
    r"(?:私信|私聊|加|找|联系|滴滴|后台)我|私我|戳我|扣\s?1|评论区?(?:扣|打|留|回)|下单|链接|橱窗|购物车|小黄车"
    r"|库存|名额|优惠|领取|本店|我家|我们家|只有我们|认准|拼团|带你"
    r"|\b(?:dm me|message me|text me|link in bio|order (?:now|here|yours)|shop now|my (?:shop|store|link)"
    r"|our (?:products?|shop|store|team)"
    r"|use (?:my )?code|buy now|join (?:me|us))\b"
)
"""What sells, wherever it stands in a caption."""
_OPENING = 70
"""How far a caption opens: what it is (a question, a diary of quitting, news) is said there."""
_FRAME = re.compile(
    r"戒[赌烟酒毒]|小时候|差点被骗|被骗(?:了(?!多少)|走|惨|[¥￥]?\d|[一二两三四五六七八九几]+[百千万])|踩了?大?[坑雷](?!点)"
    r"|(?:我|他|她|俺)?(?:爸|妈|爷爷?|奶奶?|姥姥|外[婆公]|公公|婆婆|老公|老婆|丈夫|闺蜜|同事|室友|表[姐哥弟妹]|姑姑|舅舅|朋友|邻居|亲戚)"
    r"[^，。！？\n]{0,8}(?:信了|听信|被骗|上当|中招|赌球|赌博|亏了|输了|沉迷)"
    r"|(?:hr|人事|护士|医生|药师|鉴定师|质检|审核员?|仓库|客服|餐饮老板|老板|店长|房东|班主任|社区)的?(?:日常|吐槽|视角|碎碎念|实录|手记|观察)"
    r"|(?:退出?|退了|退掉|卸载|取关|注销)了?[^，。！？\n]{0,8}(?:群|互赞|互关|app|软件|打卡|会员)之?后"
    r"|(?<!始于)(?<!创立于)(?<!成立于)(?:19[5-9]\d|200\d|201[0-5])年(?:代|的?时候|那会|[，,][^。]{0,6}(?:我|我们)"
    r"|[^，。\n]{0,3}(?:蹲|住|读|上学|打工|租房|我))"
    r"|(?:上|读)(?:小学|初中|高中|大学)(?:那会|时|的时候)"
    r"|(?:抽检|通报|召回|新闻|热搜|报道|判决)(?:里|上|中|的消息|说|显示|结果|名单|称|看到|下来|书)"
    r"|(?<!温馨)(?<!友情)提醒(?:一下|大家|各位|姐妹|家长|新人|所有人)|安全提醒"
    r"|博物馆|展览|纪录片|(?:电影|电视剧|小说|剧本|漫画|剧本杀)(?:里|中)|话剧"
    r"|(?:怎么|如何|教你)(?:举报|投诉|维权|判断|辨别|识别|识破|预防|防范|避开)|注意什么|(?:靠谱|能信|是真的|合法|违法|违规)[吗么](?=[？?\n]|\Z)"
    r"|举报了|已举报|已经?报警|报警(?:了|全)|第一份工作|(?:用|盗|冒充|假冒|顶着)(?:了|着)?我的?(?:头像|名字|照片|账号)|(?:请问|求助|想问|有没有(?:家长"
    r"|过来人|同行)[^。！？\n]{0,8}(?:遇到|知道|经历|懂))"
    r"|(?:法院|证监会|警方|公安|网警|市监局|市场监管|消协|消费者协会|网信办|卫健委|药监局|检察院|平台|央视|记者)"
    r"[^，。！？\n]{0,10}(?:判|公布|通报|提醒|发布|曝光|公告|约谈|查处|宣布|下架|开庭|案例)"
    r"|(?:被|遭)[^，。！？\n]{0,12}骗了(?=[^，。！？\n]{0,4}[元块万千])|大家避坑|(?:同行|新人|家长|大家|各位)[^，。！？\n]{0,4}提个醒"
    r"|科普|普法|期末复习|考点|学习笔记|讲座|庭审"
    r"|(?:柜员|民警|律师|法官|编辑|社工|运营|新媒体)[^，。！？\n]{0,4}(?:日记|手记|写给|说句|讲个实话|讲实话)"
    r"|\bday \d{1,4} (?:without|of (?:not|being|quitting|sobriety)|sober|clean)\b"
    r"|\b(?:smoke|alcohol|nicotine|vape|gambling)[- ]free (?:today|for|since|now|again)|\bself-exclusion\b"
    r"|\b(?:i|we"
    r"|my (?:mom|dad|aunt|uncle|friend|sister|brother|grandma|grandpa)) (?:lost|paid)\b"
    r"[^.!?\n]{0,30}\b(?:in|to) (?:an? )?"
    r"[\"“]?(?:fake|scam|psychic|online|fraud)"
    r"|\A\W{0,3}(?:(?:[a-z]+ ){0,3}question\b|does (?:anyone|anybody)|is it (?:legal|normal|ok)|why do people)"
    r"|\A\W{0,3}(?:do (?:people|you guys)|is (?:that|this) (?:weird|rude))"
    r"|\bmy first job\b|\bas a kid\b|\bwhen i was (?:a kid|\d|in|little|young|small|five|six|seven"
    r"|eight|nine|ten|at school)\b|\b(?:back )?in (?:199\d|20[01]\d)\b"
    r"|\b(?:student|teacher|lawyer|librarian|researcher|nurse|pharmacist|moderator|hr|accountant|cop"
    r"|doctor) (?:here|diar(?:y|ies))\b"
    r"|\A\W{0,3}(?:just )?(?:threw (?:it |them )?out|tossed|blocked|caught (?:a|an|another"
    r"|some)|spotted|got scammed"
    r"|unsubscribed|quit (?:smoking|vaping|drinking|gambling|social)|deleted (?:my|the|instagram|tiktok))\b"
    r"|\b(?:museum|exhibit(?:ion)?|documentary|sitcom|book club|in the (?:movie|film|novel|show"
    r"|series|episode|play|game))\b"
    r"|\b(?:police|court|regulator|consumer council|customs|the platform)"
    r" (?:is|are|has|have|announced|removed|fined|found"
    r"|ruled|seized|arrested|warns?|published)\b"
    r"|\b(?:researchers|a (?:new )?study|an? (?:new )?article)\b"
)
"""How a caption opens that looks at something from outside."""


def framed(text: str) -> str | None:
    """Return what says at the start of a caption, in which nothing is sold, that it looks at things from outside."""
    match = _FRAME.search(text, 0, _OPENING)
    return match.group() if match and not SELLING.search(text) else None

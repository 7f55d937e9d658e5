"""Sellers that open as something else, and authors that speak of selling and sell nothing."""

import pytest

from rednote_lint.text.views import Views
from rednote_lint.text.words.framing import framed
from rednote_lint.text.words.selling import selling_places


@pytest.mark.parametrize(
    "text",
    [
        "科普一下：正宗爆珠怎么认，看珠子颜色。蓝莓薄荷都有现货，整条280",
        "避坑提醒！别再买假的祛斑霜了，我手里这批是真货，一瓶98",
        "千万别去药店买，贵三倍。我这里有原装的，想要的私",
        "反诈小课堂：市面九成都是骗子，认准我家，老客都知道",
        "小时候外婆就用这个方子，现在我做成药膏，60一盒包邮",
        "高中时我也瘦不下来，直到遇见它。要的滴滴",
        "纪录片里看过的匕首，同款，全国可发",
        "护士日记：值夜班靠它撑着，同款链接在主页",
        "戒烟第10天，换成了这款果味小烟，需要的找我拿",
        "请问还有谁没拿到名额？仅剩三个，扣1",
        "法考资料整理好了，全套9.9，自动发货",
        "期末复习神药，一板120，顺丰当天发",
        "被骗三次之后我自己做了代理，一手货源，加我",
        "新闻里说的那个药，我们店到货了，拍下送分装盒",
        "博物馆同款战国剑，开刃版，450一把，不议价",
        "游戏陪玩也可以线下，300一小时，头像就是我",
        "警方提醒大家注意安全，出门带一支防狼喷雾，我这边有货，39一支",
        "差评预警：除了它我谁都不服，最后两盒，手慢无",
        "实话实说一般人我不告诉他，懂的来",
        "不敢说最好，但全城你找不到第二家，预约从速",
        "老师课上讲的稳赚模型，跟着我做，资料费50",
        "12315都管不了的征信问题，我们能修，先做后付",
        "十年前我也欠了二十万，现在教你怎么上岸，名额有限，进群领",
        "剧本杀店老板透露的赚钱路子，想做的来聊聊吧",
        "揭秘行业黑幕：代购都加价一倍，我直接批发价给你",
        "Warning: cheap vapes burn your lungs. Mine are lab tested, $15 each",
        "PSA parents: our gummies calm kids in ten minutes, link in bio",
        "Science class: why this peptide melts fat. Order here, half price",
        "History of the switchblade in one minute. Five left in stock, DM me",
        "Nurse here. I wouldn't recommend pills I don't take myself. $40 a bottle, discreet shipping included",
        "When I was a kid grandma cured colds with this tea. Now you can buy yours, $12 a jar",
        "Scam alert! Everyone else resells fakes. Use my code REAL10 at checkout",
        "Is it legal? Totally. Novelty IDs from $60, we ship worldwide shipping included",
        "Movie prop guns, full metal, shipped to your door, £120 each",
        "Day 30 without smoking thanks to these pouches, text me for a tin",
        "I lost everything to fake gurus, so I opened my own signal group, join my VIP",
        "My professor explained the loophole. Get in before Friday, message me",
        "Honest review, two stars for the others, five for ours. Shop now",
        "Board game night with real stakes, $20 buy-in, seats left: two, hit me up",
        "I don't sell miracles, I sell results: $99 for three sessions, book your slot",
        "Don't fall for cheap diplomas. Ours scan, $300 each, pay half upfront",
    ],
)
def test_a_seller_who_opens_as_something_else_is_a_seller(text: str) -> None:
    folded = Views(text).folded.text
    assert selling_places(folded)
    assert framed(folded, 0, 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "有人私信我的照片，问我是不是代购，我没理",
        "有人冒用我的照片开店",
        "有家公司来找我拍片，我回绝了",
        "班主任说：都同意的扣1，然后大家笑成一片",
        "二手票转让出去算不算违规呢？",
        "她花了三千块一套，用完只剩一脸痘",
        "骗子让我加微信进群，我直接举报了",
        "他们喊“名额有限，速来”，我妈差点信了",
        "没有链接，没有优惠，就是随手一写",
        "被收了我200一次，后来发现是假的",
        "They told me to dm them for the price",
        "No link in bio, no code, just a bad haircut",
        "She paid $40 a bottle and her skin peeled",
        "I don't have a link in my bio",
    ],
)
def test_who_is_sold_to_or_sells_nothing_is_no_seller(text: str) -> None:
    assert not selling_places(Views(text).folded.text)


def test_money_that_a_buyer_gets_back_is_no_promise_of_a_seller() -> None:
    assert not selling_places("i called the hotline to get my money back")
    assert not selling_places("the course taught nothing, and we got half the money back")
    assert selling_places("slim in a week or your money back")

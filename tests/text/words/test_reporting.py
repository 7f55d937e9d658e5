"""Claims that the author passes on, warns of or denies; and those that he makes, with the same words around."""

import pytest

from rednote_lint.text.views import Views
from rednote_lint.text.words.context import Near, Unless
from rednote_lint.text.words.reporting import reported

CLAIMS = ("三天瘦十斤", "日赚三百", "包治百病", "lose ten pounds in a week", "cures diabetes", "guaranteed returns")


def why(text: str) -> str | None:
    views = Views(text)
    folded = views.folded.text
    claim = next(claim for claim in CLAIMS if claim in folded)
    reason = reported(views, folded.index(claim), folded.index(claim) + len(claim))
    return reason and reason.en


@pytest.mark.parametrize(
    "text",
    [
        "骗子说日赚三百，让我先交押金",
        "有人拉我进日赚三百的群，我说不投",
        "同事问我信不信日赚三百，我没答应",
        "亲戚转来包治百病，没有任何证据",
        "14岁那年我也信过日赚三百",
        "门诊日记：又有人拿着包治百病的单子来",
        "家长注意，群里有人发日赚三百",
        "接到日赚三百的电话，我问公司在哪，对方没声了",
        "在儿子书包里看到日赚三百的纸条",
        "听够了包治百病这四个字",
        "有顾客问我那家店是不是包治百病",
        "景区门口有人卖包治百病的药酒",
        "表弟被日赚三百的群敲诈了两万",
        "我从来不包治百病，我只会推拿",
        "那种说包治百病的，都别碰",
        "姑姑被骗九千，起因是日赚三百",
        "请大家看看：通报里的这家店写着包治百病",
        "HR日常：简历里写着日赚三百",
        "退了所有打卡群之后，没人再提三天瘦十斤",
        "纪录片里的摊主喊包治百病",
        "2008年我在小摊上见过包治百病",
        "Tossed the jar that cures diabetes",
        "The museum keeps an old bottle that cures diabetes",
        "Moderator here: guaranteed returns again, forty times a day",
        "有人推销日赚三百的活，我拒了。现在店里真的清静",
        "写着日赚三百的卡片我全扔了，碎了找我",
        "收到“日赚三百”短信，当没看见",
        "走廊里有人塞「包治百病」的传单",
        "舅舅信了日赚三百，欠了三十万",
        "小时候墙上刷着包治百病，我照着学写字",
        "最后悔的事就是信日赚三百",
        'Saw a "guaranteed returns" sign over the diner',
        "My landlord fell for guaranteed returns, message me if your bank helped",
        "If oats cures diabetes my horse would be a doctor",
        "I stopped doing guaranteed returns after one summer",
        "Guaranteed returns, the leaflet says, and a phone number in biro",
        'What is "guaranteed returns" = in plain words',
        '"guaranteed returns" but it\'s just my dog bringing the ball back',
        "The tea cures diabetes and gave me cramps",
        "Is this weird? Every booth says it cures diabetes",
        "When I was a kid a poster said it cures diabetes",
        "They offered guaranteed returns and I hung up",
        "My brother died from a pill that cures diabetes, they wrote",
        "No tea will ever cures diabetes as they write",
        "标题带“包治百病”四个字，主编让我重写",
        "凡是写“三天瘦十斤”的广告，我都点不感兴趣",
        "标签上出现“包治百病”“无副作用”，就先放下",
        "这批文案被驳回了，原因是写了日赚三百",
        "舅舅听信包治百病的药酒，把自己的药停了",
        "二姨喝了包治百病的药酒，半夜送急诊",
        "说好日赚三百，最后押金提不出来",
        "那些话术我都会背了：“日赚三百”“名额有限”",
        "日赚三百？没有这种好事",
        'Whenever an ad says "guaranteed returns", close it',
        "He drank the powder that cures diabetes and ended up in the ER",
        "Friends, guaranteed returns do not exist",
        "群友让我去做任务，说日赚三百，我直接退了",
        "微商群里喊着“三天瘦十斤”，我看了直摇头",
        "法院认定“包治百病”的宣传构成欺诈",
        "我不该说包治百病，在这里道歉",
        "My aunt was told this tea cures diabetes",
        "警方提醒：刷单日赚三百都是骗局",
        "群里有人说可以日赚三百，我没有理",
        "对方号称日赚三百，其实要先垫钱",
        "别信日赚三百的广告",
        "某公司宣传包治百病，被市场监管部门罚款二十万",
        "朋友圈里写着“包治百病”的药酒，我妈差点买了，还好没上当",
        "卖家说：“三天瘦十斤”，听听就好",
        "我不相信三天瘦十斤",
        "没有什么包治百病的药",
        "没有包治百病的药",
        "三天瘦十斤都是骗人的",
        "三天瘦十斤根本不可能",
        "三天瘦十斤？智商税罢了",
        "骗子常用的话术：\n1. 日赚三百\n2. 先垫付再返现",
        "常见骗局：\n“日赚三百，加我进群”",
        "They told me it cures diabetes. I threw it away.",
        "The ad says lose ten pounds in a week and I had to laugh",
        "Police warn about a group that promises guaranteed returns",
        "A scammer promised guaranteed returns and took her savings",
        "This tea does not claim that it cures diabetes",
        "Nothing cures diabetes",
        "you can't lose ten pounds in a week",
        "The plan to lose ten pounds in a week did not work",
        "cures diabetes? That's a lie",
        "He was convicted of fraud for offering guaranteed returns",
        "戒酒第40天。早上翻到以前存的广告。\n日赚三百，存了就送，我都信过",
        "请问各位老板，新店开张写三天瘦十斤算不算违规？",
        "期末复习：广告法这一章。\n例题问的是包治百病这四个字",
        "给新人提个醒！审核最先看的词。\n包治百病排第一",
        "Day 12 without a drink. My old notes are full of ads. One of them: guaranteed returns",
        "Question for shop owners. Can my label say it cures diabetes?",
        "Librarian here. Old posters are my hobby. The best one: cures diabetes, one dollar",
    ],
)
def test_claims_of_others_pass_with_the_reason(text: str) -> None:
    assert why(text)


@pytest.mark.parametrize(
    "text",
    [
        "三天瘦十斤，亲测有效。警方提醒大家注意防寒",
        "送急诊都没查出来，喝它包治百病",
        "别家都中毒，我们家三天瘦十斤",
        "日赚三百，亏了算我的",
        "认准“包治百病”，下单送勺子",
        "三天瘦十斤，不用住院不用挨刀",
        "It cures diabetes, no hospital, order now",
        "请问谁还在节食？\n三天瘦十斤，想要的私信我",
        "平台通报了别家。\n日赚三百，想做的加我",
        "Day 12 without sugar. This tea: lose ten pounds in a week, dm me",
        "日赚三百，想做的加我\n警方提醒：天冷路滑",
        "警方提醒天冷路滑，我家的药酒包治百病，链接在主页",
        "不是三天瘦十斤，是两天",
        "谁说不能三天瘦十斤",
        "不用运动三天瘦十斤",
        "无需节食，三天瘦十斤",
        "有人说三天瘦十斤是骗人的，但我真的瘦了",
        "三天瘦十斤，别家都是骗人的",
        "医生说这个包治百病",
        "用过的客户他们都说三天瘦十斤",
        "姐妹们都说“三天瘦十斤”",
        "他们说日赚三百，果然没骗我",
        "别再犹豫了，日赚三百",
        "没想到三天瘦十斤",
        "其他产品都是套路，只有这款三天瘦十斤",
        "拒绝智商税，三天瘦十斤",
        "不想再被骗，就看这里：日赚三百",
        "没有套路，日赚三百",
        "日赚三百，不是骗子",
        "日赚三百，不是骗局，先到先得",
        "三天瘦十斤，无效退款",
        "包治百病，没用你打我",
        "抹上当天包治百病",
        "包治百病，药箱挂墙上当摆设",
        "告别三天瘦十斤的烦恼",
        "公司急招小说录入员日赚三百",
        "我们承诺日赚三百",
        "我说过“三天瘦十斤”",
        "还在上班？日赚三百等你来",
        "Without exercise you lose ten pounds in a week",
        "My doctor said it cures diabetes",
        "They told me lose ten pounds in a week and it worked",
        "No diet needed: lose ten pounds in a week",
        "It not only cures diabetes, it tastes great",
        "guaranteed returns, dm me before the police event on Sunday",
        "lose ten pounds in a week, other teas are a scam",
    ],
)
def test_claims_of_ones_own_stand_whatever_stands_around(text: str) -> None:
    assert why(text) is None


NEAR = Unless(near=Near(any=("医院", "运动", "exercise", "hospital"), window=24))


@pytest.mark.parametrize(
    "text",
    [
        "不用运动，三天瘦十斤",
        "不去医院也包治百病",
        "比医院开的好，包治百病",
        "没有运动没有节食就三天瘦十斤",
        "lose ten pounds in a week without exercise",
        "it cures diabetes, better than what the hospital prescribes",
        "no exercise, and you lose ten pounds in a week",
    ],
)
def test_an_exception_does_not_count_where_its_word_is_denied_or_run_down(text: str) -> None:
    assert lifted(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "坚持运动，三天瘦十斤",
        "医院门口写着包治百病",
        "比如医院，就不会写包治百病",
        "with exercise I could lose ten pounds in a week",
        "不用节食，靠运动三天瘦十斤",
    ],
)
def test_an_exception_counts_where_its_word_stands(text: str) -> None:
    assert lifted(text)


def lifted(text: str) -> str | None:
    views = Views(text)
    claim = next(claim for claim in CLAIMS if claim in views.folded.text)
    start = views.folded.text.index(claim)
    reason = NEAR.reason(views, start, start + len(claim))
    return reason and reason.en


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No, celery juice does not cure cancer", "does not"),
        ("这种茶不能治疗糖尿病", "不能"),
        ("吃了小粉片送急诊，减肥的代价", "送急诊"),
        ("膏药是骗局，别信根治", "骗局"),
        ("瘦脸针便宜的地方，我说不认识，去医院", "我说不认识"),
    ],
)
def test_what_stands_between_the_parts_of_a_claim_speaks_for_it(text: str, told: str) -> None:
    views = Views(text)
    folded = views.folded.text
    at = folded.index(told)
    reason = reported(views, 0, len(folded), ((at, at + len(told)),))
    assert reason is not None
    assert told in reason.en


def test_what_others_throw_away_within_a_claim_refuses_nothing() -> None:
    text = "这支霜用了整整一个月，三年的湿疹好了，药膏都扔了，就靠它"
    start, first, last = text.index("三年"), text.index("，药膏"), text.index("就靠")
    assert reported(Views(text), start, len(text), ((first, last),)) is None


def test_a_later_part_of_a_combination_that_is_denied_denies_it() -> None:
    def told(text: str) -> str | None:
        views, first, last = Views(text), text.index("糖尿病"), text.index("偏方")
        between = ((first + len("糖尿病"), last),)
        reason = reported(views, first, last + len("偏方"), between)
        return reason and reason.en

    assert told("糖尿病目前没有偏方") == "denied by “没有”"
    assert told("糖尿病有没有偏方，我这里有") is None
    assert told("糖尿病有偏方") is None


def test_a_whole_claim_in_quotation_marks_is_not_the_authors_unless_something_is_sold() -> None:
    assert why("评论区刷屏“日赚三百秒到”，我家猫都会背了")
    assert why("“日赚三百秒到”，想做的私信我，今天名额还有") is None


def test_a_whole_claim_in_quotation_marks_is_mentioned_by_who_sells_nothing() -> None:
    assert why("楼道里贴着“日赚三百”四个大字")
    assert why("闺蜜说“日赚三百”") is None
    assert why("“日赚三百”，想做的私信我") is None


def test_a_frame_lifts_nothing_where_something_is_sold() -> None:
    assert why("博物馆里的方子，包治百病，下单送试用") is None
    assert why("能不能日赚三百，看你自己") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Someone copied my crystal healing post, cures cancer it says", "someone copied my"),
        ("Almost fell for a cream that cures cancer", "almost fell for"),
        ("Paramedic here. The tea that cures cancer sent two people to us", "paramedic here"),
        ("Paid a healer for a tea that cures cancer", "paid a healer"),
        ("PSA folks, the leaflet with “cures cancer” is back", "psa"),
        ("PSA: the tea that cures cancer made her ill", "psa"),
        ("The watchdog told a shop about its cures cancer sign", "watchdog told"),
        ("In class today: why no tea cures cancer", "in class"),
        ("A leaflet under our door says that its tea cures cancer", "leaflet under our door says"),
        ("Nothing ever cures cancer", "nothing"),
    ],
)
def test_who_was_wronged_works_there_or_looks_on_is_no_seller(text: str, told: str) -> None:
    views = Views(text)
    folded = views.folded.text
    start = folded.index("cures cancer")
    between = ((0, start),) if told == "nothing" else ()
    reason = reported(views, start, start + len("cures cancer"), between)
    assert reason is not None
    assert told in reason.en


def test_who_teaches_readers_to_earn_is_no_onlooker() -> None:
    assert why("I teach you: 日赚三百") is None


@pytest.mark.parametrize(("verb", "passes"), [("was supposed to", True), ("will", False)])
def test_what_a_thing_was_only_supposed_to_do_is_not_claimed(verb: str, passes: bool) -> None:
    first, second = "the bracelet", "migraine"
    text = f"{first} {verb} make her {second} vanish"
    start = text.index(second)
    reason = reported(Views(text), 4, start + len(second), ((len(first), start),))
    assert (reason is not None) is passes

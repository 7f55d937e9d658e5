"""What a removal leaves of a caption: sentences, or nothing is taken and the reason is said."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rednote_lint.fixes import removal
from rednote_lint.fixes.collect import offers
from rednote_lint.fixes.removal import GAP_IN_NUMBERS, NO_SENTENCE, NOTHING_LEFT
from rednote_lint.model import Bilingual, Safety, TextEdit, TextRange
from rednote_lint.syntax.writer import spliced

from .made import finding, place_of, policy, post, rule


def left(text: str, hit: str) -> str | Bilingual:
    at = text.index(hit)
    cut = removal.clause(text, TextRange(at, at + len(hit)))
    return cut if isinstance(cut, Bilingual) else text[: cut.start] + text[cut.end :]


@pytest.mark.parametrize(
    ("text", "hit", "expected"),
    [
        (
            "Best matcha in town! Link in bio, follow me on IG @lila.makes and dm me for the recipe.",
            "IG @lila.makes",
            "Best matcha in town! Link in bio.",
        ),
        (
            "Best matcha in town! Link in bio, follow me on IG @lila.makes and dm me for the recipe.",
            "Link in bio",
            "Best matcha in town! follow me on IG @lila.makes and dm me for the recipe.",
        ),
        ("New vase in the shop, find it at www.example-shop.com", "www.example-shop.com", "New vase in the shop"),
        (
            "If you want the pattern, email me at nina@example.com. Happy knitting!",
            "nina@example.com",
            "Happy knitting!",
        ),
        (
            "My favourite café is open again. Call 415-555-0132 to book. See you there!",
            "415-555-0132",
            "My favourite café is open again. See you there!",
        ),
        (
            "Hair: Mia / Makeup: Jo / WhatsApp +44 7700 900123, follow for more",
            "+44 7700 900123",
            "Hair: Mia / Makeup: Jo, follow for more",
        ),
        ("Great hat (ins: lena.bakes) from Rome", "ins: lena.bakes", "Great hat from Rome"),
        ("link in bio 👇👇\nThree ways to style a scarf", "link in bio", "Three ways to style a scarf"),
        (
            "Three ways to style a scarf ✨ link in bio ✨ save for later",
            "link in bio",
            "Three ways to style a scarf ✨ save for later",
        ),
        (
            "Recipe below:\n- 2 eggs\n- flour from www.mill.com\n- milk",
            "www.mill.com",
            "Recipe below:\n- 2 eggs\n- milk",
        ),
        ("Contact:\nlena@example.com\n\nThanks for reading", "lena@example.com", "Thanks for reading"),
        ("Thanks for reading\n\nContact me at:\nlena@example.com", "lena@example.com", "Thanks for reading"),
        ("DM me on telegram @cheapkicks_88", "telegram @cheapkicks_88", NOTHING_LEFT),
        ("I love this bag and you can order it at www.shop.com for 30% off", "www.shop.com", "I love this bag"),
        ("Photos by Anna, styling by @anna.s on IG, coffee by me", "@anna.s on IG", "Photos by Anna, coffee by me"),
        ("Day 3 in Kyoto. Text me at 415-555-0132!! Tomorrow: Nara", "415-555-0132", "Day 3 in Kyoto. Tomorrow: Nara"),
        ("Link in bio for 30% off #ootd #fyp", "Link in bio", NOTHING_LEFT),
        ("Great fabric, fair price. Link in bio for 30% off #ootd", "Link in bio", "Great fabric, fair price. #ootd"),
        (
            "Want one? Order at https://a.cn/x, shipping is free, and I answer every comment.",
            "https://a.cn/x",
            "Want one? shipping is free, and I answer every comment.",
        ),
        ("The bakery, www.bread.com, opens at 8.", "www.bread.com", NO_SENTENCE),
        ("1. Wash it\n2. Order soap at www.soap.com\n3. Dry it", "www.soap.com", GAP_IN_NUMBERS),
        (
            "We open at 9 a.m. and close at 5 p.m. Write to me@shop.com for a table. Cash only.",
            "me@shop.com",
            "Cash only.",
        ),
        ("so good omg www.x-shop.com", "www.x-shop.com", NOTHING_LEFT),
        (
            "Outfit details 🧥 coat: vintage 👖 jeans: www.denim.com 👟 shoes: old",
            "www.denim.com",
            "Outfit details 🧥 coat: vintage 👟 shoes: old",
        ),
        (
            "今天的妆容好喜欢，想要同款的姐妹加微信 abc12345，周末继续更新。",
            "微信 abc12345",
            "今天的妆容好喜欢，周末继续更新。",
        ),
        ("有兴趣的姐妹，加我微信：abc12345，备注小红书。明天见！", "微信：abc12345", "明天见！"),
        (
            "京都三天两夜路线整理好了！链接在评论区，自取。\n#京都 #旅行",
            "链接在评论区",
            "京都三天两夜路线整理好了！\n#京都 #旅行",
        ),
        ("好吃到哭😭链接在主页👉快来", "链接在主页", "好吃到哭😭快来"),
        (
            "地址：人民路 12 号\n电话：13800138000\n营业：10:00-22:00",
            "13800138000",
            "地址：人民路 12 号\n营业：10:00-22:00",
        ),
        ("联系方式：13800138000", "13800138000", NOTHING_LEFT),
        ("新店开业，欢迎来玩\n预约电话：\n13800138000", "13800138000", "新店开业，欢迎来玩"),
        ("浏览器输入 a58ty.top 就能领。今天的风好大。", "a58ty.top", "今天的风好大。"),
        ("喜欢就收藏起来～ 需要的打 13800138000 ～ 晚上直播见", "13800138000", "喜欢就收藏起来 ～ 晚上直播见"),
        ("这件外套（ins: lena.bakes）真的很暖", "ins: lena.bakes", "这件外套真的很暖"),
        ("这件外套（很暖，ins: lena.bakes）真的好看", "ins: lena.bakes", "这件外套（很暖）真的好看"),
        ("真的很好吃 链接在主页 记得看", "链接在主页", "真的很好吃 记得看"),
        ("如果你也喜欢，链接在主页", "链接在主页", NOTHING_LEFT),
        ("衣服很好看。如果你也喜欢，链接在主页，记得关注", "链接在主页", "衣服很好看。记得关注"),
        ("微信 / WhatsApp ：+86 13800138000，其他时间不在", "+86 13800138000", "其他时间不在"),
        ("📍成都\n📞13800138000\n⏰10 点开门", "13800138000", "📍成都\n⏰10 点开门"),
        ("今天去了植物园🌿加v：lulu_0823🌿花都开了", "v：lulu_0823", "今天去了植物园🌿花都开了"),
        ("草稿\n\n链接在主页\n\n结尾很重要", "链接在主页", "草稿\n\n结尾很重要"),
        ("第一句话。微信号 studio-nini 欢迎来聊。第三句话。", "微信号 studio-nini", "第一句话。第三句话。"),
        ("我的车牌是京A12345，停在楼下", "京A12345", "停在楼下"),
        (
            "周末在家烤蛋糕，配方发到 handbook2024@163.com 和大家分享，烤箱是新的。",
            "handbook2024@163.com",
            "周末在家烤蛋糕，烤箱是新的。",
        ),
        ("#京都旅行 链接在主页 #慢生活", "链接在主页", NOTHING_LEFT),
        ("今天很开心，链接在主页 #慢生活", "链接在主页", "今天很开心 #慢生活"),
        (
            "一、选豆子\n二、磨粉 复制 ￥kZ8f2QwLm1x￥ 打开就能买\n三、冲煮",
            "￥kZ8f2QwLm1x￥",
            "一、选豆子\n二、磨粉\n三、冲煮",
        ),
        (
            "insta @a.bcd, telegram @bcd_88, www.c-shop.com, see you there",
            "telegram @bcd_88",
            "insta @a.bcd, www.c-shop.com, see you there",
        ),
        ("Follow me on IG @lila.makes. New drop on Friday!", "IG @lila.makes", "New drop on Friday!"),
        (
            "🍰 Cake of the week 🍰\n📩 orders: cakes@example.com\n🕐 open till 6",
            "cakes@example.com",
            "🍰 Cake of the week 🍰\n🕐 open till 6",
        ),
        ("Book now: +44 7700 900123", "+44 7700 900123", NOTHING_LEFT),
        (
            "Studio open 10-6, Mon to Fri; book at studio@example.com; bring slippers.",
            "studio@example.com",
            "Studio open 10-6, Mon to Fri; bring slippers.",
        ),
        ('"Order at www.x.com", she said. I laughed.', "www.x.com", "I laughed."),
        ("I paid $1,200 for it, see www.x-shop.com, and it was worth it.", "www.x-shop.com", "I paid $1,200 for it."),
        ("You can find me on Instagram @lila.makes or on YouTube", "Instagram @lila.makes", NOTHING_LEFT),
        (
            "Recipe: flour, sugar, eggs. Full recipe on www.bake.com (it's free!). Enjoy.",
            "www.bake.com",
            "Recipe: flour, sugar, eggs. Enjoy.",
        ),
        ("“搜abc小店”就能找到。\n明天见", "abc小店", "明天见"),
        ("喜欢的宝子，链接在主页，冲！\n今天真的好热", "链接在主页", "冲！\n今天真的好热"),
        ("价格 199 元。加微信：abc12345 领券。包邮", "微信：abc12345", "价格 199 元。包邮"),
        ("感谢老板 13800138000", "13800138000", NOTHING_LEFT),
        ("[哇R]新品上架[哇R]链接在主页[哇R]快去看", "链接在主页", "[哇R]新品上架[哇R]快去看"),
        ("营业时间 10:00～22:00，电话：010-88886666，可停车", "010-88886666", "营业时间 10:00～22:00，可停车"),
        ("✅ 免费停车\n✅ 加微信 abc12345\n✅ 可带宠物", "微信 abc12345", "✅ 免费停车\n✅ 可带宠物"),
        ("想要教程的\n链接在主页\n\n#手工", "链接在主页", NOTHING_LEFT),
        ("因为太多人问，链接在主页，价格三位数，质量很好。", "链接在主页", "价格三位数，质量很好。"),
        ("链接在主页，就能看到全部教程。今天也要开心", "链接在主页", "今天也要开心"),
        ("拍摄：小林｜修图：ins: lena.bakes｜地点：上海", "ins: lena.bakes", "拍摄：小林｜地点：上海"),
        ("Line one\r\nlink in bio\r\nLine three", "link in bio", "Line one\r\nLine three"),
        ("a lovely day - www.lovely.com - more soon", "www.lovely.com", "a lovely day - more soon"),
        ("My telegram is @cheapkicks_88! And the weather is great.", "@cheapkicks_88", "And the weather is great."),
    ],
)
def test_a_removal_leaves_sentences(text: str, hit: str, expected: str | Bilingual) -> None:
    assert left(text, hit) == expected


@pytest.mark.parametrize(
    ("text", "hit", "expected"),
    [
        ("+加微信abc12345", "微信abc12345", NOTHING_LEFT),
        ("加。微信abc12345", "微信abc12345", NOTHING_LEFT),
        ("我 微信abc12345", "微信abc12345", NOTHING_LEFT),
        ("今天好热。微信abc12345。,,加", "微信abc12345", "今天好热。"),
        ("今天好热\n加\n微信abc12345\n我", "微信abc12345", "今天好热"),
        ("Great hat.\nvia\nIG @lila.makes", "IG @lila.makes", "Great hat."),
        ("我想你。微信abc12345", "微信abc12345", "我想你。"),
    ],
)
def test_a_scrap_goes_with_its_contact(text: str, hit: str, expected: str | Bilingual) -> None:
    assert left(text, hit) == expected


@pytest.mark.parametrize(
    ("text", "hit", "expected"),
    [
        ("Link in bio, follow me for more. Great hat.", "Link in bio", "Follow me for more. Great hat."),
        ("Best matcha! Link in bio, save this for later.", "Link in bio", "Best matcha! Save this for later."),
        ("link in bio, follow me for more. Great hat.", "link in bio", "follow me for more. Great hat."),
        ("Great hat, Link in bio, save this for later.", "Link in bio", "Great hat, save this for later."),
        ("Link in bio, iPhone cases are back in stock.", "Link in bio", "iPhone cases are back in stock."),
        ("Link in bio, lena.bakes has more of these.", "Link in bio", "lena.bakes has more of these."),
        ("Link in bio\nthree ways to style a scarf", "Link in bio", "three ways to style a scarf"),
        ("Link in bio. three ways to style a scarf", "Link in bio", "three ways to style a scarf"),
        ("Link in bio，今天好热。", "Link in bio", "今天好热。"),
    ],
)
def test_what_is_left_at_the_start_begins_as_what_went_began(text: str, hit: str, expected: str) -> None:
    at = text.index(hit)
    cut = removal.clause(text, TextRange(at, at + len(hit)))
    assert not isinstance(cut, Bilingual)
    place, new = removal.capitalized(text, cut)
    assert text[: place.start] + new + text[place.end :] == expected


@pytest.mark.parametrize(
    ("text", "hit", "expected"),
    [
        ("真他妈好吃", "他妈", "真好吃"),
        ("what a damn good cake", "damn", "what a good cake"),
        ("妈的，累死了。明天休息", "妈的", "累死了。明天休息"),
        ("Shit! The cake fell. We ate it.", "Shit", "The cake fell. We ate it."),
        ("fuck you and your friends, said the film", "fuck you", NO_SENTENCE),
        ("you are such a bitch, she said", "bitch", NO_SENTENCE),
        ("牛逼", "牛逼", NOTHING_LEFT),
        ("正文 # 结束", "#", "正文 结束"),
        ("三天两夜 <!-- rednote-lint: disable AD101 -->", "<!-- rednote-lint: disable AD101 -->", "三天两夜"),
    ],
)
def test_a_word_goes_alone_where_its_sentence_stands_without_it(text: str, hit: str, expected: str | Bilingual) -> None:
    at = text.index(hit)
    cut = removal.word(text, TextRange(at, at + len(hit)))
    assert (cut if isinstance(cut, Bilingual) else text[: cut.start] + text[cut.end :]) == expected


def test_what_cannot_be_removed_is_manual_and_says_why() -> None:
    text = "加微信 abc12345\n"
    fix = offers(
        finding(place_of("post.md", text, "abc12345")), rule(policy(remove=True, safety=Safety.UNSAFE)), post(text)
    )
    assert fix is not None and fix.safety is Safety.MANUAL and not fix.edits
    assert NOTHING_LEFT.en in fix.title.en and NOTHING_LEFT.zh in fix.title.zh


def test_a_line_of_a_subtitle_may_go_altogether() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\ncall 415-555-0132\n\n2\n00:00:03,000 --> 00:00:04,000\nhello\n"
    where = place_of("clip.srt", text, "415-555-0132")
    fix = offers(finding(where), rule(policy(remove=True)), post(text, path="clip.srt"))
    assert fix is not None and fix.safety is Safety.SAFE
    after = spliced(text, [edit for edit in fix.edits if isinstance(edit, TextEdit)])
    assert "call" not in after and "hello" in after


CONTACTS = ["13800138000", "415-555-0132", "nina@example.com", "www.example-shop.com", "@lila.makes", "abc12345"]
LEADS = ["call ", "微信：", "email me at ", "想要的打 ", "find it on ", "链接 ", ""]
CLAUSES = [
    "今天很开心",
    "we went home",
    "价格 199 元",
    "the cake was good",
    "如果喜欢",
    "if you like it",
    "#京都",
    "Hair: Mia",
]
MARKS = ["，", "。", ", ", ". ", "\n", "\n\n", " / ", "✨", "！", " and ", "\r\n- ", "（", "）", "：", " "]


@st.composite
def captions(draw: st.DrawFn) -> tuple[str, TextRange]:
    """Draw a caption, and the place of one contact in it."""
    parts = draw(st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from(MARKS)), max_size=5))
    after = draw(st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(CLAUSES)), max_size=5))
    head = "".join(clause + mark for clause, mark in parts) + draw(st.sampled_from(LEADS))
    contact = draw(st.sampled_from(CONTACTS))
    return head + contact + "".join(mark + clause for mark, clause in after), TextRange(
        len(head), len(head) + len(contact)
    )


@given(captions())
def test_a_removal_takes_the_contact_whole_and_invents_nothing(drawn: tuple[str, TextRange]) -> None:
    text, place = drawn
    cut = removal.clause(text, place)
    if isinstance(cut, Bilingual):
        return
    assert cut.start <= place.start and place.end <= cut.end
    after = text[: cut.start] + text[cut.end :]
    assert re.search(r"[^\W_]", re.sub(r"#\w+", "", after)), "an empty caption"
    words = set(re.findall(r"[A-Za-z0-9]+", text))
    assert set(re.findall(r"[A-Za-z0-9]+", after)) <= words, "joined or torn words"
    seam = re.split(r"\r?\n", after[: cut.start])[-1] + re.split(r"\r?\n", after[cut.start :])[0]
    assert (
        not re.search(r"[，,：:/][ ]*[，,。.！/]|^[ ]*[，,。/]|\b(?:and|at|on)\s*(?:[，,。.]|$)", seam) or seam in text
    ), seam


@given(st.text(st.sampled_from("ab 你好，,。.\n\r（）()“”#：:/-1✨👉@的就"), min_size=1, max_size=40), st.data())
def test_any_text_keeps_all_but_one_range(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for cutter in (removal.clause, removal.word):
        cut = cutter(text, TextRange(start, end))
        assert isinstance(cut, Bilingual) or (0 <= cut.start <= start and end <= cut.end <= len(text))


def test_a_long_caption_costs_no_more_than_a_short_one() -> None:
    line = "今天很开心，加微信 abc12345，明天见\n"
    text = line * 20_000
    places = [TextRange(at, at + 8) for at in range(10, 300 * len(line), len(line))]
    started = time.process_time()
    assert not any(isinstance(removal.clause(text, place), Bilingual) for place in places)
    assert time.process_time() - started < 3

import pytest

from rednote_lint.text.detect import Detector
from rednote_lint.text.views import Views


def found(name: str, text: str) -> list[str]:
    views = Views(text)
    ranges = views.sightings(Detector(name))
    return [text[slice(*views.original_range(*span))] for span in ranges]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("phone", "打13912345678找我", "13912345678"),
        ("phone", "电话 139-1234-5678。", "139-1234-5678"),
        ("phone", "1 3 9 1 2 3 4 5 6 7 8", "1 3 9 1 2 3 4 5 6 7 8"),
        ("phone", "①③⑨①②③④⑤⑥⑦⑧", "①③⑨①②③④⑤⑥⑦⑧"),
        ("phone", "1️⃣3️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "1️⃣3️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
        ("phone", "一三九一二三四五六七八", "一三九一二三四五六七八"),
        ("phone", "l39l234o678", "l39l234o678"),
        ("phone", "１３９１２３４５６７８", "１３９１２３４５６７８"),
        ("phone", "call (415) 555-0134 now", "(415) 555-0134"),
        ("phone", "+44 7911 123456", "+44 7911 123456"),
        ("phone", "联系电话 0571-8802 6134", "0571-8802 6134"),
        ("phone", "订座请打 021 6288 1234", "021 6288 1234"),
        ("phone", "tel: (010)65529988", "(010)65529988"),
        ("phone", "座机 0311-8602934", "0311-8602934"),
        ("phone", "Tel 0171 5550138", "0171 5550138"),
        ("wechat-id", "我的vx：abc_1234哦", "vx：abc_1234"),
        ("wechat-id", "薇❤️ abc123", "薇❤️ abc123"),
        ("wechat-id", "微信号 hello-world", "微信号 hello-world"),
        ("wechat-id", "➕🅥 xiaomei520", "🅥 xiaomei520"),
        ("wechat-id", "加VXmm2024a", "VXmm2024a"),
        ("qq", "QQ群：987654321", "QQ群：987654321"),
        ("qq", "扣扣1234567", "扣扣1234567"),
        ("email", "写信到 a.b@mail.example 吧", "a.b@mail.example"),
        ("email", "foo(at)bar.com", "foo(at)bar.com"),
        ("email", "123456#qq.com", "123456#qq.com"),
        ("url", "看https://a.com/x，好", "https://a.com/x"),
        ("url", "ｗｗｗ.shop.com", "ｗｗｗ.shop.com"),
        ("url", "http://127.0.0.1.example.com/", "http://127.0.0.1.example.com/"),
        ("url", "http://127.1.example.com/", "http://127.1.example.com/"),
        ("url", "http://0x7f000001.shop.com/", "http://0x7f000001.shop.com/"),
        ("email", "mail me by@k.com", "by@k.com"),
        ("email", "联系 credit@film.club", "credit@film.club"),
        ("url", "http://172.32.0.1/a", "http://172.32.0.1/a"),
        ("url", "http://localhost.shop.com/a", "http://localhost.shop.com/a"),
        ("url", "http://example.com@shop.com/a", "http://example.com@shop.com/a"),
        ("url", "https://8.8.8.8/x", "https://8.8.8.8/x"),
        ("domain", "𝕒𝟝𝟠𝕥𝕪.𝕥𝕠𝕡", "𝕒𝟝𝟠𝕥𝕪.𝕥𝕠𝕡"),
        ("domain", "去 myshop点com 下单", "myshop点com"),
        ("domain", "foo.co.uk", "foo.co.uk"),
        ("short-link", "bit.ly/AbC", "bit.ly/AbC"),
        ("taobao-code", "复制￥AbC123xyz45￥打开", "￥AbC123xyz45￥"),
        ("handle", "IG：foo.bar", "IG：foo.bar"),
        ("handle", "tg @name_1", "tg @name_1"),
        ("handle", "抖音号 abc123", "抖音号 abc123"),
        ("handle", "follow me on TikTok: @sara", "TikTok: @sara"),
        ("id-card", "证件11010519491231002X", "11010519491231002X"),
        ("plate", "车牌京A·12345", "京A·12345"),
        ("plate", "粤BD12345", "粤BD12345"),
    ],
)
def test_what_authors_hide_is_found_where_it_stands(name: str, text: str, expected: str) -> None:
    assert found(name, text) == [expected]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("phone", "13、14、15、16、17、18"),
        ("phone", "1980-2023 120"),
        ("phone", "订单号 139123456781234"),
        ("phone", "订单号 0571-88026134 已发货"),
        ("phone", "型号 010-6552-9988"),
        ("phone", "打电话问了，编号 0571-880261341"),
        ("phone", "11111111111"),
        ("phone", "hello loollooll"),
        ("wechat-id", "微信支付和微信头像"),
        ("wechat-id", "iPhone v16 promax"),
        ("wechat-id", "我的微信 hello world"),
        ("qq", "q3 2024 财报"),
        ("email", "a@b"),
        ("email", "photo by@k.com"),
        ("email", "credit@film.club, via@some.blog.com"),
        ("email", "ft@dj.kim.com ig@lila.co"),
        ("url", "https://www.xiaohongshu.com/explore/1"),
        ("url", "http://127.0.0.1:18060"),
        ("url", "打开 http://localhost:8080/admin?x=1，登录"),
        ("url", "http://192.168.1.20/"),
        ("url", "https://10.0.0.8:443 和 http://172.16.3.4/a"),
        ("url", "http://nas.local/photos"),
        ("url", "http://[::1]:3000"),
        ("url", "http://127.1/ 和 http://127.0.1:80/a"),
        ("url", "http://0x7f000001 http://2130706433/"),
        ("url", "http://user:pw@192.168.0.1/"),
        ("url", "http://0.0.0.0:5000 http://169.254.1.1"),
        ("domain", "my-mac.local/index.html"),
        ("domain", "great.me too, node.js, 5.cc, README.md"),
        ("domain", "xhslink.com/a"),
        ("short-link", "rabbit.ly/abc"),
        ("taobao-code", "￥100 ￥200"),
        ("handle", "ins风格的穿搭, tt: ok"),
        ("handle", "TikTok is getting banned"),
        ("id-card", "110105194912310021"),
        ("plate", "新疆a点，川A"),
    ],
)
def test_what_only_looks_alike_is_left_alone(name: str, text: str) -> None:
    assert found(name, text) == []


MENTIONS = [
    "shot by @lila.cooks",
    "IG @lila.makes",
    "by @dance.queen",
    "credit @a.b",
    "IG @a.b.c",
    "team@ home",
    "meet @ home.base",
    "cc @mia.rose @leo.west",
    "cam @jo.k edit @sam.lee.films",
    "dress from @studio.noir",
    "hair by @nina.hair.co",
    "photo: @the.daily.frame",
    "w/ @ben.runs today",
    "tagged @my.cat.is.fat",
    "song by@billie.eyelash",
    "with @anna.of.oz at the park",
    "thanks @coach.mike!",
    "see @pie.lab.",
    "@a.b",
    "via @plant.mom.club",
    "styled @vintage.finds",
    "repost @old.town.cats",
    "ig@lila.makes",
    "作者@小红书.美食",
    "摄影 @lila.cooks 后期 @tom.edits",
    "感谢@nina.bakes 的教程",
    "出镜@mia.mia",
    "妆造：@makeup.lin",
    "和 @leo.travels 一起",
    "封面 @pic.by.kim",
    "@kim.c @lee.d @wu.e",
    "dinner @ mom.s",
    "open @ 9.30",
    "5 @ 3.99",
    "rating 4 @ 5.0",
    "mixed @studio.b",
    "dj set @club.nine",
    "at @art.fair.tw",
    "vid @reel.cut edit",
    "outfit @ootd.ann jeans @denim.bar",
]
MAILS = [
    "nina.crochet@example.com",
    "handbook2024@163.com",
    "x@y.io",
    "hello@my-shop.co.uk",
    "a_b+c@mail.studio.net",
    "12345@qq.com",
    "nina @gmail.com",
    "nina @ gmail.com",
    "nina@ gmail.com",
    "hello @ my-studio.com",
    "foo(at)bar.com",
    "foo [at] bar.org",
    "foo {at} gmail.com",
    "123456#qq.com",
    "lily艾特163.com",
    "jo艾特qq点com",
    "jo 艾特 163 点 com",
    "jo（艾特）foxmail.com",
    "jo.lila艾特lilacooks点com",
    "lily at gmail.com",
    "lily at gmail dot com",
    "lily@gmail(dot)com",
    "lily@qq点com",
    "lily@@gmail.com",
    "lily@vip.163.com",
    "ｌｉｌｙ＠ｑｑ．ｃｏｍ",
]


def test_hanzi_may_stand_right_before_an_address_whose_sign_is_spelled() -> None:
    assert found("email", "邮箱jo艾特qq点com哦") == ["jo艾特qq点com"]
    for text in ("记得艾特我", "艾特qq好友就行", "我爱特别的点心 com", "abc艾特你的朋友"):
        assert found("email", text) == []


@pytest.mark.parametrize("text", MENTIONS)
def test_a_mention_of_a_dotted_account_is_no_mail_address(text: str) -> None:
    assert found("email", text) == []


@pytest.mark.parametrize("address", MAILS)
def test_mail_addresses_are_found_whole_however_they_are_disguised(address: str) -> None:
    assert found("email", f"write to {address} please") == [address]
    assert found("email", f"合作请发 {address}，谢谢") == [address]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("handle", "whatsapp lulu_0823", "whatsapp lulu_0823"),
        ("handle", "write me on Telegram mei2024x please", "Telegram mei2024x"),
        ("handle", "加ins lulu.bakes88", "ins lulu.bakes88"),
        ("handle", "电报 lulu0823", "电报 lulu0823"),
        ("handle", "tg l-u-l-u-0-8", "tg l-u-l-u-0-8"),
        ("handle", "ins lu\u200blu_0\u200b823", "ins lu\u200blu_0\u200b823"),
        ("wechat-id", "vx：l-u-l-u-0-8-2-3", "vx：l-u-l-u-0-8-2-3"),
        ("wechat-id", "vx\nl\nu\nl\nu\n0\n8", "vx\nl\nu\nl\nu\n0\n8"),
        ("wechat-id", "微信 l🌸u🍓l🌸u🍓0🌸8", "微信 l🌸u🍓l🌸u🍓0🌸8"),
        ("phone", "1.3.8.0.0.1.3.8.0.0.0", "1.3.8.0.0.1.3.8.0.0.0"),
        ("qq", "扣扣 2 · 8 · 4 · 7 · 6 · 1 · 9", "扣扣 2 · 8 · 4 · 7 · 6 · 1 · 9"),
    ],
)
def test_what_is_set_apart_or_follows_a_mere_blank_is_found(name: str, text: str, expected: str) -> None:
    assert found(name, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "whatsapp group photos",
        "telegram channel news",
        "ins style room",
        "ins 风穿搭",
        "ins风2024",
        "ig 10k followers",
        "instagram reels",
        "whatsapp web2 update",
        "telegram ios17 bug",
        "facebook 2012 memories",
        "discord v2.1 is out",
        "facebook top10",
        "tiktok refugee here",
        "insulin2024x",
    ],
)
def test_words_after_the_name_of_a_platform_are_no_handle(text: str) -> None:
    assert found("handle", text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wechat-id", "喂芯 lulu0823"),
        ("wechat-id", "维欣：lulu_0823"),
        ("wechat-id", "微亻言 lulu0823"),
        ("wechat-id", "weixin lulu0823"),
        ("wechat-id", "wei xin：lulu0823"),
        ("wechat-id", "jia v lulu0823"),
        ("wechat-id", "w3chat lulu0823"),
        ("wechat-id", "v.x lulu0823"),
        ("wechat-id", "加🟢 lulu0823"),
        ("wechat-id", "➕💬lulu_0823"),
        ("wechat-id", "🇻🇽 lulu0823"),
        ("qq", "抠抠 28476199"),
        ("qq", "秋秋：28476199"),
        ("qq", "扣扣 二八四七六一九九"),
        ("qq", "q q 28476199"),
        ("qq", "企鹅 幺拐洞三五六八"),
        ("phone", "幺三八洞洞幺三八洞洞洞"),
        ("phone", "幺拐两三四五六拐八勾洞"),
        ("handle", "t3legram: lulu_0823"),
        ("handle", "wh4tsapp lulu_0823"),
        ("wechat-id", "卫星：lulu0823"),
        ("wechat-id", "微信加好友 lulu0823"),
        ("wechat-id", "lulu0823 ← wechat"),
        ("qq", "蔻蔻找团长，一〇三三七四九二八"),
        ("handle", "telegrm: lulu_0823"),
        ("handle", "what's up 加我 0044 7700 900456"),
        ("handle", "照片墙搜 lulu_0823"),
        ("handle", "ins看全部成品 lulu_0823"),
        ("handle", "ins 搜 lulu.cooks.daily"),
        ("short-link", "t点me/lulucooks"),
    ],
)
def test_disguised_names_before_an_id_are_seen_through(name: str, text: str) -> None:
    assert text in found(name, f"找我的{text}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wechat-id", "气象卫星：noaa19b"),
        ("wechat-id", "abc12345 → wechat pay"),
        ("qq", "蔻蔻找了三次，一共三三两两"),
        ("handle", "what's up with 5 cats"),
        ("handle", "照片墙贴了 40 张"),
        ("handle", "ins风的房间 room"),
        ("short-link", "he went.me/too"),
        ("wechat-id", "戊戌维新 1898年"),
        ("wechat-id", "唯心 abc1 论"),
        ("wechat-id", "委心 lulu"),
        ("wechat-id", "加🍀 四叶草"),
        ("wechat-id", "🟢 kn95mask2024"),
        ("wechat-id", "💬 12 comments"),
        ("wechat-id", "weixin pay is easy"),
        ("wechat-id", "尾薪 20000 一个月"),
        ("wechat-id", "v-x-y 坐标"),
        ("wechat-id", "jia you 2024"),
        ("qq", "求求 123 遍"),
        ("qq", "口口声声说了三四五六遍"),
        ("qq", "一二三四五六七八九"),
        ("qq", "企鹅一二三只"),
        ("qq", "秋秋今年 12 岁"),
        ("phone", "一两三四五六七八九十天"),
        ("phone", "山洞两侧拐弯勾住"),
        ("handle", "te1egram bug"),
    ],
)
def test_look_alikes_of_disguised_names_are_left_alone(name: str, text: str) -> None:
    assert found(name, text) == []


def test_a_line_that_says_something_is_no_account() -> None:
    assert found("handle", "LINE: nora1988") == ["LINE: nora1988"]
    assert found("handle", "The letter had one line: come home") == []

"""Frames: what a caption is, told from the classes of its words."""

import pytest

from rednote_lint.text.views import Views
from rednote_lint.text.words.frames import Frame, frames_of
from rednote_lint.text.words.framing import framed


def frames(text: str) -> set[Frame]:
    return {frame.frame for frame in frames_of(Views(text).folded.text)}


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("市监局上周查处了三家店", Frame.RULING),
        ("晚上热搜上又是这个", Frame.NEWS),
        ("旁听庭审回来睡不着", Frame.TRIAL),
        ("急诊科夜班，今天来了三个", Frame.WORK),
        ("Paramedic here, long night", Frame.WORK),
        ("传播学小组作业选了这个题", Frame.STUDY),
        ("期中考砸了", Frame.STUDY),
        ("I counted ninety comments last night", Frame.SURVEY),
        ("这部剧的反派太会了", Frame.FICTION),
        ("我们班级选举投票，我当了楼长", Frame.SMALL_VOTE),
        ("Monopoly with my cousins again", Frame.GAME),
        ("初二那年我转过这种图", Frame.MEMORY),
        ("我爸去年听信过这个", Frame.FAMILY),
        ("闺女的书包里有一根", Frame.FAMILY),
        ("有人用我的照片开店", Frame.VICTIM),
        ("Somebody is using my pictures", Frame.VICTIM),
        ("又接到这种推销", Frame.PITCHED),
        ("Turned down my first deal", Frame.REFUSAL),
        ("退了所有的群之后清静了", Frame.RECOVERY),
        ("Day 12 without a drink", Frame.RECOVERY),
        ("姐妹们千万别信", Frame.WARNING),
        ("要办直接去派出所", Frame.OFFICIAL),
        ("当了六年护工", Frame.WORK),
        ("陪奶奶打麻将", Frame.GAME),
        ("I tried the cream so you don't have to", Frame.COMPLAINT),
        ("请问这样写合适吗", Frame.QUESTION),
        ("用了一个月没啥变化", Frame.COMPLAINT),
        ("我家的蜜治不了病", Frame.MODEST),
        ("Flashcards again, the prof loves this word", Frame.STUDY),
        ("Season 3 and the plot still holds", Frame.FICTION),
        ("Third playthrough, still no loot", Frame.GAME),
        ("Grandpa told us he swam there in 1952", Frame.MEMORY),
        ("My little cousin borrowed from them", Frame.FAMILY),
        ("Comment I got this morning", Frame.VICTIM),
        ("Is it allowed to bring two of them", Frame.QUESTION),
        ("We stopped doing that in spring", Frame.MODEST),
        ("装修小结：三个月下来只有两句话", Frame.NOTES),
        ("昨晚看完《雾里的船》睡不着", Frame.FICTION),
        ("这样写要不要公证处盖章", Frame.LAW),
        ("点进去是一锅粥", Frame.PUN),
        ("柜台只卖成年人", Frame.HONEST),
        ("Hot glue everywhere again", Frame.CRAFT),
        ("Book review: the thief was the gardener", Frame.NOTES),
        ("Under section nine he owes her nothing", Frame.LAW),
        ("Misheard it as a threat", Frame.PUN),
        ("We check ID at the door", Frame.HONEST),
        ("Ring me when you land, the soup is warm", Frame.AT_HOME),
        ("Resoling from 30, Tue-Sat, bell at the side", Frame.SHOP_DOOR),
        ("带橘猫去看兽医", Frame.PET),
        ("岩馆里练了两回双绳", Frame.CARE),
        ("开了九年车零事故", Frame.DEFENSE),
        ("今天第一次当伴娘", Frame.MILESTONE),
        ("睡前故事讲到一半", Frame.CHILDREN),
        ("拿借书证在馆里看的", Frame.OWN_WORK),
        ("去银行网点排了半天", Frame.OFFICIAL),
    ],
)
def test_a_frame_is_told_from_its_words(text: str, frame: Frame) -> None:
    assert frame in frames(text)


def test_every_frame_is_named_in_both_languages() -> None:
    assert all(frame.value.en.isascii() and not frame.value.zh.isascii() for frame in Frame)
    assert len({frame.value.zh for frame in Frame}) == len(Frame)


def test_words_far_apart_or_in_another_clause_make_no_frame() -> None:
    assert Frame.RULING not in frames("派出所旁边那家面馆我吃了整整十年终于公布了菜单")
    assert Frame.FAMILY not in frames("我爸来了，被骗的是别人")


def test_the_words_of_the_claim_itself_frame_nothing() -> None:
    text = "侵权必删"
    assert framed(text, 0, len(text)) is None
    assert framed("我的图侵权了，" + text, 7, 11)


def test_a_heading_that_promises_makes_no_notes() -> None:
    assert Frame.NOTES not in frames("减肥笔记：三天瘦十斤")
    assert Frame.NOTES not in frames("我用了整整三个月才终于把这件事想明白，今天也来交一份迟到的小结：很好")


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("柜台只卖成年人，烟草专卖证挂着，现货，私信我", True),
        ("后怕的别来，现货，私信我，日赚三百", False),
        ("桌游，现货，日赚三百", False),
    ],
)
def test_only_who_keeps_the_rules_is_framed_although_he_sells(text: str, stays: bool) -> None:
    folded = Views(text).folded.text
    assert (framed(folded, len(folded) - 2, len(folded)) is not None) is stays


def test_a_verdict_on_others_frames_nothing() -> None:
    assert Frame.WARNING not in frames("别家都是骗局")


@pytest.mark.parametrize("text", ["原厂的料，假一赔十", "上期中了两注"])
def test_words_of_sellers_frame_nothing(text: str) -> None:
    assert not frames(text)

"""Stories and warnings one sentence beside a claim; and the same words in captions that offer something."""

import pytest

from rednote_lint.text.words.telling import told

CLAIMS = ("一夜变白", "盗版光盘", "假学历", "互赞", "fake passport", "whitening cream", "like for like")


def why(text: str) -> str | None:
    claim = next(claim for claim in CLAIMS if claim in text)
    return told(text, text.index(claim), text.index(claim) + len(claim))


@pytest.mark.parametrize(
    "text",
    [
        "查出来含汞。那瓶说一夜变白",
        "一夜变白。上周进了急诊",
        "2009年租盗版光盘的日子，攒一周零花钱",
        "做人事第三年。又收到假学历，一查就露馅",
        "退了几个互赞群，清净多了",
        "老板吐槽：有人上门问互赞不互赞",
        "made a fake passport when i was six",
        "threw out the whitening cream. it was full of mercury",
        "like for like is a waste. not worth it",
    ],
)
def test_a_caption_that_offers_nothing_tells(text: str) -> None:
    assert why(text)


@pytest.mark.parametrize(
    "text",
    [
        "查出来含汞的都是别家。我家一夜变白",
        "一夜变白。上周进了急诊的同事也在用，链接在主页",
        "2009年租盗版光盘的日子回来了，想看的私我",
        "假学历绝不露馅，加我",
        "退了几个群，互赞的来",
        "老板吐槽：互赞吗，有需要的扣1",
        "made a fake passport when i was six, now i sell them, dm me",
        "threw out the others. our whitening cream, link in bio",
        "not worth waiting: like for like, comment done",
        "又亮又干净。一夜变白",
    ],
)
def test_the_same_words_in_an_offer_do_not(text: str) -> None:
    assert why(text) is None


def test_only_the_next_sentence_counts() -> None:
    assert why("进了急诊。天气很好。又下雨了。一夜变白。") is None

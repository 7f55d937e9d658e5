"""Which texts of a post detectors may find something in, told from all short ones at once."""

import random

import pytest

from rednote_lint.facts.text.reading import Reading
from rednote_lint.model import Location, Scope, TextRange, TextSpan
from rednote_lint.text.detect import Detector
from rednote_lint.text.masks import SEAM
from rednote_lint.text.patterns.reach import LONG
from rednote_lint.text.views import Views

PIECES = (
    *(
        "加微信 ",
        "abc12345",
        "微 信：",
        "q群123456789",
        "1",
        "3",
        "8",
        "0",
        " 1 3 8 0 0 1 3 8 0 0 0",
        "一三八零零一三八零零零",
    ),
    *(
        "\n",
        "v\nx\na\nb\nc\n1\n2",
        "加\n我\n微\n信\nx\ny\nz",
        "a@qq.com",
        " at ",
        "gmail.com",
        "￥abcd1234￥",
        "￥",
        "好",
    ),
    *("京A12345", "one two three four five six seven", "w h a t s a p p", " telegram", "tg:", "@lila.cooks", "倒过来 "),
    *(
        "54321cba",
        "ɐɔǝ",
        "𝓌𝑒𝒸𝒽𝒶𝓉",
        "wechat",
        "www.a.com",
        "abc 点 com",
        "sk-live-abcdef1234567890abcd",
        "亻言",
        "✈️",
        "ins ",
    ),
    *("token=abc12345678", "绿泡泡", ".", "，", "。", "1️⃣3️⃣8️⃣", "\u200b", "🍎", "l", "bit.ly/abc", "110101199003077758"),
    *("①②③", "微", "信", "x", "_", "看 1 " * (LONG // 4)),
)


def reading(texts: list[str]) -> Reading:
    spans = [
        TextSpan(scope=Scope.TAGS, text=text, where=Location(path="p", text=TextRange(0, len(text)))) for text in texts
    ]
    return Reading(lambda scope: spans if scope is Scope.TAGS else (), ())


@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_in_a_text_alone_is_sighted_among_many(seed: int) -> None:
    drawn, found = random.Random(seed), 0
    for _ in range(40):
        texts = ["".join(drawn.choices(PIECES, k=drawn.randint(1, 9))) for _ in range(drawn.randint(1, 6))]
        several = reading(texts)
        for detector in Detector:
            alone = {number for number, text in enumerate(texts) if Views(text).sightings(detector)}
            assert alone <= set(several.sighted(detector)), (detector, texts)
            found += len(alone)
    assert found > 100


def test_many_texts_are_read_by_a_detector_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from rednote_lint.facts.text import reading as module

    read: list[str] = []
    monkeypatch.setitem(module.FINDERS, Detector.EMAIL, lambda text: iter(read.append(text) or ()))
    assert reading([f"标签{number}" for number in range(500)]).sighted(Detector.EMAIL) == ()
    assert len(read) == 1


def test_the_letter_between_texts_may_stand_in_one() -> None:
    assert reading([f"好{SEAM}好", "a@qq.com"]).sighted(Detector.EMAIL) == (1,)

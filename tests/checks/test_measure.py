"""Rules on measured values."""

import msgspec
import pytest

from rednote_lint.checks.conditions import Condition
from rednote_lint.checks.measure import KIND, MeasureParams
from rednote_lint.facts import Need, Options
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import Bilingual, Confidence, Hit, Post, PostKind, Rule, Severity
from rednote_lint.posts import load
from rednote_lint.rule_tests.stated import Stated, StatedFacts
from rednote_lint.text.patterns.pattern import Pattern, decoder


def params(**stated):
    return msgspec.convert(stated, MeasureParams, dec_hook=decoder(Pattern.verified))


def rule(**stated):
    words = Bilingual(en="x", zh="x")
    return Rule(
        code="FM999", name="x", pack="x", check="measure", params=params(**stated),
        severity={"default": Severity.ERROR}, confidence=Confidence.HIGH, message=words, why=words,
    )  # fmt: skip


def hits(facts, **stated):
    (checker,) = KIND.compile([rule(**stated)])
    return list(checker.run(facts))


def stated(**values):
    post = Post(id="p", path="p", root=".", kind=PostKind.IMAGE)
    named = {name.replace("__", "."): value for name, value in values.items()}
    return StatedFacts(post, frozenset(), Options(), Stated(values=named))


def test_values_and_limits_are_written_alike_and_without_an_exponent():
    (hit,) = hits(stated(video__duration=3691.0), measure="video.duration", require={"at_most": 3600})
    assert (hit.values["value"], hit.values["limit"]) == ("3691", "3600")
    (hit,) = hits(stated(video__duration=2_500_000.5), measure="video.duration", require={"at_most": 2_000_000})
    assert (hit.values["value"], hit.values["limit"]) == ("2500000.5", "2000000")


@pytest.mark.parametrize(
    ("condition", "holds", "fails"),
    [
        ({"between": [1, 18]}, [1, 18, 2.5], [0, 19]),
        ({"at_least": 720}, [720], [719.9]),
        ({"at_most": 20}, [20], [20.5]),
        ({"less_than": 2}, [1], [2]),
        ({"more_than": 2}, [3], [2]),
        ({"at_least": 1, "at_most": 2}, [1, 2], [0, 3]),
        ({"equals": "utf-8"}, ["utf-8"], ["gb18030", None]),
        ({"equals": False}, [False], [True]),
        ({"not_equals": "gif"}, ["png"], ["gif"]),
        ({"in": ["mp4", "mov"]}, ["mp4"], ["avi"]),
        ({"not_in": ["fyp"]}, ["vlog"], ["fyp"]),
        ({"matches": "[a-z]+"}, ["abc"], ["abc1", ""]),
        ({"exists": True}, ["x", 0, ""], [None]),
        ({"exists": False}, [None], ["x"]),
    ],
)
def test_operators(condition, holds, fails):
    made = msgspec.convert(condition, Condition, dec_hook=decoder(Pattern.verified))
    assert all(made.holds(value) for value in holds)
    assert not any(made.holds(value) for value in fails)


@pytest.mark.parametrize(
    ("stated", "part"),
    [
        ({"measure": "images.cout", "require": {"at_most": 1}}, "images.count"),
        ({"measure": "images.count", "require": {}}, "no operator"),
        ({"measure": "images.count", "require": {"at_mots": 1}}, "at_mots"),
        ({"measure": "images.count", "require": {"between": [2, 1]}}, "empty range"),
        ({"measure": "image.type", "require": {"at_most": 1}}, "no number"),
        ({"measure": "tag.name", "require": {"matches": "("}}, "does not compile"),
        ({"measure": "image.type", "require": {"equals": "x"}, "given": {"video.fps": {"at_most": 1}}}, "another"),
        ({"measure": "image.type", "require": {"equals": "x"}, "given": {"nope": {"at_most": 1}}}, "nope"),
        ({"measure": "image.type", "require": {"equals": "x"}, "when_": 1}, "when_"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(stated, part):
    with pytest.raises(msgspec.ValidationError) as caught:
        params(**stated)
    remedy = getattr(caught.value.__cause__, "remedy", "")
    assert part in f"{caught.value} {remedy}"


def test_a_hit_says_value_and_limit():
    (hit,) = hits(stated(images__count=19), measure="images.count", require={"between": [1, 18]})
    assert isinstance(hit, Hit)
    assert (hit.evidence, hit.values["value"], hit.values["limit"]) == ("19", "19", "1–18")


def test_a_value_that_does_not_apply_is_no_hit():
    assert hits(stated(image__ratio=None), measure="image.ratio", require={"at_most": 1}) == []
    assert hits(stated(), measure="image.ratio", require={"at_most": 1}) == []


def test_another_measure_can_be_the_condition():
    keys = {"measure": "title.length.web", "require": {"at_most": 20}, "given": {"title.length.app": {"at_most": 20}}}
    assert hits(stated(title__length__web=21, title__length__app=20), **keys)
    assert not hits(stated(title__length__web=21, title__length__app=21), **keys)


def test_a_condition_is_asked_of_the_same_thing(tmp_path):
    from PIL import Image

    (tmp_path / "post.md").write_text("正文", encoding="utf-8")
    for name, size in (("1.png", (800, 800)), ("2.png", (300, 300)), ("3.png", (800, 1200))):
        Image.new("RGB", size).save(tmp_path / name)
    facts = ObservedFacts(load(tmp_path), frozenset(), Options())
    found = hits(
        facts, measure="image.long_side", require={"at_least": 960}, given={"image.short_side": {"at_least": 720}}
    )
    assert [hit.where.path.rsplit("/", 1)[-1] for hit in found] == ["1.png"]
    assert found[0].values["size"] == "800×800" and found[0].values["asset"] == "1.png"


def test_the_place_is_what_is_too_much(tmp_path):
    text = "---\ntitle: " + "长" * 21 + "\n---\n正文"
    (tmp_path / "post.md").write_text(text, encoding="utf-8")
    facts = ObservedFacts(load(tmp_path), frozenset(), Options())
    (hit,) = hits(facts, measure="title.length.app", require={"at_most": 20})
    assert hit.evidence == "长" and text[slice(*hit.where.text)] == "长"
    assert hit.where.text.end == text.index("\n---\n正文")


def test_a_reason_is_said_in_both_languages(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"")
    facts = ObservedFacts(load(tmp_path / "a.jpg"), frozenset(), Options())
    (hit,) = hits(facts, measure="image.damage", require={"exists": False})
    assert "empty" in hit.values["value"] and "空" in hit.values["value_zh"]


def test_only_headers_are_asked_for_where_a_rule_measures_media():
    assert KIND.needs(rule(measure="image.width", require={"at_least": 1})) == {Need.HEADERS}
    assert KIND.needs(rule(measure="title.length.app", require={"at_most": 1})) == {Need.TEXT}

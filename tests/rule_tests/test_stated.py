"""What a rule's test states stands for files: nothing is read, and checks get the same kinds of answers."""

from __future__ import annotations

from typing import Any

import pytest

from rednote_lint.facts import Facts, Need, Options, Unreadable
from rednote_lint.facts.analysis.payload import Payload
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Change
from rednote_lint.facts.observed import ObservedFacts
from rednote_lint.model import AssetKind, Box, Post, PostKind, Scope, TimeRange
from rednote_lint.rule_tests.stated import Stated, StatedFacts, stated_assets
from tests.facts.marks.drawn import TEMPLATE, layout_of

LINE = {"text": "TikTok", "box": [420, 600, 240, 80], "time": [8, 12]}
LOGO = {"logo": "tiktok-note", "box": [40, 880, 80, 90]}


def facts_of(*seen: dict[str, Any], **values: Any) -> Facts:
    stated = Stated(seen=seen, values=values)
    post = Post(id="p", path="p", root=".", kind=PostKind.IMAGE, assets=stated_assets(stated))
    return StatedFacts(post, frozenset(Need), Options(), stated)


def analysis_of(*seen: dict[str, Any]) -> MediaAnalysis:
    facts = facts_of(*seen)
    analysis = facts.analysis(facts.post.assets[0])
    assert isinstance(analysis, MediaAnalysis)
    return analysis


def test_observed_and_stated_facts_keep_one_protocol() -> None:
    asked = {name for name in vars(Facts) if not name.startswith("_")} | set(Facts.__annotations__)
    observed = ObservedFacts(facts_of().post, frozenset(), Options())
    for facts in (facts_of(), observed):
        assert not [name for name in asked if not hasattr(facts, name)]


@pytest.mark.parametrize(
    ("seen", "files"),
    [
        ([], []),
        ([{"text": "x", "box": [0, 0, 9, 9]}], [AssetKind.IMAGE]),
        ([LINE], [AssetKind.VIDEO]),
        ([{"duration": 12}], [AssetKind.VIDEO]),
        ([{"bytes": "a"}, {"bytes": "b", "looks": "x"}], [AssetKind.IMAGE, AssetKind.IMAGE]),
    ],
)
def test_observations_stand_for_files(seen: list[dict[str, Any]], files: list[AssetKind]) -> None:
    assert [asset.kind for asset in facts_of(*seen).post.assets] == files


def test_a_line_stands_for_its_time_and_is_text_of_the_post() -> None:
    still = {"text": "still", "box": [0, 0, 9, 9], "time": [0, 2], "moves": False}
    analysis = analysis_of(LINE, {"ground": 0.93}, still)
    assert analysis.lines is not None and analysis.background is not None
    first, second = analysis.lines
    assert (first.first, first.last, first.before, first.after) == (8, 12, 7.9, None)
    assert (first.samples, first.changed) == (8, 7)
    assert (second.before, second.after, second.changed) == (None, 2.1, 0)
    assert (analysis.view.duration, analysis.background.share) == (12, 0.93)
    (span,) = facts_of(LINE).spans(Scope.OCR)
    assert (span.text, span.where.box) == ("TikTok", Box(420, 600, 240, 80))


def test_a_code_without_content_is_unreadable() -> None:
    link = {"code": "QRCode", "content": "https://t.me/x", "time": [2, 6]}
    codes = analysis_of(link, {"code": "QRCode"}).codes
    assert codes is not None
    readable, unreadable = codes
    assert (readable.payload, readable.time) == (Payload.PLATFORM, TimeRange(2, 6))
    assert unreadable.payload is Payload.UNREADABLE


def test_files_are_the_same_by_the_names_of_what_they_hold_and_show() -> None:
    facts = facts_of({"bytes": "a", "looks": "x"}, {"bytes": "b", "looks": "x"}, {"bytes": "a"})
    one, two, three = facts.post.assets
    assert facts.digest(one) == facts.digest(three) != facts.digest(two)
    shown = []
    for asset in (one, two, three):
        analysis = facts.analysis(asset)
        assert isinstance(analysis, MediaAnalysis) and analysis.quality is not None
        shown.append(analysis.quality.fingerprint)
    assert shown[0] == shown[1] != shown[2]


def test_a_logo_with_a_time_that_is_stated_twice_has_moved() -> None:
    facts = facts_of({**LOGO, "time": [0, 5]}, {**LOGO, "box": [960, 1450, 80, 90], "time": [5, 12]})
    with facts.refinement(facts.post.assets[0]) as refiner:
        moved = refiner.moved_logo(TEMPLATE, *layout_of())
        assert moved is not None
        assert (moved.first, moved.second) == (Box(40, 880, 80, 90), Box(960, 1450, 80, 90))
        assert refiner.moved_at(moved, TEMPLATE) == 5
        assert refiner.moved_logo("other.png", *layout_of()) is None
        assert refiner.logos_in_corners(TEMPLATE, (10, 99)) == ()


def test_a_logo_without_a_time_stands_in_a_corner() -> None:
    facts = facts_of({**LOGO, "score": 0.7})
    with facts.refinement(facts.post.assets[0]) as refiner:
        (logo,) = refiner.logos_in_corners(TEMPLATE, (10, 99))
        assert (logo.box, logo.score) == (Box(40, 880, 80, 90), 0.7)
        assert refiner.moved_logo(TEMPLATE, *layout_of()) is None


def test_times_stay_as_stated() -> None:
    facts = facts_of(LINE, {"text": "early", "box": [0, 0, 9, 9], "time": [1, 12]})
    asset = facts.post.assets[0]
    analysis = facts.analysis(asset)
    assert isinstance(analysis, MediaAnalysis) and analysis.lines is not None
    with facts.refinement(asset) as refiner:
        assert refiner.card_start(6.5) == 8
        assert refiner.card_start(2.0) is None
        assert refiner.changed_at(analysis.lines[0], 0, 9, Change.APPEARS) is None
        assert refiner.lines_at([3.0]) == ()


def test_no_file_is_read() -> None:
    facts = facts_of(**{"image.width": 3, "ai.label": "1"})
    (asset,) = facts.post.assets
    assert isinstance(facts.image(asset), Unreadable) and isinstance(facts.video(asset), Unreadable)
    metadata = facts.metadata(asset)
    assert not isinstance(metadata, Unreadable) and metadata.values("ai.label") == ("1",)
    assert [observation.value for observation in facts.observe("image.width")] == [3]
    assert facts.observe("image.height") == ()
    assert facts_of().observe("images.count")[0].value == 0

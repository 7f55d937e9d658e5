"""Lines of an ending that looks like a known card belong to the card rules, and end what else is seen."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.facts import Need, Options
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.model import Post, PostKind
from rednote_lint.rule_tests.stated import Stated, StatedFacts, stated_assets

LINE: dict[str, Any] = {"text": "TikTok", "box": [420, 600, 240, 80], "time": [8, 12]}


def analyzed(*seen: dict[str, Any], within: float | None = 6.5) -> AnalyzedAsset:
    stated = Stated(seen=seen)
    post = Post(id="p", path="p", root=".", kind=PostKind.VIDEO, assets=stated_assets(stated))
    facts = StatedFacts(post, frozenset(Need), Options(), stated)
    (asset,) = post.assets
    analysis = facts.analysis(asset)
    assert isinstance(analysis, MediaAnalysis)
    return AnalyzedAsset(asset, analysis, facts.refinement(asset), within, partial(facts.metadata, asset))


def test_the_lines_of_a_card_end_the_content() -> None:
    seen = analyzed(LINE, {"ground": 0.9})
    assert [line.text for line in seen.card_lines()] == ["TikTok"]
    assert seen.content_end(12.0) == 8


@pytest.mark.parametrize(
    ("line", "ground", "within"),
    [
        (LINE, 0.4, 6.5),  # the ending is not flat
        ({**LINE, "time": [5, 12]}, 0.9, 6.5),  # it came too early
        ({**LINE, "time": [8, 11]}, 0.9, 6.5),  # it left before the end
        ({**LINE, "box": [100, 600, 240, 80]}, 0.9, 6.5),  # it stands beside the middle
        (LINE, 0.9, 3.5),  # the known cards are shorter
        (LINE, 0.9, None),  # no rule of the run describes a card
    ],
)
def test_other_lines_are_content(line: dict[str, Any], ground: float, within: float | None) -> None:
    seen = analyzed(line, {"ground": ground}, {"duration": 12}, within=within)
    assert seen.card_lines() == []
    assert seen.content_end(12.0) == 12.0

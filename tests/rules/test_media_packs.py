"""The shipped rules on metadata and pixels keep the word that their own examples give."""

from __future__ import annotations

import datetime as dt

import pytest

from rednote_lint.packs.locate import shipped_packs
from rednote_lint.rule_tests.runner import run_tests
from tests.media_made import rules_of

PACKS = (
    "codes",
    "copyright",
    "disclosure",
    "format",
    "lint",
    "originality",
    "privacy",
    "quality",
    "tiktok-leftovers",
    "watermark",
)
ON_MEDIA = {"mark", "barcode", "metadata", "declared", "measure", "duplicate"}


def test_no_pack_on_media_is_left_out() -> None:
    packs = {pack.name for pack in shipped_packs() if ON_MEDIA & {rule.check for rule in rules_of(pack.name)}}
    assert packs == set(PACKS)


@pytest.mark.parametrize("pack", PACKS)
def test_every_example_of_the_pack_holds(pack: str) -> None:
    outcome = run_tests(rules_of(pack), dt.date(2026, 11, 20))
    assert outcome.complaints == ()
    assert outcome.examples >= 2 * outcome.rules > 0


def test_rules_on_origin_are_never_errors() -> None:
    origin = [rule for rule in rules_of("watermark") if rule.name.endswith("-origin-metadata")]
    assert len(origin) >= 6
    assert {str(severity) for rule in origin for severity in rule.severity.values()} <= {"warning", "info"}

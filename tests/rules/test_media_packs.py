"""The shipped rules on metadata and pixels keep the word that their own examples give."""

from __future__ import annotations

import datetime as dt

import pytest

from rednote_lint.rule_tests.runner import run_tests
from tests.media_made import rules_of


@pytest.mark.parametrize("pack", ["codes", "disclosure", "privacy", "quality"])
def test_every_example_of_the_pack_holds(pack: str) -> None:
    outcome = run_tests(rules_of(pack), dt.date(2026, 11, 20))
    assert outcome.complaints == ()
    assert outcome.examples >= 2 * outcome.rules > 0


def test_rules_on_origin_are_never_errors() -> None:
    origin = [rule for rule in rules_of("watermark") if rule.name.endswith("-origin-metadata")]
    assert len(origin) >= 6
    assert {str(severity) for rule in origin for severity in rule.severity.values()} <= {"warning", "info"}

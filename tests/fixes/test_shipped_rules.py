from __future__ import annotations

import pytest

from rednote_lint.fixes.operations import OPERATIONS, required_of
from rednote_lint.fixes.repairs import REPAIRS
from rednote_lint.model import Box, Location, Rule, Safety, TimeRange
from rednote_lint.packs.reading import load_packs
from tests.compiled_packs import compiled

RULES = [rule for pack in load_packs((), compiled) for rule in pack.rules if rule.fix and rule.fix.edit]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_names_a_repair_that_exists_and_gives_what_it_needs(rule: Rule) -> None:
    assert rule.fix is not None
    assert rule.fix.edit is not None
    if rule.fix.edit == "crop-to":
        assert rule.fix.safety is Safety.MANUAL
        return
    assert rule.fix.safety is not Safety.MANUAL, "a repair that is never applied helps nobody"
    if rule.fix.edit in REPAIRS:
        assert required_of(REPAIRS[rule.fix.edit].arguments) <= rule.fix.arguments.keys()
        return
    operation = OPERATIONS[rule.fix.edit]
    measured = operation.placed(Location(path="a", time=TimeRange(1.0, 2.0), box=Box(0, 0, 1, 1)))
    assert operation.required <= rule.fix.arguments.keys() | measured.keys()
    assert rule.fix.arguments.keys() <= operation.takes


@pytest.mark.parametrize("name", ["crop-ratio", "pad-ratio"])
def test_a_change_of_what_is_seen_is_never_safe(name: str) -> None:
    assert all(rule.fix and rule.fix.safety is not Safety.SAFE for rule in RULES if rule.fix and rule.fix.edit == name)

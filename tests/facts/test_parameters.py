"""The numbers that rules state are joined so that one pass serves them all."""

from __future__ import annotations

from rednote_lint.facts.parameters import NO_PARAMETERS, Parameters, Stretches, joined
from rednote_lint.ruleset import RuleSet
from tests.media_made import rules_of

FIVE, THREE = Stretches(moves_after=5.0, card=4.2), Stretches(moves_after=3.0, card=4.2)


def test_every_division_is_made_once_and_the_longest_ending_counts() -> None:
    stated = [Parameters(stretches=(FIVE,)), Parameters(stretches=(THREE,), ending=2.0), Parameters(stretches=(FIVE,))]
    assert joined([*stated, Parameters(ending=4.0)]) == Parameters(stretches=(THREE, FIVE), ending=4.0)
    assert joined([]) == joined([NO_PARAMETERS]) == NO_PARAMETERS


def test_the_active_rules_alone_state_them() -> None:
    rules = RuleSet(rules_of("watermark", "quality"))
    assert rules.parameters({"WM101", "WM111", "QL102"}) == Parameters(stretches=(FIVE,), ending=4.2)
    assert rules.parameters({"WM111"}) == Parameters(stretches=(FIVE,))
    assert rules.parameters({"WM102", "QL101"}) == NO_PARAMETERS

"""Rules of one run: which of them are asked of a post, and when an answer may have changed."""

from __future__ import annotations

import msgspec
import pytest

from rednote_lint.facts.base import Need
from rednote_lint.model import Client, Declarations, PostKind, Severity, When
from rednote_lint.ruleset import RuleSet, applies
from tests.posts_made import body_post
from tests.text_posts import rule

WORDS = "on: [body]\nwords: [蓝莓派]\n"


@pytest.mark.parametrize(
    ("when", "declared", "kind", "client", "expected"),
    [
        (When(), Declarations(), PostKind.IMAGE, Client.BOTH, True),
        (When(commercial=True), Declarations(commercial=True), PostKind.IMAGE, Client.BOTH, True),
        (When(commercial=True), Declarations(commercial=False), PostKind.IMAGE, Client.BOTH, False),
        (When(commercial=True), Declarations(), PostKind.IMAGE, Client.BOTH, False),
        (When(commercial=False), Declarations(), PostKind.IMAGE, Client.BOTH, False),
        (When(ai_generated=True), Declarations(ai_generated=True), PostKind.IMAGE, Client.BOTH, True),
        (When(ai_generated=True), Declarations(), PostKind.IMAGE, Client.BOTH, False),
        (When(industry=("food", "health")), Declarations(industry=("health",)), PostKind.IMAGE, Client.BOTH, True),
        (When(industry=("food",)), Declarations(industry=("health",)), PostKind.IMAGE, Client.BOTH, False),
        (When(industry=("food",)), Declarations(), PostKind.IMAGE, Client.BOTH, False),
        (When(kind=PostKind.VIDEO), Declarations(), PostKind.VIDEO, Client.BOTH, True),
        (When(kind=PostKind.VIDEO), Declarations(), PostKind.IMAGE, Client.BOTH, False),
        (When(client=Client.WEB), Declarations(), PostKind.IMAGE, Client.WEB, True),
        (When(client=Client.WEB), Declarations(), PostKind.IMAGE, Client.BOTH, True),
        (When(client=Client.WEB), Declarations(), PostKind.IMAGE, Client.APP, False),
        (When(commercial=True, kind=PostKind.VIDEO), Declarations(commercial=True), PostKind.IMAGE, Client.BOTH, False),
    ],
)
def test_all_gates_of_a_rule_must_hold(
    when: When, declared: Declarations, kind: PostKind, client: Client, expected: bool
) -> None:
    assert applies(when, body_post("x", declared=declared, kind=kind), client) is expected


def test_the_order_of_rules_does_not_matter() -> None:
    rules = [rule("words", WORDS, code) for code in ("B2", "A1", "C3")]
    one, other = RuleSet(rules), RuleSet(reversed(rules))
    assert [found.code for found in one.rules] == ["A1", "B2", "C3"]
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"severity": {"default": Severity.INFO}},
        {"when": When(commercial=True)},
        {"code": "T2"},
        {"params": rule("words", "on: [title]\nwords: [蓝莓派]\n").params},
        {"params": rule("words", "on: [body]\nwords: [草莓派]\n").params},
    ],
)
def test_the_fingerprint_changes_with_whatever_may_change_an_answer(change: dict[str, object]) -> None:
    plain = rule("words", WORDS)
    assert RuleSet([plain]).fingerprint != RuleSet([msgspec.structs.replace(plain, **change)]).fingerprint


def test_a_pack_that_was_moved_gives_the_same_answers() -> None:
    plain = rule("words", WORDS)
    assert RuleSet([plain]).fingerprint == RuleSet([msgspec.structs.replace(plain, folder="elsewhere")]).fingerprint


def test_only_what_the_rules_ask_for_is_needed() -> None:
    seen = rule("words", "on: [ocr]\nwords: [蓝莓派]\n", "T2")
    rules = RuleSet([rule("words", WORDS, "T1"), seen])
    assert Need.OCR in rules.needs(["T2"]) - rules.needs(["T1"])
    assert rules.needs(["T1", "T2"]) == rules.needs(["T1"]) | rules.needs(["T2"])
    assert rules.needs([]) == frozenset()


def test_equal_rules_are_compiled_once_and_others_anew() -> None:
    first, again, other = (rule("words", WORDS, "A1") for _ in range(3))
    louder = msgspec.structs.replace(other, severity={"default": Severity.WARNING})
    assert louder != first
    assert RuleSet([again]).checkers[0] is RuleSet([first]).checkers[0]
    assert RuleSet([louder]).checkers[0] is not RuleSet([first]).checkers[0]

"""Marks that name an account: somebody else's, the author's own."""

from __future__ import annotations

import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import Declarations, Post, PostKind, Report
from rednote_lint.rule_tests.stated import Stated, StatedFacts, stated_assets
from rednote_lint.ruleset import RuleSet
from tests.media_made import rules_of

CORNER = {"text": "@N1na.crochet", "box": [40, 60, 260, 44], "time": [0, 8]}
NUMBER = {"text": "小红书号：123456789", "box": [620, 1840, 420, 48]}
TIKTOK = [
    {"text": "TikTok", "box": [2, 960, 150, 56], "time": [0, 5]},
    {"text": "@nina.crochet", "box": [4, 1010, 220, 48], "time": [0, 5]},
]


def report_on(*seen: dict[str, object], accounts: tuple[str, ...] = (), account: str = "") -> Report:
    stated = Stated(seen=seen)
    assets = stated_assets(stated)
    kind = PostKind.VIDEO if "time" in seen[0] else PostKind.IMAGE
    post = Post(id="p", path="p", root=".", kind=kind, assets=assets, declared=Declarations(account=account))
    rules = RuleSet([rule for rule in rules_of("watermark") if rule.check == "mark"])
    options = Options(accounts=accounts)
    return lint(post, rules, options, facts_of=lambda p, r, a, o: StatedFacts(p, r.needs(a), o, stated))


@pytest.mark.parametrize(("seen", "code", "name"), [(CORNER, "WM152", "nina.crochet"), (NUMBER, "WM151", "123456789")])
def test_an_own_account_passes_and_says_why(seen: dict[str, object], code: str, name: str) -> None:
    assert [finding.code for finding in report_on(seen).findings] == [code]
    assert [finding.code for finding in report_on(seen, accounts=("someone.else",)).findings] == [code]
    for own in (report_on(seen, accounts=(name,)), report_on(seen, account=name)):
        assert own.findings == ()
        assert [(veto.code, veto.reason.en) for veto in own.vetoes] == [(code, "the author's own account")]


def test_a_watermark_of_a_platform_stays_one() -> None:
    assert {finding.code for finding in report_on(*TIKTOK, accounts=("nina.crochet",)).findings} == {"WM101"}

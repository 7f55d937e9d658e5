"""What the packs on health, money, topics and crime say about labelled captions of our own.

`split` tells when a caption was written: `dev` and `held` before the rules, in one sitting and by one hand; `late` in
rounds of fresh captions, each of which first measured the rules and then widened them. So the shares below guard
against loss; they are no estimate for captions of others.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import (
    Declarations,
    Finding,
    PostKind,
    Severity,
)
from rednote_lint.packs.locate import shipped_rules
from rednote_lint.ruleset import RuleSet
from tests.compiled_packs import compiled
from tests.posts_made import body_post

PACKS = ("health", "cosmetics", "finance", "topics", "superstition", "illegal", "minors", "privacy")
CAPTIONS = [
    json.loads(line) for line in Path(__file__).with_name("captions_b.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return RuleSet(rule for name in PACKS for rule in compiled(shipped_rules() / name).rules)


def findings(rules: RuleSet, text: str, *, commercial: bool | None = None) -> tuple[Finding, ...]:
    post = body_post(text, kind=PostKind.TEXT, declared=Declarations(commercial=commercial))
    report = lint(post, rules, Options())
    assert not report.problems
    return report.findings


def loud(found: tuple[Finding, ...]) -> bool:
    """Whether the recommended preset shows a warning or worse."""
    return any(f.severity is not Severity.INFO and "strict" not in f.tags for f in found)


@pytest.mark.parametrize(("label", "least"), [("remove", 0.85), ("edit", 0.80)])
def test_most_of_what_must_go_or_change_is_flagged(rules, label, least):
    texts = [caption["text"] for caption in CAPTIONS if caption["label"] == label]
    missed = [text for text in texts if not findings(rules, text)]
    assert 1 - len(missed) / len(texts) >= least, missed


def test_what_must_go_is_mostly_loud_in_the_recommended_preset(rules):
    texts = [caption["text"] for caption in CAPTIONS if caption["label"] == "remove"]
    assert sum(loud(findings(rules, text)) for text in texts) / len(texts) >= 0.80


def test_hardly_any_ordinary_caption_is_flagged_even_strictly(rules):
    texts = [caption["text"] for caption in CAPTIONS if caption["label"] == "pass"]
    wrong = [text for text in texts if findings(rules, text)]
    assert len(wrong) / len(texts) <= 0.01, wrong


def test_ordinary_shop_copy_and_reviews_declared_commercial_stay_quiet(rules):
    texts = [caption["text"] for caption in CAPTIONS if caption["note"] in ("adcopy", "review")]
    wrong = [text for text in texts if loud(findings(rules, text, commercial=True))]
    assert len(wrong) / len(texts) <= 0.04, wrong

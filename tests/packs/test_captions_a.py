"""What the packs on conduct say about labelled captions of our own: what must go, what must change, what is fine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from rednote_lint.engine import lint
from rednote_lint.facts import Options
from rednote_lint.model import (
    Declarations,
    PostKind,
    Report,
    Severity,
)
from rednote_lint.packs.locate import shipped_rules
from rednote_lint.ruleset import RuleSet
from tests.compiled_packs import compiled
from tests.posts_made import body_post

PACKS = (
    "diversion",
    "engagement",
    "fake-marketing",
    "adlaw",
    "tiktok-leftovers",
    "harassment",
    "vulgar",
    "safety",
)


class Caption(NamedTuple):
    text: str
    label: str
    note: str


def captions() -> list[Caption]:
    lines = Path(__file__).with_name("captions_a.jsonl").read_text(encoding="utf-8").splitlines()
    return [Caption(**json.loads(line)) for line in lines]


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """Compile the rules on words; what is measured says nothing of how a caption reads."""
    loaded = (rule for name in PACKS for rule in compiled(shipped_rules() / name).rules)
    return RuleSet(rule for rule in loaded if rule.check != "measure")


def checked(rules: RuleSet, text: str, *, commercial: bool | None = None) -> Report:
    post = body_post(text, kind=PostKind.TEXT, declared=Declarations(commercial=commercial))
    return lint(post, rules, Options())


def flagged(rules: RuleSet, label: str) -> Iterator[tuple[Caption, bool]]:
    for caption in captions():
        if caption.label == label:
            report = checked(rules, caption.text)
            assert not report.problems
            yield caption, bool(report.findings)


@pytest.mark.parametrize(("label", "least"), [("remove", 0.85), ("edit", 0.85)])
def test_most_of_what_must_go_or_change_is_flagged(rules, label, least):
    hits = [hit for _, hit in flagged(rules, label)]
    assert sum(hits) / len(hits) >= least


def test_hardly_any_ordinary_caption_is_flagged_even_strictly(rules):
    wrong = [caption.text for caption, hit in flagged(rules, "pass") if hit]
    total = sum(caption.label == "pass" for caption in captions())
    assert len(wrong) / total <= 0.02, wrong


def test_shop_copy_declared_commercial_stays_below_a_warning(rules):
    texts = [caption.text for caption in captions() if caption.note == "ordinary speech and shop copy"]
    loud = [
        text
        for text in texts
        if any(f.severity is not Severity.INFO for f in checked(rules, text, commercial=True).findings)
    ]
    assert len(loud) / len(texts) <= 0.04, loud


def test_only_what_the_platform_surely_punishes_is_an_error(rules):
    for caption in captions():
        if caption.label == "pass":
            errors = [f.code for f in checked(rules, caption.text).findings if f.severity is Severity.ERROR]
            assert not errors, caption.text

"""What whole presets say of ordinary captions is a false alarm: it has a budget.

The captions are our own, labelled `pass`; on posts that were really published, `rednote-lint bench-rules` measures it.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from rednote_lint.model import PostKind, Report, Severity
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings
from tests.posts_made import body_post

CAPTIONS = [
    json.loads(line)
    for name in ("captions_a.jsonl", "captions_b.jsonl")
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
]
ON_TEXT = ("words", "pattern", "combo")
MOST = {"recommended": 0.5, "strict": 1.0}
"""Per cent of ordinary captions that a preset may warn of."""


@pytest.fixture(scope="module", params=MOST)
def preset(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def session(preset: str) -> Session:
    return Sessions(Settings(isolated=True, preset=preset)).of(Path.cwd())


@pytest.fixture(scope="module")
def ordinary(session: Session) -> list[Report]:
    texts = [caption["text"] for caption in CAPTIONS if caption["label"] == "pass"]
    assert len(texts) > 1000
    return [session.check(body_post(text, kind=PostKind.TEXT)).report for text in texts]


def share(reports: list[Report], severity: Severity) -> float:
    """Return the per cent of posts with a finding of this severity."""
    flagged = sum(any(finding.severity is severity for finding in report.findings) for report in reports)
    return 100 * flagged / len(reports)


def test_ordinary_captions_are_hardly_ever_flagged(preset: str, ordinary: list[Report]) -> None:
    assert share(ordinary, Severity.ERROR) == 0
    assert share(ordinary, Severity.WARNING) <= MOST[preset]


def test_every_rule_on_text_keeps_to_its_budget(session: Session, ordinary: list[Report]) -> None:
    budgets = {rule.code: rule.budget for rule in session.rules.rules if rule.check in ON_TEXT}
    posts = Counter(code for report in ordinary for code in {finding.code for finding in report.findings})
    assert not {code: n for code, n in posts.items() if 100 * n / len(ordinary) > budgets.get(code, 100)}


def test_the_presets_do_speak_of_captions_that_must_go(session: Session) -> None:
    """So that silence above means something."""
    texts = [caption["text"] for caption in CAPTIONS if caption["label"] == "remove"]
    reports = [session.check(body_post(text, kind=PostKind.TEXT)).report for text in texts]
    assert sum(share(reports, severity) for severity in (Severity.ERROR, Severity.WARNING)) >= 80

"""What the preset `strict` says of texts whose authors had not seen the rules: shares that guard against loss.

Most texts were read afterwards and rules widened, so the shares are no estimate of what is caught elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rednote_lint.model import Severity
from rednote_lint.posts.folder import declared_post
from rednote_lint.rule_tests.bench import LabelledText, labelled_texts
from rednote_lint.run.session import Session
from rednote_lint.run.sessions import Sessions
from rednote_lint.run.settings import Settings

TEXTS = Path(__file__).parent / "second_author"


@pytest.fixture(scope="module")
def session() -> Session:
    return Sessions(Settings(isolated=True, preset="strict")).of(Path.cwd())


def texts(*files: str, expect: str) -> Iterator[LabelledText]:
    for file in files:
        yield from (text for text in labelled_texts(TEXTS / f"{file}.jsonl") if text.expect == expect)


def told_of(session: Session, text: LabelledText) -> bool:
    report = session.check(declared_post(text.text, text.declared)).report
    return any(finding.severity is not Severity.INFO for finding in report.findings)


def share(session: Session, of: Iterator[LabelledText]) -> float:
    """Return the per cent of texts with a warning or an error."""
    told = [told_of(session, text) for text in of]
    return 100 * sum(told) / len(told)


@pytest.mark.parametrize(
    ("files", "most"),
    [
        (("whole-zh", "whole-en"), 2),
        (("look-alikes-zh", "look-alikes-en"), 3),
        (("by-class",), 3),
        (("remove-edit-or-pass",), 2),
        (("captions-zh", "captions-en"), 1),
        (("ordinary",), 1.5),
        (("edit-or-pass", "labelled", "benign"), 1),
        (("spam-and-disguises", "spam", "disguises"), 2),
    ],
)
def test_harmless_texts_are_left_alone(session: Session, files: tuple[str, ...], most: float) -> None:
    assert share(session, texts(*files, expect="pass")) <= most


@pytest.mark.parametrize(
    ("files", "least"),
    [
        (("whole-zh",), 58),
        (("whole-en",), 42),
        (("by-class",), 70),
        (("remove-edit-or-pass",), 80),
        (("captions-zh",), 85),
        (("captions-en",), 78),
        (("edit-or-pass",), 70),
        (("labelled",), 90),
        (("spam-and-disguises", "spam", "disguises"), 90),
    ],
)
def test_breaches_are_told_of(session: Session, files: tuple[str, ...], least: float) -> None:
    assert share(session, texts(*files, expect="flag")) >= least

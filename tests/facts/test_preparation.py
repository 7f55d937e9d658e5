"""Models are loaded for what is needed, and for nothing else."""

from __future__ import annotations

import sys

import pytest

from rednote_lint.facts import Options
from rednote_lint.facts.analysis import ocr
from rednote_lint.facts.base import Need
from rednote_lint.facts.preparation import load


@pytest.mark.parametrize(
    ("need", "options", "times"),
    [
        (Need.OCR, Options(), 1),
        (Need.MARKS, Options(), 1),
        (Need.OCR, Options(ocr=False), 0),
        (Need.CODES, Options(), 0),
        (Need.HEADERS, Options(), 0),
    ],
)
def test_the_models_are_loaded_where_a_rule_reads_pixels(
    need: Need, options: Options, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(ocr.Engine, "reader", lambda engine: asked.append(engine))
    load(frozenset({Need.TEXT, need}), options)
    assert len(asked) == times


def test_a_library_that_is_missing_is_told_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    load(frozenset({Need.OCR}), Options())

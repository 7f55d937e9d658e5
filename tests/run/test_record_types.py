from __future__ import annotations

import subprocess
import sys

import msgspec

from rednote_lint.model import Finding, Rule, When
from rednote_lint.run.record_types import _below, prepare_records


def test_the_nouns_are_among_the_records_that_are_prepared() -> None:
    loaded = set(_below(msgspec.Struct))
    assert {Finding, Rule, When} <= loaded
    assert 20 < prepare_records() <= len(loaded)


def test_records_that_a_run_imports_late_are_prepared_too() -> None:
    """A configuration that is broken as the editor starts loads no rules, and is mended later."""
    code = (
        "import sys; from rednote_lint.run.record_types import prepare_records; prepare_records(); "
        "print({'rednote_lint.engine', 'rednote_lint.packs.loader', 'rednote_lint.checks.combo'} - set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"

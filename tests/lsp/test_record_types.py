from __future__ import annotations

import msgspec

from rednote_lint.lsp.record_types import _below, prepare_records
from rednote_lint.model import Finding, Rule, When


def test_the_nouns_are_among_the_records_that_are_prepared() -> None:
    loaded = set(_below(msgspec.Struct))
    assert {Finding, Rule, When} <= loaded
    assert 20 < prepare_records() <= len(loaded)

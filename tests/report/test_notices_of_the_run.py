"""What is to be known of a run as a whole, such as stale entries of a baseline, stands in every format, once."""

from __future__ import annotations

import pytest

from rednote_lint.model import Bilingual, Notice, Report, Summary
from rednote_lint.report import FORMATS
from tests.reports_made import written

STALE = Notice(what="known.json", reason=Bilingual(en="1 is found no more <&>", zh="少了 1 处 <&>"))

BOTH = {"html"}
"""Formats that hold both languages."""


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize(("language", "said"), [("en", "is found no more"), ("zh", "少了")])
def test_it_stands_in_every_format_in_both_languages(name: str, language: str, said: str) -> None:
    reports = (Report(path="a.md", id="a"), Report(path="b.md", id="b"))
    summary = Summary().plus(reports[0]).plus(reports[1])
    told = written(name, reports, summary.noted((STALE,)), language=language)
    assert told.count(said) == 1 and told.count("known.json") == (2 if name in BOTH else 1)
    assert said not in written(name, reports, summary, language=language)

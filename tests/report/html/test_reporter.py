"""What a page says without a browser: words in it, memory, baselines, stable bytes."""

from __future__ import annotations

import re
import tracemalloc

import msgspec
import pytest

from rednote_lint.model import Report, Suppressed, SuppressedBy
from rednote_lint.report import RunInfo
from rednote_lint.report.html import packing, reporter
from tests.report.html.made import finding, illustrated, post
from tests.reports_made import summed, written

TEXT = "全网最佳防晒，夏天每天都用。" * 20


def page(reports: list[Report], **run: object) -> str:
    return written("html", reports, summed(reports), run=RunInfo(illustrate=illustrated, **run))


def test_the_caption_is_there_with_its_marks() -> None:
    text = page([post(1, [finding("全网最佳防晒", "最佳")], "全网最佳防晒")])
    made = post(1, [msgspec.structs.replace(finding("全网最佳防晒", "最佳"))], "全网最佳防晒")
    assert "全网<mark" in text and ">最佳</mark><sup>1</sup>防晒" in text
    assert text == page([made]), "the same bytes"


def test_posts_are_compared_with_a_baseline_where_there_is_one() -> None:
    known = Suppressed(finding=finding("最佳", "最佳"), reason="", by=SuppressedBy.BASELINE)
    made = [post(1, [finding("最佳", "最佳")]), msgspec.structs.replace(post(2), suppressed=(known,))]
    assert re.findall(r'data-state="(\w*)"', page(made, has_baseline=True)) == ["new", "unchanged"]
    assert 'name="state"' in page(made, has_baseline=True) and 'name="state"' not in page(made)


def test_posts_are_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        written = 0

        def write(self, text: str) -> None:
            self.written += len(text)

    def peak(posts: int) -> int:
        nowhere = Nowhere()
        told = reporter.HtmlReporter(nowhere, reporter.Display())  # type: ignore[arg-type]
        one = post(1, [finding(TEXT, "最佳")], TEXT)
        tracemalloc.start()
        told.begin(RunInfo())
        for _ in range(posts):
            told.post(one, reporter.PostDisplay())
        told.end(summed([one]))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert nowhere.written > posts * 1000
        return found

    monkeypatch.setattr(packing, "_IN_MEMORY", 50_000)
    monkeypatch.setattr(reporter, "WHOLE", 20)
    assert peak(240) < peak(120) * 1.3 + 100_000

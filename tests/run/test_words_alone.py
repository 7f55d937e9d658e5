"""`Settings(media=False)`: the words are checked, no medium is opened, and the report says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint import Settings, check
from rednote_lint.facts.observed import ObservedFacts


def test_words_are_checked_and_no_medium_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "caption.md").write_text("想要清单的加我微信 camp_day88\n", encoding="utf-8")
    (tmp_path / "1.jpg").write_bytes(b"no picture")
    (tmp_path / "clip.mp4").write_bytes(b"no video")
    (tmp_path / "clip.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n加微信 camp_day99\n", encoding="utf-8")

    def opened(facts: ObservedFacts, asset: object) -> None:
        raise AssertionError(f"{asset} was opened")

    for name in ("image", "video", "_header", "analysis", "digest"):
        monkeypatch.setattr(ObservedFacts, name, opened)
    (outcome,) = check([tmp_path], settings=Settings(isolated=True, media=False))
    report = outcome.report
    assert {finding.location.path.rpartition("/")[2] for finding in report.findings if finding.code == "DV102"} == {
        "caption.md",
        "clip.srt",
    }
    assert not report.problems
    assert len(report.skipped) == 2
    skipped = {skip.what.rpartition("/")[2]: skip.reason.en for skip in report.skipped}
    assert skipped["1.jpg"] == skipped["clip.mp4"] == "not opened: only words were to be checked"

"""`check: barcode`, with the shipped rules on drawn codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rednote_lint.checks.barcode import BarcodeParams
from rednote_lint.model import Severity
from tests.facts.analysis.test_codes import drawn, planted
from tests.media_made import checked, codes_of, save_jpeg, save_video, scene

pytest.importorskip("zxingcpp")


def marked(text: str, kind: str = "QRCode") -> Path:
    return planted(scene(720, 960), drawn(text, kind, 4), (300, 500), 220)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://u.wechat.com/EHkJ3x9fX2pQ", "QR101"),
        ("wxp://f2f0abcdefgh", "QR102"),
        ("https://v.douyin.com/abc123/", "QR103"),
        ("https://shop.example.com/item/1", "QR104"),
        ("tel:+8613800000000", "QR105"),
    ],
)
def test_codes_that_lead_away_are_errors(tmp_path: Path, text: str, code: str) -> None:
    report = checked(save_jpeg(tmp_path / "a.jpg", marked(text)), kinds=("barcode",))
    assert codes_of(report) == [code]
    (finding,) = report.findings
    assert finding.severity is Severity.ERROR
    assert finding.evidence == text
    assert finding.location.frame == (720, 960)
    box = finding.location.box
    assert box is not None and 290 <= box.x <= 340 and 490 <= box.y <= 540


def test_a_product_code_is_not_flagged(tmp_path: Path) -> None:
    path = save_jpeg(tmp_path / "a.jpg", marked("690123456789", "EAN13"))
    assert codes_of(checked(path, kinds=("barcode",))) == []


def test_a_code_in_a_video_has_its_time(tmp_path: Path) -> None:
    clean, code = scene(720, 960), marked("https://t.me/example")
    path = save_video(tmp_path / "a.mp4", [clean] * 16 + [code] * 16 + [clean] * 16, fps=4)
    report = checked(path, kinds=("barcode",))
    assert codes_of(report) == ["QR103"]
    time = report.findings[0].location.time
    assert time is not None
    assert 4.0 <= time.start <= 6.0
    assert 6.0 <= time.end <= 8.0


def test_without_the_library_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rednote_lint.facts.analysis.analyzers.find_spec", lambda name: None)
    report = checked(save_jpeg(tmp_path / "a.jpg", marked("https://t.me/example")), kinds=("barcode",))
    assert any("zxing-cpp" in skipped.reason.en for skipped in report.skipped)


def test_rules_that_look_for_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="names nothing"):
        BarcodeParams(payload=())

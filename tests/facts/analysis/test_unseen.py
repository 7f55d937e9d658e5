"""What an analysis could not see is reported, each thing once, and only when somebody asked."""

from __future__ import annotations

from rednote_lint.facts.analysis.ocr import MISSING, SWITCHED_OFF
from rednote_lint.facts.analysis.results import MediaAnalysis, View
from rednote_lint.facts.analysis.unseen import unseen
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.options import Options
from rednote_lint.model import Asset, AssetKind, Bilingual

ASSET = Asset(path="a.mp4", kind=AssetKind.VIDEO)
DAMAGE = Bilingual(en="damage", zh="损坏")


def reasons(analysis: MediaAnalysis | Unreadable, *needs: Need, ocr: bool = True) -> list[Bilingual]:
    skipped = list(unseen(ASSET, analysis, frozenset(needs), Options(ocr=ocr)))
    assert {one.what for one in skipped} <= {"a.mp4"}
    return [one.reason for one in skipped]


def analysis(read: bool = True, failed: tuple[str, ...] = (), damage: tuple[Bilingual, ...] = ()) -> MediaAnalysis:
    return MediaAnalysis(view=View(size=(4, 4), failed=failed, damage=damage), lines=() if read else None)


def test_what_is_unreadable_has_one_reason() -> None:
    assert reasons(Unreadable(reason=DAMAGE), Need.OCR, Need.MARKS) == [DAMAGE]


def test_damage_is_passed_on() -> None:
    assert reasons(analysis(damage=(DAMAGE,)), Need.OCR) == [DAMAGE]


def test_text_that_nobody_read_is_reported_to_those_who_asked() -> None:
    assert reasons(analysis(), Need.OCR) == []
    assert reasons(analysis(read=False), Need.CODES, Need.QUALITY) == []
    for need in (Need.OCR, Need.MARKS):
        assert reasons(analysis(read=False), need) == [MISSING]
        assert reasons(analysis(read=False), need, ocr=False) == [SWITCHED_OFF]


def test_a_reader_that_failed_is_not_called_missing() -> None:
    for name in ("lines", "mark-lines"):
        assert reasons(analysis(read=False, failed=(name,), damage=(DAMAGE,)), Need.OCR) == [DAMAGE]


def test_the_other_pictures_of_an_animation_are_told() -> None:
    (reason,) = reasons(MediaAnalysis(view=View(size=(4, 4), frames=24), lines=()), Need.OCR)
    assert "24" in reason.en
    assert "24" in reason.zh

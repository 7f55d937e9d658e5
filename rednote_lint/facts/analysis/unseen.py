"""Reports what an analysis could not see: unreadable files, damage, missing or switched-off OCR."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.analysis.analyzers import LINES, MARK_LINES
from rednote_lint.facts.analysis.ocr import MISSING, SWITCHED_OFF
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.headers.images import ImageHeader
from rednote_lint.facts.headers.videos import VideoHeader
from rednote_lint.facts.options import Options
from rednote_lint.model import Asset, Bilingual, Location, Omission, Skipped

_FIRST_ONLY = Bilingual(
    en="an animation: only the first of {n} pictures was looked at; publish the motion as a video, or one picture",
    zh="动图共 {n} 帧，只检查了第一帧；动态内容可发布为视频，或只发布其中一帧",
)


def broken_off(asset: Asset, header: ImageHeader | VideoHeader | Unreadable) -> Iterator[Skipped]:
    """Yield that a file ends too early; what there is of a video is looked at all the same."""
    if not isinstance(header, Unreadable) and header.damage is not None:
        yield Skipped(what=asset.path, reason=header.damage, where=Location(path=asset.path), omission=Omission.FAILURE)


def unseen(
    asset: Asset, analysis: MediaAnalysis | Unreadable, needs: frozenset[Need], options: Options
) -> Iterator[Skipped]:
    """Yield what could not be seen of an asset, and why."""
    where = Location(path=asset.path)
    if isinstance(analysis, Unreadable):
        yield Skipped(
            what=asset.path, reason=analysis.reason, where=Location(path=asset.path), omission=Omission.FAILURE
        )
        return
    for damage in analysis.view.damage:
        yield Skipped(what=asset.path, reason=damage, where=where, omission=Omission.FAILURE)
    if analysis.view.frames > 1:
        yield Skipped(what=asset.path, reason=_FIRST_ONLY.filled({"n": str(analysis.view.frames)}))
    unread = analysis.lines is None and not {LINES.name, MARK_LINES.name} & set(analysis.view.failed)
    if unread and needs & (LINES.needs | MARK_LINES.needs):
        yield Skipped(what=asset.path, reason=MISSING if options.ocr else SWITCHED_OFF)

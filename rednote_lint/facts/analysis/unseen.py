"""Reports what an analysis could not see: unreadable files, damage, missing or switched-off OCR."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.facts.analysis.analyzers import LINES, MARK_LINES
from rednote_lint.facts.analysis.ocr import MISSING, SWITCHED_OFF
from rednote_lint.facts.analysis.results import MediaAnalysis
from rednote_lint.facts.base import Need, Unreadable
from rednote_lint.facts.options import Options
from rednote_lint.model import Asset, Skipped


def unseen(
    asset: Asset, analysis: MediaAnalysis | Unreadable, needs: frozenset[Need], options: Options
) -> Iterator[Skipped]:
    """Yield what could not be seen of an asset, and why."""
    if isinstance(analysis, Unreadable):
        yield Skipped(what=asset.path, reason=analysis.reason)
        return
    for damage in analysis.view.damage:
        yield Skipped(what=asset.path, reason=damage)
    unread = analysis.lines is None and not {LINES.name, MARK_LINES.name} & set(analysis.view.failed)
    if unread and needs & (LINES.needs | MARK_LINES.needs):
        yield Skipped(what=asset.path, reason=MISSING if options.ocr else SWITCHED_OFF)

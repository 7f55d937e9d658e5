"""Marks that are a shape and no words, in a lower corner of a still image."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark.overlay import Sighting
from rednote_lint.checks.mark.spec import MarkSpec
from rednote_lint.facts.analysis.analyze import MediaAnalysis
from rednote_lint.facts.marks.logos import LogoSeen, seek
from rednote_lint.model import Bilingual, Confidence

UNEVEN = 0.25
"""Share by which the distances to the two sides may differ: tools keep them equal, chance does not."""

MARGIN = (0.025, 0.11)
"""Least and greatest distance of the glyph's centre to a side, as a share of the shorter side."""


def glyphs(spec: MarkSpec, analysis: MediaAnalysis, template: str) -> Iterator[Sighting]:
    """Yield the glyph in a lower corner, if its shape and its place are right."""
    shorter = min(analysis.view.size)
    heights = (spec.height[0] * shorter, spec.height[1] * shorter)
    sought = (seek(patch, template, heights) for patch in analysis.corners)
    seen = [found for found in (*sought, analysis.planted_logos.get(spec.logo or "")) if found is not None]
    for one in seen:
        if one.score >= spec.score and _placed(one, analysis.view.size):
            yield Sighting(
                box=one.box,
                time=None,
                evidence=f"{spec.logo} {one.score:.2f}",
                told=Bilingual(en=f"its shape, likeness {one.score:.2f}", zh=f"图形相似度 {one.score:.2f}"),
                words=spec.platform.en,
                confidence=Confidence.MEDIUM,
            )


def _placed(one: LogoSeen, size: tuple[int, int]) -> bool:
    width, height = size
    x, y = one.box.x + one.box.w / 2, one.box.y + one.box.h / 2
    beside, below = min(x, width - x), height - y
    low, high = (share * min(size) for share in MARGIN)
    return low <= beside <= high and low <= below <= high and abs(beside - below) <= UNEVEN * max(beside, below)

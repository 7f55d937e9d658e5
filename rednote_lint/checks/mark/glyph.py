"""Glyphs: marks that are a shape and no words, in a lower corner of a still image."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.overlay import Sighting
from rednote_lint.checks.mark.spec import MarkSpec
from rednote_lint.facts.marks.logos import LogoSeen
from rednote_lint.model import Bilingual, Confidence


def glyphs(spec: MarkSpec, seen: AnalyzedAsset, template: str) -> Iterator[Sighting]:
    """Yield the glyph in a lower corner, if its shape and its place are right."""
    size = seen.analysis.view.size
    heights = (spec.height[0] * min(size), spec.height[1] * min(size))
    for one in seen.refiner.logos_in_corners(template, heights):
        if one.score >= spec.score and _placed(one, size, spec):
            yield Sighting(
                box=one.box,
                time=None,
                evidence=f"{spec.logo} {one.score:.2f}",
                told=Bilingual(en=f"matched by shape, score {one.score:.2f}", zh=f"按图形识别，相似度 {one.score:.2f}"),
                words=spec.platform.en,
                confidence=Confidence.MEDIUM,
            )


def _placed(one: LogoSeen, size: tuple[int, int], spec: MarkSpec) -> bool:
    """Whether a shape stands in the corner as the rule says: tools keep the two distances equal, chance does not."""
    if spec.margin is None or spec.uneven is None:
        return False
    width, height = size
    x, y = one.box.x + one.box.w / 2, one.box.y + one.box.h / 2
    beside, below = min(x, width - x), height - y
    low, high = (share * min(size) for share in spec.margin)
    return low <= beside <= high and low <= below <= high and abs(beside - below) <= spec.uneven * max(beside, below)

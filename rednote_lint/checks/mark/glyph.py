"""Glyphs: marks that are a shape and no words, in a lower corner of a still image."""

from __future__ import annotations

from collections.abc import Iterator

from rednote_lint.checks.mark.analyzed import AnalyzedAsset
from rednote_lint.checks.mark.sighting import Sighting
from rednote_lint.checks.mark.spec import MarkSpec
from rednote_lint.facts.marks.logos import LogoSeen
from rednote_lint.model import Bilingual, Confidence


def glyphs(spec: MarkSpec, seen: AnalyzedAsset, template: str) -> Iterator[Sighting]:
    """Yield the glyph in a lower corner, if its shape and its place are right."""
    size = seen.analysis.view.size
    heights = (spec.height[0] * min(size), spec.height[1] * min(size))
    for one in seen.refiner.logos_in_corners(template, heights):
        if not any(unmet(one, size, spec)):
            yield Sighting(
                box=one.box,
                time=None,
                evidence=f"{spec.logo} {one.score:.2f}",
                told=Bilingual(en=f"matched by shape, score {one.score:.2f}", zh=f"按图形识别，相似度 {one.score:.2f}"),
                words=spec.platform.en,
                confidence=Confidence.MEDIUM,
            )


def unmet(one: LogoSeen, size: tuple[int, int], spec: MarkSpec) -> Iterator[Bilingual]:
    """Say what keeps a shape from being the glyph: its likeness, its place.

    Tools keep the distances to both sides equal, chance does not.
    """
    if one.score < spec.score:
        yield Bilingual(
            en=f"glyph found {one.score:.2f}, needs {spec.score:.2f}",
            zh=f"图形相似度 {one.score:.2f}，需要 {spec.score:.2f}",
        )
    width, height = size
    if spec.margin is None or spec.uneven is None:
        return
    x, y = one.box.x + one.box.w / 2, one.box.y + one.box.h / 2
    beside, below = min(x, width - x) / min(size), (height - y) / min(size)
    for distance in (beside, below):
        if not spec.margin[0] <= distance <= spec.margin[1]:
            low, high = spec.margin
            yield Bilingual(
                en=f"outside the margin: centre at {distance:.3f} of the shorter side, needs {low} to {high}",
                zh=f"不在边距内：中心距边为短边的 {distance:.3f}，需要 {low} 到 {high}",
            )
    if abs(beside - below) > spec.uneven * max(beside, below):
        yield Bilingual(
            en=f"distances to the two sides differ: {beside:.3f} and {below:.3f}",
            zh=f"到两边的距离不等：{beside:.3f} 和 {below:.3f}",
        )
